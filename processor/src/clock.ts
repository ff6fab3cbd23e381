/** The one clock of a process: the machine's time plus the offset that demo and test may set. */

export type Clock = {
  now(): Date
  /** Added to MongoDB's `$$NOW` as well, so that both tell the same time. */
  readonly offsetMs: number
}

export const makeClock = (offsetMs: number): Clock => ({
  now: () => new Date(Date.now() + offsetMs),
  offsetMs,
})
