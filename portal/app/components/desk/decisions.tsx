/** What may be decided about a file now: each action with what it comes to, who must approve it, or why it has to wait. */
import {
  officeSentences,
  textIn,
  type ActionRefusal,
  type FileStatus,
  type Localized,
  type Role,
} from '@lodge/shared-types'
import { useId, type ReactNode } from 'react'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { SecureForm } from '../secure-form.tsx'
import styles from './decisions.module.css'
import { DeskRefusal, type Happening, type RefusedForm } from './refused-form.tsx'

export type ShownAction = {
  code: string
  label: Localized
  /** What will have happened, in plain words for the owner of the file. */
  plain: Localized
  /** Where the file will stand. */
  status: FileStatus
  refusal: ActionRefusal | null
  /** The title of the notice that is issued with it. */
  notice: Localized | null
  approvedBy: readonly Role[]
  /** Sent with the action, so that the same form sent twice acts once. */
  key: string
}

/** What `decisionsOf` of `routes/staff/desk-decisions.server.ts` loads. */
export type ShownDecisions = {
  seq: number
  offered: readonly ShownAction[]
  /** The action that has just been taken. */
  done: Localized | null
  /** The latest of what happened to the file. */
  happened: readonly Happening[]
}

/** Whether a refusal belongs to a decision: `Decisions` shows it, so the page need not. */
export const isOfDecision = (refused: RefusedForm | undefined): boolean =>
  refused?.typed['decision'] !== undefined

/** A refusal is never what is mostly done, also where nothing else can be done yet. */
const isRefusal = ({ status }: ShownAction): boolean => status === 'Rejected'

type Props = {
  decisions: ShownDecisions
  refused: RefusedForm | undefined
  /** Work that waits elsewhere, such as the draft of a notice: shown above the actions. */
  children?: ReactNode
}

/** The forms post to the page that they stand on: its action hands them to `decide`. */
export function Decisions({ decisions: { seq, offered, done, happened }, refused, children }: Props) {
  const words = useWordsOf(examinationWords).decisions
  const language = useLanguage()
  const possible = offered.filter(({ refusal }) => refusal === null)
  const waiting = offered.filter(({ refusal }) => refusal !== null)
  return (
    <Section title={words.title} id="decisions">
      {refused && isOfDecision(refused) && (
        <DeskRefusal
          problem={refused.problem}
          since={happened.filter((one) => one.seq > Number(refused.typed['seenSeq'] ?? Infinity))}
        />
      )}
      {done && !refused && <Notice meaning="good" title={words.done(textIn(done, language))} />}
      {children}
      {offered.length === 0 ? (
        <p className={styles.none}>{words.none}</p>
      ) : (
        <ul className={styles.actions}>
          {possible.map((action, at) => (
            <Possible
              key={action.code}
              action={action}
              look={at === 0 && !isRefusal(action) ? 'main' : 'small'}
              seq={seq}
              note={refused?.typed['decision'] === action.code ? refused.typed['note'] : undefined}
            />
          ))}
          {waiting.map((action) => (
            <Waiting key={action.code} action={action} />
          ))}
        </ul>
      )}
    </Section>
  )
}

type PossibleProps = {
  action: ShownAction
  /** The first stands out, where it is no refusal: it is what is mostly done. */
  look: 'main' | 'small'
  seq: number
  note: string | undefined
}

/** An action that can be taken: by one button, or with a note where another person has to approve it. */
function Possible({ action, look, seq, note }: PossibleProps) {
  const words = useWordsOf(examinationWords).decisions
  const language = useLanguage()
  const { code, key, label, notice, approvedBy } = action
  const fields = { action: code, seenSeq: String(seq) }
  const name = textIn(label, language)
  if (notice)
    return (
      <li className={styles.action}>
        <What action={action} />
        <SecureForm fields={{ act: 'write-notice', ...fields }} idempotencyKey={key} isInline>
          <Button look={look}>{words.writeNotice(textIn(notice, language))}</Button>
        </SecureForm>
      </li>
    )
  if (approvedBy.length > 0)
    return (
      <li className={styles.action}>
        <What action={action} />
        <details className={styles.propose} {...(note === undefined ? {} : { open: true })}>
          <summary>{words.propose}</summary>
          <SecureForm fields={{ act: 'take-action', ...fields }} idempotencyKey={key}>
            <ProposalNote note={note} />
            <Button look="small">{words.sendForApproval(name)}</Button>
          </SecureForm>
        </details>
      </li>
    )
  return (
    <li className={styles.action}>
      <What action={action} />
      <SecureForm fields={{ act: 'take-action', ...fields }} idempotencyKey={key} isInline>
        <Button look={look}>{words.take(name)}</Button>
      </SecureForm>
    </li>
  )
}

function ProposalNote({ note }: { note: string | undefined }) {
  const words = useWordsOf(examinationWords).decisions
  const id = useId()
  return (
    <div className={styles.note}>
      <label htmlFor={id}>{words.noteToChecker}</label>
      <textarea id={id} name="note" rows={2} maxLength={2000} dir="auto" defaultValue={note} />
    </div>
  )
}

/** The action's name, where the file will stand after it, and whose approval it needs. */
function What({ action: { label, plain, status, approvedBy } }: { action: ShownAction }) {
  const words = useWordsOf(examinationWords)
  const { fileStatuses } = useOfficeWords()
  const language = useLanguage()
  return (
    <div className={styles.what}>
      <strong>
        <bdi>{textIn(label, language)}</bdi>
      </strong>
      <p className={styles.meaning}>
        <bdi>{textIn(plain, language)}</bdi> {words.decisions.becomes(fileStatuses[status])}
      </p>
      {approvedBy.length > 0 && (
        <p className={styles.meaning}>
          {words.decisions.approvedBy(approvedBy.map((role) => words.roles[role]))}
        </p>
      )}
    </div>
  )
}

const Waiting = ({ action }: { action: ShownAction }) => {
  const language = useLanguage()
  return (
    <li className={`${styles.action} ${styles.waiting}`}>
      <div className={styles.what}>
        <bdi>{textIn(action.label, language)}</bdi>
        {action.refusal && (
          <p className={styles.meaning}>{textIn(officeSentences[action.refusal], language)}</p>
        )}
      </div>
    </li>
  )
}
