/** What the sender tells the screens: whether the office answers, who may send, and which tab does it. */

/** Whether the office answers, judged by what requests really met; `unknown` before the first of them. */
export type Reachability = 'unknown' | 'online' | 'away'

/**
 * Whose session the browser holds: this user's, nobody's (or one at another office), or another person's. Everything but
 * `ok` pauses sending and drops nothing. `unknown` before the first answer.
 */
export type Authority = 'unknown' | 'ok' | 'sign-in-needed' | 'other-user'

export type SenderState = {
  readonly reachability: Reachability
  readonly authority: Authority
  /** Whether this tab is the one that sends. */
  readonly leading: boolean
  /** How far the device's clock is ahead of the office's, in milliseconds; whole seconds are all that is known. */
  readonly clockSkewMs?: number
}

/** A skew beyond this is pointed out to the person; it never stops anything. */
export const clockSkewWarningMs = 5 * 60_000

export const isClockWrong = ({ clockSkewMs = 0 }: SenderState): boolean =>
  Math.abs(clockSkewMs) > clockSkewWarningMs

export const initialSenderState: SenderState = {
  reachability: 'unknown',
  authority: 'unknown',
  leading: false,
}

export type Sender = {
  /** Returns the state; the same object until something changes. */
  readonly state: () => SenderState
  /** Calls `listener` after each change; returns how to end that. */
  readonly subscribe: (listener: () => void) => () => void
  /** Something may be sent now: after a freeze, a sign-in, or because the person asks. Waits for nothing. */
  readonly nudge: () => void
  /**
   * Takes a dossier up again as it is, at once: one that needed the person, who says that the cause is gone, or one that waits
   * for its next try. @throws DeviceError `no-dossier`.
   */
  readonly tryAgain: (dossierId: string) => Promise<void>
  /** Ends sending in this tab; what is under way is given up and goes on later from where it stands. */
  readonly stop: () => Promise<void>
}
