/** Through which stages an application has come and where it is, as its applicant understands them. */
import type { ProcessStep } from '@lodge/processor'
import { useWordsOf } from '../../language.tsx'
import { followWords } from '../../messages/follow.ts'
import styles from './follow.module.css'

export function ProcessLine({ steps }: { steps: readonly ProcessStep[] }) {
  const { view } = useWordsOf(followWords)
  return (
    <ol className={styles.line} aria-label={view.way}>
      {steps.map(({ process, state }) => (
        <li
          key={process}
          className={styles.stage}
          data-state={state}
          {...(state === 'here' ? { 'aria-current': 'step' as const } : {})}
        >
          <span className={styles.stageName}>{view.steps[process]}</span>
          <span className="unseen"> ({view.states[state]})</span>
        </li>
      ))}
    </ol>
  )
}
