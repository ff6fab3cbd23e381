/** Through which business processes a file has come, when, and where it is: in words as well as in marks, so that paper and ears have it too. */
import type { ProcessStep } from '@lodge/processor'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { staffFileWords } from '../../messages/staff-file.ts'
import { dateInWords } from '../../office-time.ts'
import styles from './process-bar.module.css'

const signs = { done: '✓', here: '●', skipped: '–', ahead: '' } as const satisfies Record<
  ProcessStep['state'],
  string
>

export function ProcessBar({ steps }: { steps: readonly ProcessStep[] }) {
  const words = useWordsOf(staffFileWords).process
  const office = useOfficeWords()
  return (
    <ol className={styles.bar} aria-label={words.title}>
      {steps.map(({ process, state, on, status }) => (
        <li
          key={process}
          className={`${styles.step} ${styles[state]}`}
          {...(state === 'here' ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={styles.sign} aria-hidden="true">
            {signs[state]}
          </span>
          <span className={styles.name}>{words.names[process]}</span>
          <span className={styles.state}>
            {state === 'here' && status !== null ? office.fileStatuses[status] : words.states[state]}
            {on !== null && (
              <>
                {' · '}
                <time dateTime={on}>
                  {state === 'here' ? words.since(dateInWords(on, office)) : dateInWords(on, office)}
                </time>
              </>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
