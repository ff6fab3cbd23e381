/** The payments of a dossier: when, how much, by which way, how they stand, and what is to be said of that. */
import { textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { instantInWords } from '../../office-time.ts'
import { Money } from '../money.tsx'
import { StatusTag, type Meaning } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { Table } from '../table.tsx'
import { standingOf, type ShownAttempt } from './attempt.ts'
import styles from './paying.module.css'

const meaningOf = {
  successful: 'good',
  failed: 'wrong',
  'awaiting-confirmation': 'info',
} as const satisfies Record<ShownAttempt['answer'], Meaning>

export function Payments({ attempts, timeZone }: { attempts: readonly ShownAttempt[]; timeZone: string }) {
  const words = useOfficeWords()
  const { standing } = useWordsOf(payingWords)
  const language = useLanguage()
  if (attempts.length === 0) return null
  return (
    <Section title={words.dossier.paymentsTitle}>
      <Table
        caption={words.dossier.paymentsTitle}
        rows={attempts}
        keyOf={(row) => row.attemptId}
        columns={[
          { head: words.dossier.payment, cell: (row) => instantInWords(row.createdAt, timeZone, words) },
          {
            head: words.dossiers.status,
            cell: ({ answer, ...row }) => {
              const said = standingOf(standing, row)
              return (
                <span className={styles.standing}>
                  <StatusTag meaning={meaningOf[answer]}>{words.answers[answer]}</StatusTag>
                  {said !== undefined && <span className={styles.soft}>{said}</span>}
                </span>
              )
            },
          },
          {
            head: words.dossier.method,
            cell: ({ method }) => (method ? textIn(method, language) : words.dossier.otherMethod),
          },
          { head: words.fees.amount, cell: (row) => <Money amount={row.amount} />, isNumber: true },
        ]}
      />
    </Section>
  )
}
