/** Money on its way back to the payer: how much, where to, where it stands and what happens next. */
import { useWords, useWordsOf } from '../../language.tsx'
import { payingWords } from '../../messages/paying.ts'
import { instantInWords } from '../../office-time.ts'
import { Money } from '../money.tsx'
import { StatusTag, type Meaning } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { Table } from '../table.tsx'
import type { ShownRefund } from './attempt.ts'
import styles from './paying.module.css'

const meaningOf = {
  proposed: 'info',
  approved: 'info',
  submitting: 'info',
  pending: 'info',
  unknown: 'info',
  'to-pay-out': 'info',
  succeeded: 'good',
  failed: 'attention',
  refused: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<ShownRefund['state'], Meaning>

export function Refunds({ refunds, timeZone }: { refunds: readonly ShownRefund[]; timeZone: string }) {
  const everyPage = useWords()
  const words = useWordsOf(payingWords).refunds
  if (refunds.length === 0) return null
  return (
    <Section title={words.title}>
      <Table
        caption={words.title}
        rows={refunds}
        keyOf={({ refundId }) => refundId}
        columns={[
          { head: words.asked, cell: ({ createdAt }) => instantInWords(createdAt, timeZone, everyPage) },
          {
            head: words.state,
            cell: ({ state }) => (
              <span className={styles.standing}>
                <StatusTag meaning={meaningOf[state]}>{words.states[state].label}</StatusTag>
                <span className={styles.soft}>{words.states[state].next}</span>
              </span>
            ),
          },
          { head: words.to, cell: ({ way }) => words.ways[way] },
          { head: words.amount, cell: ({ amount }) => <Money amount={amount} />, isNumber: true },
        ]}
      />
    </Section>
  )
}
