/** My drafts: the agent's desk, the first page without a network. */
import { Link } from '@remix-run/react'
import { useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import type { DraftSummary } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { useDevice, useLive } from '../../device/use-device.tsx'
import { ActButton } from '../../components/filing/act-button.tsx'
import controls from '../../components/filing/controls.module.css'
import { Opening } from '../../components/filing/screen-states.tsx'
import styles from '../../components/filing/filing.module.css'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { bringBack, finishRemoval, removeLater, useRemoval } from '../../components/filing/removals.ts'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import { timeAgo } from '../../components/filing/time-ago.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { useKindWords } from '../../components/requests/use-kind-words.ts'
import { useWords, useWordsOf } from '../../language.tsx'
import { reuseWords } from '../../messages/reuse.ts'

/** From here on a search helps more than looking. */
const searchFrom = 10
/** As many as are drawn at once. */
const firstShown = 50

export default function Drafts() {
  const words = useWords().drafting.drafts
  const device = useDevice()
  useFreshReference(device.officeId)
  const base = `/o/${device.officeId}`
  const drafts = useLive(() => device.drafts.list(), [device])
  const removal = useRemoval()
  const [said, setSaid] = useState('')
  useEffect(
    () => () => {
      // Whoever leaves the page cannot bring it back any more; a draft that stays by mistake harms nobody.
      void finishRemoval(device).catch(() => undefined)
    },
    [device],
  )
  if (!drafts) return <Opening />
  const here = drafts.filter(({ id }) => id !== removal?.draftId)
  return (
    <div className={styles.screen}>
      <div className={styles.deskHead}>
        <ScreenHead title={words.title} />
        <div className={styles.go}>
          <ButtonLink to={`${base}/drafts/new`}>{words.newFiling}</ButtonLink>
          <ButtonLink to={`${base}/file-requests/new`} look="quiet">
            {words.newRequest}
          </ButtonLink>
        </div>
      </div>
      <p className={styles.soft}>{words.lead}</p>
      <nav className={styles.facts} aria-label={words.tools}>
        <Link to={`${base}/drafts/import`}>{words.fromTable}</Link>
        <Link to={`${base}/templates`}>{words.templates}</Link>
        <Link to={`${base}/addresses`}>{words.addresses}</Link>
      </nav>
      {removal && (
        <Notice meaning="info" title={words.removed(removal.title)}>
          <div>
            <ActButton look="quiet" onAct={bringBack}>
              {words.bringBack}
            </ActButton>
          </div>
        </Notice>
      )}
      <p className={said === '' ? 'unseen' : styles.soft} role="status">
        {said}
      </p>
      {here.length === 0 ? (
        <div className={styles.section}>
          <h2>{words.empty}</h2>
          <p className={styles.soft}>{words.emptyLead}</p>
        </div>
      ) : (
        <Desk device={device} base={base} drafts={here} say={setSaid} />
      )}
    </div>
  )
}

type DeskProps = {
  device: Device
  base: string
  drafts: readonly DraftSummary[]
  say: (what: string) => void
}

function Desk({ device, base, drafts, say }: DeskProps) {
  const words = useWords().drafting.drafts
  const id = useId()
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState(firstShown)
  const asked = useDeferredValue(query).trim().toLowerCase()
  const kindOf = useKindWords(device.officeId, drafts)
  const found = useMemo(
    () =>
      asked === ''
        ? drafts
        : drafts.filter((draft) =>
            `${draft.title}\n${draft.owner ?? ''}\n${draft.ownReference}\n${kindOf(draft)}`
              .toLowerCase()
              .includes(asked),
          ),
    [drafts, asked, kindOf],
  )
  return (
    <>
      {drafts.length > searchFrom && (
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
          <p className={styles.soft} role="status">
            {asked === '' ? words.count(drafts.length) : words.found(found.length)}
          </p>
        </div>
      )}
      <ul className={styles.cards}>
        {found.slice(0, shown).map((draft) => (
          <DraftCard
            key={draft.id}
            device={device}
            base={base}
            draft={draft}
            kind={kindOf(draft)}
            say={say}
          />
        ))}
      </ul>
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

/** How far a draft is, in a word. */
function DraftTag({ draft }: { draft: DraftSummary }) {
  const words = useWords().drafting.drafts
  if (draft.state === 'frozen') return <StatusTag meaning="info">{words.inOutbox}</StatusTag>
  if (draft.errorCount === undefined) return <StatusTag meaning="info">{words.started}</StatusTag>
  if (draft.errorCount === 0) return <StatusTag meaning="good">{words.ready}</StatusTag>
  return <StatusTag meaning="attention">{words.left(draft.errorCount)}</StatusTag>
}

type CardProps = {
  device: Device
  base: string
  draft: DraftSummary
  kind: string
  say: (what: string) => void
}

function DraftCard({ device, base, draft, kind, say }: CardProps) {
  const words = useWords()
  const { drafts } = words.drafting
  const { templates } = useWordsOf(reuseWords)
  const isAnswer = draft.requestKind === 'response-to-office-action'
  // The owner of a file is the file's to tell.
  const owner = draft.requestKind === 'post-filing' ? undefined : draft.owner
  const title = draft.title === '' ? drafts.untitled : draft.title

  async function copy(): Promise<void> {
    const { cloneToday } = await import('../../components/filing/clone-today.ts')
    await cloneToday(device, draft)
    say(drafts.copied(title))
  }
  async function keep(): Promise<void> {
    const whole = await device.drafts.read(draft.id)
    if (!whole) return
    const name = draft.title === '' ? kind : draft.title
    await device.templates.save(whole, name)
    say(templates.saved(name))
  }

  return (
    <li className={`${styles.card} ${styles.draft}`}>
      <div className={styles.cardMain}>
        <div className={styles.titleRow}>
          <Link
            className={styles.draftTitle}
            to={isAnswer ? `${base}/answers/${draft.about ?? ''}` : `${base}/drafts/${draft.id}`}
          >
            <bdi>{title}</bdi>
          </Link>
          <DraftTag draft={draft} />
        </div>
        <div className={styles.facts}>
          <span>{kind}</span>
          {owner !== undefined && <span>{owner === '' ? drafts.noOwner : <bdi>{owner}</bdi>}</span>}
          {draft.ownReference !== '' && (
            <span>
              {drafts.ownReference}: <bdi>{draft.ownReference}</bdi>
            </span>
          )}
        </div>
        <div className={styles.facts}>
          <time className={styles.small} dateTime={new Date(draft.updatedAt).toISOString()}>
            {drafts.edited(timeAgo(draft.updatedAt, Date.now(), words))}
          </time>
        </div>
      </div>
      <div className={styles.cardActs}>
        {!isAnswer && (
          <ActButton look="link" name={drafts.copyOf(title)} onAct={() => void copy()}>
            {drafts.copy}
          </ActButton>
        )}
        {!isAnswer && (
          <ActButton look="link" name={templates.saveAsOf(title)} onAct={() => void keep()}>
            {templates.saveAs}
          </ActButton>
        )}
        {draft.state === 'draft' && (
          <ActButton
            look="danger"
            name={drafts.removeOf(title)}
            onAct={() => void removeLater(device, { draftId: draft.id, title, updatedAt: draft.updatedAt })}
          >
            {drafts.remove}
          </ActButton>
        )}
      </div>
    </li>
  )
}
