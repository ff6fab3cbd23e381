/** The frame of a draft's pages: opens the draft, tells who may change it, undoes, and shows fees and what comes next. */
import { Link, useParams } from '@remix-run/react'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { useLanguage, useWords } from '../../language.tsx'
import { Notice } from '../notice.tsx'
import { labelOf } from './draft-facts.ts'
import { focusField } from './error-list.tsx'
import styles from './filing.module.css'
import { FilingFooter } from './filing-footer.tsx'
import { NewRules } from './new-rules.tsx'
import { Away, Opening } from './screen-states.tsx'
import { FilingProvider, useOpenFiling, type Filing } from './use-filing.tsx'

/** Only a request about a file has a gate. */
const GateNotice = lazy(() => import('../requests/gate-line.tsx'))

type Props = {
  /** Where the way back leads, from the draft's address on; the list of drafts without it. */
  back?: (filing: Filing) => { to: string; words: string }
  children: (filing: Filing) => ReactNode
}

export function DraftScreen({ back, children }: Props) {
  const { officeId = '', draftId = '' } = useParams()
  const base = `/o/${officeId}`
  const opened = useOpenFiling(base, draftId)
  const words = useWords().drafting
  if (opened.state === 'opening') return <Opening />
  if (opened.state === 'no-draft')
    return (
      <Away
        title={words.away.notHere}
        lead={words.away.notHereLead}
        to={`${base}/drafts`}
        words={words.draft.back}
      />
    )
  if (opened.state === 'no-form')
    return (
      <Away
        title={words.away.noProfile}
        lead={words.away.noProfileLead}
        to={`${base}/drafts`}
        words={words.draft.back}
      />
    )
  const { filing } = opened
  const way = back?.(filing) ?? { to: `${base}/drafts`, words: words.draft.back }
  return (
    <FilingProvider value={filing}>
      <div className={styles.screen}>
        <DraftBar filing={filing} way={way} />
        <ClosedNotice filing={filing} />
        <NewRules filing={filing} />
        <Gate filing={filing} isWhole={back === undefined} />
        {children(filing)}
      </div>
      <FilingFooter filing={filing} />
    </FilingProvider>
  )
}

/** Whether what is being written could be filed today: always above the task list, elsewhere where something is against it. */
function Gate({ filing: { judged, known, profile, draft }, isWhole }: { filing: Filing; isWhole: boolean }) {
  const gate = judged?.gate
  if (!gate || draft.state === 'frozen') return null
  if (!isWhole && (gate.verdict === 'open' || gate.verdict === 'unknown')) return null
  return (
    <Suspense>
      <GateNotice gate={gate} asOf={known.file && known.asOf} timeZone={profile.timeZone} />
    </Suspense>
  )
}

/** Why nothing can be changed here, where that is so. */
export function ClosedNotice({ filing: { closedBy, base } }: { filing: Filing }) {
  const words = useWords().drafting.readOnly
  if (closedBy === 'other-tab')
    return (
      <Notice meaning="attention" title={words.title}>
        <p>{words.lead}</p>
      </Notice>
    )
  if (closedBy === 'submission')
    return (
      <Notice meaning="info" title={words.frozenTitle}>
        <p>{words.frozenLead}</p>
        <p>
          <Link to={`${base}/outbox`}>{words.toOutbox}</Link>
        </p>
      </Notice>
    )
  return null
}

const isTextEntry = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'file'].includes(target.type))

/** The way back, and what was done last taken back or done again; that it is saved, the page's header says. */
export function DraftBar({ filing, way }: { filing: Filing; way: { to: string; words: string } }) {
  const words = useWords().drafting
  const language = useLanguage()
  const { editor, draft, form, saving, closedBy } = filing
  const [said, setSaid] = useState('')

  async function step(which: 'undo' | 'redo'): Promise<void> {
    const change = await editor[which]()
    const path = change?.edits[0]?.path
    if (path === undefined) {
      setSaid(words.undo.nothing)
      return
    }
    const label = labelOf(form, path, language) ?? words.undo.entry
    setSaid(which === 'undo' ? words.undo.undone(label) : words.undo.redone(label))
    focusField(path)
  }

  const isClosed = closedBy !== undefined
  useEffect(() => {
    if (isClosed) return
    function onKey(event: KeyboardEvent): void {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z'
      // Inside an entry of text the browser takes back what is typed there.
      if (!isUndo || isTextEntry(event.target)) return
      event.preventDefault()
      void step(event.shiftKey ? 'redo' : 'undo')
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  return (
    <div className={styles.bar}>
      <Link className={styles.back} to={way.to}>
        {way.words}
      </Link>
      <div className={styles.tools}>
        {saving === 'failed' && <span className={styles.wrongText}>{words.saving.failed}</span>}
        {!isClosed && (
          <>
            <button
              type="button"
              className={styles.tool}
              disabled={draft.undoCount === 0 && saving === 'saved'}
              onClick={() => void step('undo')}
            >
              {words.undo.undo}
            </button>
            <button
              type="button"
              className={styles.tool}
              disabled={draft.redoCount === 0}
              onClick={() => void step('redo')}
            >
              {words.undo.redo}
            </button>
          </>
        )}
        <span className="unseen" role="status">
          {said}
        </span>
      </div>
    </div>
  )
}
