/** Where a notice stands on its way to the party and back, as a line of steps. */
import type { NoticeState } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { StatusTag, type Meaning } from '../notice.tsx'
import styles from './notice-line.module.css'

/** The way of a notice when all goes well; the others leave it. */
const way = ['draft', 'waiting', 'approved', 'issued', 'answered'] as const satisfies readonly NoticeState[]

export const meaningOfNotice = {
  draft: 'info',
  waiting: 'attention',
  approved: 'info',
  issued: 'good',
  answered: 'attention',
  lapsed: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<NoticeState, Meaning>

/** A notice whose time limit passed had been issued; one that was withdrawn went nowhere. */
const reached = (state: NoticeState): number =>
  state === 'withdrawn' ? -1 : way.findIndex((step) => step === (state === 'lapsed' ? 'issued' : state))

type Props = {
  state: NoticeState
  /** Whether another person has to approve it. */
  needsApproval: boolean
  asksForAnswer: boolean
}

export function NoticeLine({ state, needsApproval, asksForAnswer }: Props) {
  const words = useWordsOf(examinationWords).notice
  const steps = way.filter(
    (step) => (step !== 'waiting' || needsApproval) && (step !== 'answered' || asksForAnswer),
  )
  const isOff = state === 'lapsed' || state === 'withdrawn'
  return (
    <ol className={styles.line} aria-label={words.line}>
      {steps.map((step) => {
        const place = way.indexOf(step)
        const isHere = step === state
        return (
          <li
            key={step}
            className={styles.step}
            data-reached={place <= reached(state)}
            {...(isHere ? { 'aria-current': 'step' as const } : {})}
          >
            {words.states[step]}
          </li>
        )
      })}
      {isOff && (
        <li>
          <StatusTag meaning={meaningOfNotice[state]}>{words.states[state]}</StatusTag>
        </li>
      )}
    </ol>
  )
}
