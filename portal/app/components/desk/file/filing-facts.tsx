/** The numbers and dates of a file, and how its filing date was found. */
import type { StaffFile } from '@lodge/processor'
import { traceTextIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords } from '../../../office-time.ts'
import styles from './file.module.css'

export type FilingFacts = Pick<
  StaffFile,
  'fileNumber' | 'filingDate' | 'st13' | 'onlineId' | 'status' | 'st27' | 'process' | 'trace'
>

/** Keeps dates in digits on one line. */
const unbroken = (sentence: string): string => sentence.replaceAll(/(?<=\d)-(?=\d)/g, '\u2011')

export function FilingFactsView({ file }: { file: FilingFacts }) {
  const words = useWordsOf(staffFileWords)
  const office = useOfficeWords()
  const language = useLanguage()
  const { filingDate, st13, onlineId, status, st27, process, trace } = file
  const facts = [
    [office.file.filingDate, filingDate === null ? words.record.noDate : dateInWords(filingDate, office)],
    [words.record.status, `${office.fileStatuses[status]} (${st27})`],
    [words.record.process, words.process.names[process]],
    [office.file.st13, st13],
    [office.file.onlineId, onlineId],
  ] as const
  return (
    <section className={styles.party} aria-label={office.file.facts}>
      <dl className={styles.entries}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {trace.length > 0 && (
        <details className={styles.trace}>
          <summary>{office.file.traceTitle}</summary>
          <ol className="steps">
            {trace.map((step) => (
              <li key={step.text}>
                {step.why ? unbroken(traceTextIn(step, language)) : <bdi lang="en">{step.text}</bdi>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  )
}
