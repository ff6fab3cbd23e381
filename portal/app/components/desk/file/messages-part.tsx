/** The register of messages about a file: what was told to whom, when, and what became of it. */
import { Link } from '@remix-run/react'
import type { ListedMessage } from '@lodge/processor'
import { useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { instantInWords } from '../../../office-time.ts'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

const meaningOf = {
  queued: 'info',
  sent: 'good',
  refused: 'wrong',
  unwanted: 'info',
} as const satisfies Record<ListedMessage['state'], Meaning>

type Props = { messages: readonly ListedMessage[]; base: string; timeZone: string }

export function MessagesPart({ messages, base, timeZone }: Props) {
  const all = useWordsOf(staffFileWords)
  const words = all.messages
  const office = useOfficeWords()
  const moment = (at: Date | null) =>
    at === null ? '–' : <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, office)}</time>
  if (messages.length === 0) return <p className={styles.soft}>{words.empty}</p>
  return (
    <>
      <p className={styles.soft}>{words.lead}</p>
      <Table
        caption={all.tabs.messages}
        isDense
        rows={messages}
        keyOf={({ messageId }) => messageId}
        columns={[
          {
            head: words.subject,
            cell: ({ messageId, subject, isResend }) => (
              <div className={styles.what}>
                <Link to={`${base}/desk/messages/${messageId}`}>
                  <bdi>{subject}</bdi>
                </Link>
                {isResend && <span className={styles.soft}>{words.again}</span>}
              </div>
            ),
          },
          {
            head: words.to,
            cell: ({ to, audience }) => (
              <div className={styles.what}>
                <bdi>{to}</bdi>
                <span className={styles.soft}>{words.audiences[audience]}</span>
              </div>
            ),
          },
          {
            head: words.state,
            cell: ({ state }) => <StatusTag meaning={meaningOf[state]}>{words.states[state]}</StatusTag>,
          },
          { head: words.created, cell: ({ createdAt }) => moment(createdAt) },
          { head: words.sent, cell: ({ sentAt }) => moment(sentAt) },
        ]}
      />
    </>
  )
}
