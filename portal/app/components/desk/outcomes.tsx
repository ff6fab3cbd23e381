/** What became of each task that something was to be done with. */
import type { TaskOutcome } from '@lodge/processor'
import type { DeskWords } from '../../messages/desk.en.ts'
import { Notice } from '../notice.tsx'
import styles from './tasks.module.css'
import { useDeskWords } from './desk-words.ts'

export type BulkAct = 'claim' | 'return' | 'assign'
type Acted = { act: BulkAct; outcomes: readonly TaskOutcome[] }

/** Returns what was done; nothing where somebody must read more than that. */
export function doneInWords({ done }: DeskWords['tasks'], { act, outcomes }: Acted): string | undefined {
  if (outcomes.some(({ outcome }) => outcome === 'refused')) return undefined
  const [only] = outcomes
  const said = done[act](outcomes.length)
  return only && outcomes.length === 1 ? `${said}: \u2068${only.subject}\u2069` : said
}

export function Outcomes({ act, outcomes }: Acted) {
  const { tasks } = useDeskWords()
  const done = outcomes.filter(({ outcome }) => outcome === 'done')
  const refused = outcomes.flatMap((one) => (one.outcome === 'refused' ? [one] : []))
  const [only] = done
  return (
    <div role="status" className={styles.outcomes}>
      {done.length > 0 && (
        <Notice meaning="good" title={tasks.done[act](done.length)}>
          {only && outcomes.length === 1 && (
            <p>
              <bdi>{only.subject}</bdi>
            </p>
          )}
        </Notice>
      )}
      {refused.length > 0 && (
        <Notice meaning="attention" title={tasks.notDone(refused.length)}>
          <ul>
            {refused.map(({ taskId, subject, reason, who }) => (
              <li key={taskId}>
                <bdi>{subject === '' ? taskId : subject}</bdi>
                {': '}
                {tasks.reasons[reason](`\u2068${who ?? tasks.someone}\u2069`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
