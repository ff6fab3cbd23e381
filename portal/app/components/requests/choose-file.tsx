/** The first question of a request: which file it is about, or which order or payment. */
import { Link } from '@remix-run/react'
import { lazy, Suspense, useDeferredValue, useId, useMemo, useState } from 'react'
import type { FileFacts, PublicProfile, RequestType } from '@lodge/shared-types'
import type { KeptFiles } from '../../device/own-files.ts'
import { useWords, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'
import { instantInWords } from '../../office-time.ts'
import { ActButton } from '../filing/act-button.tsx'
import controls from '../filing/controls.module.css'
import filing from '../filing/filing.module.css'
import { Opening } from '../filing/screen-states.tsx'
import { ScreenHead } from '../filing/screen-head.tsx'
import { FileFactsLine } from './file-facts-line.tsx'
import { filesFound } from './files-found.ts'
import styles from './requests.module.css'

/** Below the files, and seldom asked for. */
const ChooseOther = lazy(() => import('./choose-other.tsx'))

/** From here on a search helps more than looking. */
const searchFrom = 8
/** As many as are drawn at once. */
const firstShown = 50

type Props = {
  profile: PublicProfile
  types: readonly RequestType[]
  /** null: no files have come to this device yet. */
  kept: KeptFiles | null
  /** Whether the office is being asked for them. */
  isAsking: boolean
}

export function ChooseFile({ profile, types, kept, isAsking }: Props) {
  const words = useWords()
  const own = useWordsOf(fileRequestsWords).choose
  const base = `/o/${profile.id}`
  return (
    <div className={filing.screen}>
      <div className={filing.bar}>
        <Link className={filing.back} to={`${base}/drafts`}>
          {own.back}
        </Link>
      </div>
      <ScreenHead title={own.title} lead={own.lead} />
      <section className={filing.section}>
        <h2>{own.own}</h2>
        {kept && (
          <p className={filing.soft}>
            {own.asOf(instantInWords(new Date(kept.asOf), profile.timeZone, words))}
          </p>
        )}
        {kept ? (
          kept.files.length > 0 ? (
            <OwnFiles files={kept.files} base={base} />
          ) : (
            <p>
              {own.none}. {own.noneLead}
            </p>
          )
        ) : isAsking ? (
          <Opening />
        ) : (
          <p>
            {own.notHere}. {own.notHereLead}
          </p>
        )}
      </section>
      <Suspense>
        <ChooseOther types={types} base={base} />
      </Suspense>
    </div>
  )
}

function OwnFiles({ files, base }: { files: readonly FileFacts[]; base: string }) {
  const words = useWordsOf(fileRequestsWords).choose
  const id = useId()
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(firstShown)
  const asked = useDeferredValue(query)
  const found = useMemo(() => filesFound(files, asked), [files, asked])
  return (
    <>
      {files.length > searchFrom && (
        <div className={controls.field}>
          <label className={controls.label} htmlFor={id}>
            {words.search}
          </label>
          <p className={controls.hint} id={`${id}-hint`}>
            {words.searchHint}
          </p>
          <input
            type="search"
            id={id}
            aria-describedby={`${id}-hint`}
            className={controls.input}
            dir="auto"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <p className={filing.soft} role="status">
            {asked.trim() === '' ? words.count(files.length) : words.found(found.length)}
          </p>
        </div>
      )}
      {found.length > 0 && (
        <ul className={styles.files}>
          {found.slice(0, shown).map((file) => (
            <li key={file.fileId} className={styles.file}>
              <Link className={styles.name} to={`${base}/file-requests/new?file=${file.fileId}`}>
                <bdi>{file.title === '' ? file.fileNumber : file.title}</bdi>
              </Link>
              <FileFactsLine file={file} />
            </li>
          ))}
        </ul>
      )}
      {found.length > shown && (
        <div>
          <ActButton look="quiet" onAct={() => setShown(shown + firstShown * 2)}>
            {words.showMore(Math.min(firstShown * 2, found.length - shown))}
          </ActButton>
        </div>
      )}
    </>
  )
}
