/** How long to wait before the next try. */
import { longestWaitMs } from './problems.ts'

export type Pace = {
  /** The first wait; each further one is twice as long. */
  readonly firstMs: number
  readonly longestMs: number
}

/** Between tries of one dossier. */
export const dossierPace: Pace = { firstMs: 1_000, longestMs: longestWaitMs }
/** Between looks for the office while it is away and somebody waits for it: what is queued leaves soon after it is back. */
export const awayPace: Pace = { firstMs: 1_000, longestMs: 4_000 }
/** The same while nothing is queued, or nobody looks at a page. */
export const idleAwayPace: Pace = { firstMs: 1_000, longestMs: 60_000 }
/** Between looks for a sign-in, which mostly shows itself by a page that opens. */
export const signInPace: Pace = { firstMs: 15_000, longestMs: 60_000 }
/** Between looks at what the office does with an acknowledged dossier. */
export const followPace: Pace = { firstMs: 2_000, longestMs: 60_000 }

/**
 * Returns the wait in milliseconds after the `tries`-th failure (from 1). `chance` (0 to 1) takes up to half of it off, so
 * that many devices do not come back at the same moment.
 */
export function waitMs({ firstMs, longestMs }: Pace, tries: number, chance: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(30, Math.max(0, tries - 1)))
  return Math.round(full * (1 - chance / 2))
}
