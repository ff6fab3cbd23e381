/** What a time limit comes to, were the notice issued today: the day with its reasons, or why it cannot be chosen. */
import {
  officeSentenceOf,
  traceTextIn,
  type FieldError,
  type NoticeLimit,
  type TraceStep,
} from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { dateInWords } from '../../office-time.ts'
import styles from './notice-editor.module.css'

/** What the office says of a limit. */
export type ShownLimit = { date: string | null; trace: readonly TraceStep[]; fault: FieldError | null }

/** The limit of a notice that one reads. */
export function LimitShown({ limit, today }: { limit: NoticeLimit; today: ShownLimit }) {
  const words = useWordsOf(examinationWords).notice
  return limit.kind === 'none' ? <p>{words.limits.none}</p> : <ComesTo told={today} />
}

export function ComesTo({ told: { date, trace, fault } }: { told: ShownLimit }) {
  const words = useWordsOf(examinationWords).notice
  const office = useOfficeWords()
  const language = useLanguage()
  if (fault)
    return (
      <p className={styles.error} role="status">
        {officeSentenceOf(fault, language)}
      </p>
    )
  if (date === null) return null
  return (
    <div role="status">
      <p className={styles.ends}>{words.wouldEnd(dateInWords(date, office))}</p>
      {trace.length > 0 && (
        <details className={styles.why}>
          <summary>{words.why}</summary>
          <ol className="steps">
            {trace.map((step) => (
              <li key={`${step.rule} ${step.date}`}>
                <bdi>{traceTextIn(step, language)}</bdi> <span className={styles.hint}>{step.rule}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}
