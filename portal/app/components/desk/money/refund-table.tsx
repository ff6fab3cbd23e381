/** Refunds as a table: for which order, how much, how it goes back, and where it stands. */
import { Link } from '@remix-run/react'
import type { RefundState } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import type { ListedRefund } from '../../../money-shapes.ts'
import { Money } from '../../money.tsx'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import styles from './money.module.css'
import { Moment } from './moment.tsx'

export const meaningOfRefund = {
  proposed: 'attention',
  approved: 'info',
  submitting: 'info',
  pending: 'info',
  unknown: 'attention',
  'to-pay-out': 'attention',
  succeeded: 'good',
  failed: 'wrong',
  refused: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<RefundState, Meaning>

export type ShownRefund = Pick<
  ListedRefund,
  | '_id'
  | 'orderId'
  | 'orderNumber'
  | 'amount'
  | 'way'
  | 'state'
  | 'reason'
  | 'problem'
  | 'createdAt'
  | 'updatedAt'
>

export function RefundTable({ caption, refunds }: { caption: string; refunds: readonly ShownRefund[] }) {
  const words = useWordsOf(moneyWords).refunds
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  return (
    <Table
      caption={caption}
      isDense
      rows={refunds}
      keyOf={({ _id }) => _id}
      columns={[
        {
          head: words.order,
          cell: ({ _id, orderNumber }) => (
            <Link to={`${base}/refunds/${_id}`}>
              <bdi className="number">{orderNumber}</bdi>
            </Link>
          ),
        },
        {
          head: words.state,
          cell: ({ state, problem }) => (
            <div className={styles.what}>
              <span>
                <StatusTag meaning={meaningOfRefund[state]}>{words.states[state]}</StatusTag>
              </span>
              {problem !== null && (
                <span className={styles.soft}>
                  <bdi>{problem}</bdi>
                </span>
              )}
            </div>
          ),
        },
        { head: words.way, cell: ({ way }) => words.ways[way] },
        {
          head: words.reason,
          cell: ({ reason }) => (
            <div className={styles.text}>
              <bdi>{reason}</bdi>
            </div>
          ),
        },
        { head: words.opened, cell: ({ createdAt }) => <Moment at={createdAt} /> },
        { head: words.since, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
        { head: words.amount, isNumber: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
    />
  )
}
