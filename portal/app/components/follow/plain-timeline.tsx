/** A file as its applicant sees it: whose turn it is and by when, the way of the application, and what happened so far. */
import type { ApplicantView } from '@lodge/processor'
import { useWords, useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import { dateInWords } from '../../office-time.ts'
import { meaningOfStatus } from '../files/file-status.ts'
import type { Meaning } from '../notice.tsx'
import { Section } from '../page-header.tsx'
import { Facts } from '../table.tsx'
import { Happenings } from '../timeline.tsx'
import styles from './follow.module.css'
import { ProcessLine } from './process-line.tsx'
import { TimeLeft } from './time-left.tsx'

export type PlainTimelineProps = {
  view: ApplicantView
  /** The office's, such as `Europe/Sofia`. */
  timeZone: string
}

/** Returns the colour of the first card: what waits for the applicant stands out, what is over says how it ended. */
function meaningOf({ next, status }: ApplicantView): Meaning {
  if (next.who === 'party') return 'attention'
  return next.who === 'office' ? 'info' : meaningOfStatus[status]
}

/** Returns the mark as it reads, or what it is where it has no words. */
export function MarkName({ mark }: { mark: string }) {
  const { view } = useWordsOf(followWords)
  return mark === '' ? <>{view.figure}</> : <bdi>{mark}</bdi>
}

/** Whose turn it is: the one thing that an applicant must not miss. */
export function NextCard({ view }: { view: ApplicantView }) {
  const words = useWordsOf(followWords).view
  const { who, text, by, daysLeft } = view.next
  return (
    <section className={styles.card} data-meaning={meaningOf(view)}>
      <p className={styles.standing}>{view.headline}</p>
      <h2 className={styles.turn}>{words.next[who]}</h2>
      <p className={styles.nextText}>{text}</p>
      {by !== null && daysLeft !== null && (
        <>
          <p className={styles.by}>
            <TimeLeft by={by} daysLeft={daysLeft} />
          </p>
          <p className={styles.small}>{words.officeTime}</p>
        </>
      )}
      {who === 'party' && <p className={styles.small}>{words.agentHint}</p>}
    </section>
  )
}

/** The whole page below its title; the same for whoever may see it, and for staff who look at it as the applicant does. */
export function PlainTimeline({ view, timeZone }: PlainTimelineProps) {
  const words = useWords()
  const own = useWordsOf(followWords).view
  return (
    <>
      <NextCard view={view} />
      <Section title={own.way}>
        <ProcessLine steps={view.process} />
        <Facts
          facts={[
            { name: own.fileNumber, value: <bdi>{view.fileNumber}</bdi> },
            {
              name: own.filingDate,
              value: view.filingDate === null ? own.noDate : dateInWords(view.filingDate, words),
            },
          ]}
        />
      </Section>
      <Section title={own.happened}>
        <Happenings happened={view.happened} timeZone={timeZone} />
      </Section>
    </>
  )
}
