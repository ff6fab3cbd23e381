/** The post-filing requests that have come to a file, with what became of each. */
import { Link } from '@remix-run/react'
import type { FileRequestLine } from '@lodge/processor'
import { textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { registerWords } from '../../../messages/register.ts'
import { instantInWords } from '../../../office-time.ts'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

export const meaningOfRequest = {
  filed: 'info',
  waiting: 'attention',
  granted: 'good',
  refused: 'wrong',
} as const satisfies Record<FileRequestLine['state'], Meaning>

type Props = { requests: readonly FileRequestLine[]; base: string; timeZone: string }

export function RequestsPart({ requests, base, timeZone }: Props) {
  const words = useWordsOf(registerWords).requests
  const office = useOfficeWords()
  const language = useLanguage()
  const moment = (at: Date) => <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, office)}</time>
  if (requests.length === 0) return <p className={styles.soft}>{words.none}</p>
  return (
    <Table
      caption={words.title}
      isDense
      rows={requests}
      keyOf={({ requestId }) => requestId}
      columns={[
        {
          head: words.request,
          cell: ({ requestId, title, onlineId }) => (
            <div className={styles.what}>
              <Link to={`${base}/desk/requests/${requestId}`}>{textIn(title, language)}</Link>
              <bdi className={`${styles.soft} number`}>{onlineId}</bdi>
            </div>
          ),
        },
        { head: words.received, cell: ({ receivedAt }) => moment(receivedAt) },
        {
          head: words.state,
          cell: ({ state, warnings }) => (
            <div className={styles.what}>
              <StatusTag meaning={meaningOfRequest[state]}>{words.states[state]}</StatusTag>
              {warnings.length > 0 && <span className={styles.soft}>{words.warnings}</span>}
            </div>
          ),
        },
        {
          head: words.decided,
          cell: ({ decidedAt, reason }) => (
            <div className={styles.what}>
              {decidedAt ? moment(decidedAt) : '–'}
              {reason !== null && <bdi className={styles.soft}>{reason}</bdi>}
            </div>
          ),
        },
      ]}
    />
  )
}
