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

/** The same time as an expression inside MongoDB, for what several processes must agree on: leases and receipt. */
export const storeNow = (clock: Pick<Clock, 'offsetMs'>) => ({ $add: ['$$NOW', clock.offsetMs] })
