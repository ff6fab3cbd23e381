/** Who must act on a file, by when, and what comes next in the office's own words. */
import { Link } from '@remix-run/react'
import type { StaffFile } from '@lodge/processor'
import { textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords } from '../../../office-time.ts'
import { Section } from '../../page-header.tsx'
import styles from './file.module.css'

/** Who must act, in one line. */
export function useWhoActs({ who, by }: StaffFile['next']): string {
  const words = useWordsOf(staffFileWords).next
  const office = useOfficeWords()
  const actor = words.who[who]
  return by === null ? actor : words.by(actor, dateInWords(by, office))
}

/** Work that is open, and where it is done. */
export type OpenTask = { taskId: string; label: string; to: string }

type Props = { next: StaffFile['next']; tasks: readonly OpenTask[] }

export function NextAct({ next, tasks }: Props) {
  const { who, text, holders } = next
  const words = useWordsOf(staffFileWords).next
  const language = useLanguage()
  const acts = useWhoActs(next)
  return (
    <Section title={words.title}>
      <div className={`${styles.next} ${who === 'party' ? styles.nextParty : ''}`}>
        <p className={styles.nextWho}>{acts}</p>
        {text && (
          <p>
            <bdi>{textIn(text, language)}</bdi>
          </p>
        )}
        {holders.length > 0 ? (
          <p className={styles.soft}>{words.heldBy(holders.join(', '))}</p>
        ) : (
          who === 'office' && <p className={styles.soft}>{words.heldByNobody}</p>
        )}
        {tasks.length > 0 && (
          <ul className={styles.openTasks}>
            {tasks.map(({ taskId, label, to }) => (
              <li key={taskId}>
                <Link to={to}>
                  <bdi>{label}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  )
}
