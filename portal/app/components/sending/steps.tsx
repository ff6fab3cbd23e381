/** The way of a submitted dossier in five steps, each with what is known of it; only the office's word makes one done. */
import type { PublicProfile } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import type { Badge } from '../../device/sending/badge.ts'
import { useWords } from '../../language.tsx'
import type { Words } from '../../messages/en.ts'
import { instantInWords } from '../../office-time.ts'
import styles from './steps.module.css'

type Standing = 'done' | 'now' | 'failed' | 'later'

function Step({ name, standing, children }: { name: string; standing: Standing; children: ReactNode }) {
  return (
    <li
      className={standing === 'later' ? styles.step : `${styles.step} ${styles[standing]}`}
      {...(standing === 'now' ? { 'aria-current': 'step' } : {})}
    >
      <span className={styles.name}>{name}</span>
      {children}
    </li>
  )
}

/** How far the documents are: counts and bytes, from what the office has confirmed. */
function documentsIn({ documents, progress }: OutboxEntry) {
  const there = documents.map(({ sha256, bytes }) => Math.min(bytes, progress.uploaded[sha256] ?? 0))
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
  const all = sum(documents.map(({ bytes }) => bytes))
  return {
    done: documents.filter(({ bytes }, index) => there[index] === bytes).length,
    count: documents.length,
    percent: all === 0 ? 100 : Math.floor((100 * sum(there)) / all),
  }
}

type Props = {
  entry: OutboxEntry
  badge: Badge
  /** Nothing is owed for it, so nothing is said of payment. */
  isFree: boolean
  profile: Pick<PublicProfile, 'timeZone' | 'releasedBy'>
}

/** Returns what the person is told while the fee is due: an office may lodge without waiting for it. */
export const dueIn = ({ sending }: Words, { releasedBy }: Pick<PublicProfile, 'releasedBy'>): string =>
  releasedBy === 'submission' ? sending.paidDueAlready : sending.paidDue

export function Steps({ entry, badge, isFree, profile }: Props) {
  const words = useWords()
  const text = words.sending
  const { timeZone } = profile
  const { acknowledgement } = entry.progress
  const { done, count, percent } = documentsIn(entry)
  const hasFailed = badge.kind === 'needs-you'
  const areDocumentsThere = acknowledgement !== undefined || done === count
  const isOwing = badge.kind === 'lodged' && badge.isOwing
  const isPaid = badge.kind === 'paid' || (badge.kind === 'lodged' && !isOwing)
  const next = badge.kind === 'acknowledged' ? badge.next : undefined
  const paid = {
    agree: text.paidAgree,
    pay: dueIn(words, profile),
    bank: text.paidWaiting,
  }
  return (
    <ol className={styles.steps}>
      <Step name={text.frozen} standing="done">
        <span>
          {text.frozenLead} {instantInWords(new Date(entry.frozenAt), timeZone, words)}
        </span>
      </Step>
      <Step
        name={text.documents}
        standing={
          areDocumentsThere ? 'done' : hasFailed ? 'failed' : badge.kind === 'uploading' ? 'now' : 'later'
        }
      >
        {count === 0 ? (
          <span>{text.noDocuments}</span>
        ) : areDocumentsThere ? (
          <span>{text.documentsDone(count)}</span>
        ) : (
          <>
            <span>{text.documentsOf(done, count, percent)}</span>
            <progress className={styles.bar} max={100} value={percent} aria-label={text.documents} />
          </>
        )}
      </Step>
      <Step
        name={text.acknowledged}
        standing={acknowledgement ? 'done' : areDocumentsThere ? (hasFailed ? 'failed' : 'now') : 'later'}
      >
        {acknowledgement ? (
          <>
            <span>
              {text.acknowledgedAt(
                acknowledgement.submissionNumber,
                instantInWords(new Date(acknowledgement.receivedAt), timeZone, words),
              )}
            </span>
            {acknowledgement.clockDoubt && <span>{text.clockDoubt}</span>}
          </>
        ) : (
          <span>{text.acknowledgedNot}</span>
        )}
      </Step>
      {!isFree && (
        <Step name={text.paid} standing={isPaid ? 'done' : next || isOwing ? 'now' : 'later'}>
          <span>{isPaid ? text.paidDone : isOwing ? text.paidLater : next ? paid[next] : text.paidNot}</span>
        </Step>
      )}
      <Step
        name={text.lodged}
        standing={badge.kind === 'lodged' ? 'done' : badge.kind === 'paid' ? 'now' : 'later'}
      >
        {badge.kind === 'lodged' ? (
          <span>
            {entry.about === undefined ? text.lodgedDone : text.answerDone}{' '}
            {badge.files.map(({ fileId, fileNumber }, index) => (
              <bdi key={fileId}>{index === 0 ? fileNumber : ` · ${fileNumber}`}</bdi>
            ))}
          </span>
        ) : (
          <span>{entry.about === undefined ? text.lodgedNot : text.answerNot}</span>
        )}
      </Step>
    </ol>
  )
}
