/** Whether the office answers, and what its clock says: judged by what requests really meet, never by `navigator.onLine`. */
import type { Reachability } from './sender-state.ts'

/** Every answer of the portal carries it; what a captive network answers in its place does not. */
const officeMark = 'x-request-id'

/** Whether an answer comes from the office, and not from something on the way to it. */
const isFromOffice = (response: Response): boolean => response.headers.has(officeMark)

export type Facts = { readonly reachability: Reachability; readonly clockSkewMs?: number }

/**
 * Returns how far the device's clock is ahead of the office's, or undefined where the answer has no time. The `Date` header
 * has whole seconds and was written between sending and receiving (both in the device's time), so less than a second and
 * half the round trip is not known.
 */
export function skewOf(date: string | null, sentAt: number, receivedAt: number): number | undefined {
  const office = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(office)) return undefined
  return Math.round((sentAt + receivedAt) / 2 - (office + 500))
}

/** A change smaller than this is the `Date` header's coarseness, not the clock's. */
const coarsenessMs = 2_000

export type Judge = {
  /** An answer has come; `sentAt` is the device's time when its request left. Says whether it was the office's. */
  answered(response: Response, sentAt: number): boolean
  /** A request ended without an answer. */
  unanswered(): void
}

/** Returns the judge; `changed` is told the facts whenever they are not what they were. */
export function makeJudge(now: () => number, changed: (facts: Facts) => void): Judge {
  let facts: Facts = { reachability: 'unknown' }
  const become = (next: Facts): void => {
    const shift = Math.abs((next.clockSkewMs ?? 0) - (facts.clockSkewMs ?? 0))
    const isNews = facts.clockSkewMs === undefined ? next.clockSkewMs !== undefined : shift >= coarsenessMs
    if (next.reachability === facts.reachability && !isNews) return
    facts = isNews ? next : { ...facts, reachability: next.reachability }
    changed(facts)
  }
  return {
    answered(response, sentAt) {
      if (!isFromOffice(response)) {
        become({ ...facts, reachability: 'away' })
        return false
      }
      const clockSkewMs = skewOf(response.headers.get('date'), sentAt, now()) ?? facts.clockSkewMs
      become({ reachability: 'online', ...(clockSkewMs === undefined ? {} : { clockSkewMs }) })
      return true
    },
    unanswered() {
      become({ ...facts, reachability: 'away' })
    },
  }
}
