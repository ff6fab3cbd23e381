/** How saving and sending stand, as the parts of one line that is always in the same place. */
import { isClockWrong, type SenderState } from '../device/sending/sender-state.ts'
import type { OutboxEntry } from '../device/outbox-rows.ts'

export type StandingPart =
  | { kind: 'saving' | 'saved' | 'not-yet-sent' | 'away' | 'clock-wrong' }
  | { kind: 'queued' | 'needs-you' | 'unreadable'; count: number }
  | { kind: 'sign-in' | 'other-user' }

type Facts = {
  hasUnsaved: boolean
  /** Whether a draft is on screen. */
  isDraft: boolean
  outbox: readonly Pick<OutboxEntry, 'progress'>[]
  sender: SenderState
  /** Drafts and dossiers that are missing in the lists. */
  unreadable: number
}

/** Returns what is said, in order. A missing session is told only while something waits for it. */
export function standingOf({ hasUnsaved, isDraft, outbox, sender, unreadable }: Facts): StandingPart[] {
  const count = (...states: OutboxEntry['progress']['state'][]): number =>
    outbox.filter(({ progress }) => states.includes(progress.state)).length
  const [queued, needsYou] = [count('queued', 'sending'), count('needs-you')]
  const parts: (StandingPart | false)[] = [
    { kind: hasUnsaved ? 'saving' : 'saved' },
    isDraft && { kind: 'not-yet-sent' },
    unreadable > 0 && { kind: 'unreadable', count: unreadable },
    needsYou > 0 && { kind: 'needs-you', count: needsYou },
    queued > 0 && { kind: 'queued', count: queued },
    sender.reachability === 'away' && { kind: 'away' },
    sender.reachability !== 'away' &&
      queued > 0 &&
      sender.authority === 'sign-in-needed' && { kind: 'sign-in' },
    sender.reachability !== 'away' &&
      queued > 0 &&
      sender.authority === 'other-user' && { kind: 'other-user' },
    isClockWrong(sender) && { kind: 'clock-wrong' },
  ]
  return parts.filter((part) => part !== false)
}
