/** The kit's clock: it stands still until a case turns it forward, and driver and bank side know no other. */
export type VirtualClock = {
  readonly now: () => Date
  readonly turn: (byMs: number) => void
}

/** A Thursday far from today, so that a driver which looks at the machine's own clock is found out. */
const start = Date.UTC(2033, 2, 10, 9, 0, 0)

/** Returns a clock that shows 10 March 2033, 09:00 UTC. */
export function createVirtualClock(): VirtualClock {
  let at = start
  return {
    now: () => new Date(at),
    turn(byMs) {
      at += byMs
    },
  }
}
