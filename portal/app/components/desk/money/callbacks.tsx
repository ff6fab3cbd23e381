/** Callbacks of banks that moved an order, as they were stored. */
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import type { OrderTrace } from '../../../money-shapes.ts'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import styles from './money.module.css'
import { Moment } from './moment.tsx'

type Callback = OrderTrace['callbacks'][number]

const meaningOf = {
  stored: 'info',
  applied: 'good',
  unmatched: 'attention',
  parked: 'wrong',
} as const satisfies Record<Callback['state'], Meaning>

export function Callbacks({ callbacks }: { callbacks: readonly Callback[] }) {
  const words = useWordsOf(moneyWords).orders
  if (callbacks.length === 0) return <p>{words.noCallbacks}</p>
  return (
    <Table
      caption={words.callbacks}
      isDense
      rows={callbacks}
      keyOf={({ callbackId }) => callbackId}
      columns={[
        {
          head: words.callback,
          cell: ({ eventId, driverId }) => (
            <div className={styles.what}>
              <span>
                <bdi>{eventId}</bdi>
              </span>
              <span className={styles.soft}>
                <bdi>{driverId}</bdi>
              </span>
            </div>
          ),
        },
        {
          head: words.state,
          cell: ({ state, lastError }) => (
            <div className={styles.what}>
              <span>
                <StatusTag meaning={meaningOf[state]}>{words.callbackStates[state]}</StatusTag>
              </span>
              {lastError !== null && (
                <span className={styles.soft}>
                  <bdi lang="en">{lastError}</bdi>
                </span>
              )}
            </div>
          ),
        },
        { head: words.sentAt, cell: ({ sentAt }) => <Moment at={sentAt} /> },
        { head: words.receivedAt, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
      ]}
    />
  )
}
