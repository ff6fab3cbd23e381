/** What waits for an answer, the soonest first: the file, what the office wants, and until when. */
import { Link } from '@remix-run/react'
import { textIn } from '@lodge/shared-types'
import type { AccountDeadline } from '@lodge/processor'
import { useLanguage, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import styles from './follow.module.css'
import { TimeLeft } from './time-left.tsx'

type Props = { deadlines: readonly AccountDeadline[]; base: string }

/** The page on which the deadline is met, or for a file that is only followed, seen. */
const pageOf = (base: string, { isOwn, noticeId, fileId }: AccountDeadline): string =>
  isOwn ? `${base}/notices/${noticeId}` : `${base}/following/${fileId}`

export function DeadlineList({ deadlines, base }: Props) {
  const language = useLanguage()
  return (
    <ul className={styles.dueRows}>
      {deadlines.map((deadline) => (
        <li key={deadline.noticeId} className={styles.dueRow}>
          <Link to={pageOf(base, deadline)} className={styles.dueName}>
            <bdi>{deadline.fileNumber}</bdi>
            {deadline.mark !== '' && (
              <>
                {' · '}
                <bdi>{deadline.mark}</bdi>
              </>
            )}
          </Link>
          <span>{textIn(deadline.title, language)}</span>
          <TimeLeft by={deadline.answerBy} daysLeft={deadline.daysLeft} />
        </li>
      ))}
    </ul>
  )
}

const shownAtOnce = 5

/** Stands above a person's files while something waits for them; nothing while nothing does. */
export function NeedsYou({ deadlines, base }: Props) {
  const words = useWordsOf(followWords).deadlines
  if (deadlines.length === 0) return null
  const hidden = deadlines.length - shownAtOnce
  return (
    <section className={styles.due}>
      <div className={styles.dueHead}>
        <h2>{words.title}</h2>
        <Link to={`${base}/deadlines`}>{words.all}</Link>
      </div>
      <DeadlineList deadlines={deadlines.slice(0, shownAtOnce)} base={base} />
      {hidden > 0 && <p>{words.more(hidden)}</p>}
    </section>
  )
}
