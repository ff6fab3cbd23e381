/** Finds a code of a list by its name, while the list is on this device; without it there is nothing here, and the code is typed. */
import { findCodes, showCode, type CodeHit, type CodeList } from '@lodge/shared-types'
import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useCodeList, useDevice } from '../../device/use-device.tsx'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { factControlWords } from '../../messages/fact-controls.ts'
import { ActButton } from './act-button.tsx'
import controls from './controls.module.css'
import styles from './terms.module.css'

/** As many as a person reads through. */
const mostHits = 12

type Props = {
  version: string | undefined
  /** The code that the field has. */
  code: string
  isReadOnly: boolean
  onTake: (code: string) => void
}

export function CodeFinder({ version, ...props }: Props) {
  const { officeId } = useDevice()
  const list = useCodeList(officeId, version)
  return list ? <Finder list={list} {...props} /> : null
}

function Finder({ list, code, isReadOnly, onTake }: Omit<Props, 'version'> & { list: CodeList }) {
  const words = useWordsOf(factControlWords)
  const language = useLanguage()
  const id = useId()
  const [query, setQuery] = useState('')
  const asked = useDeferredValue(query)
  const hits = useMemo(() => findCodes(list, asked, { language, limit: mostHits }), [list, asked, language])
  const chosen = showCode(list, code, language)
  const hasQuery = asked.trim() !== ''
  return (
    <div className={styles.finder}>
      {chosen && <Named hit={chosen} />}
      {!isReadOnly && (
        <>
          <label className={styles.label} htmlFor={id}>
            {words.findClass}
          </label>
          <input
            type="search"
            id={id}
            className={controls.input}
            dir="auto"
            autoComplete="off"
            enterKeyHint="search"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <p className="unseen" role="status">
            {hasQuery ? words.found(hits.length) : ''}
          </p>
        </>
      )}
      {hits.length > 0 && (
        <ul className={styles.results}>
          {hits.map((hit) => (
            <li key={hit.code} className={styles.result}>
              <Named hit={hit} />
              <ActButton
                look="link"
                name={words.takeOf(hit.code, hit.name)}
                onAct={() => {
                  onTake(hit.code)
                  setQuery('')
                }}
              >
                {words.take}
              </ActButton>
            </li>
          ))}
        </ul>
      )}
      {hasQuery && hits.length === 0 && <p className={styles.hint}>{words.noneFound}</p>}
    </div>
  )
}

const Named = ({ hit }: { hit: CodeHit }) => (
  <span className={styles.found}>
    <bdi>{hit.name}</bdi>
    <span className={styles.other}>
      <bdi className="number">{hit.code}</bdi>
      {hit.partOf !== undefined && (
        <>
          {' · '}
          <bdi>{hit.partOf}</bdi>
        </>
      )}
    </span>
  </span>
)
