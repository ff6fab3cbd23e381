/** Chance that can be repeated: everything that the kit makes up comes from one seed. */

export type Random = {
  /** Returns a whole number from `least` to `most`, both included. */
  readonly whole: (least: number, most: number) => number
  /** Returns an id of the shape of a UUID. */
  readonly id: () => string
}

/** Returns the chance of `seed` (mulberry32): good enough to vary cases, and no secret. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => (next() & 15).toString(16)).join('')
  return {
    whole: (least, most) => least + (next() % (most - least + 1)),
    id: () => `${hex(8)}-${hex(4)}-7${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
