/** A lane lets a fixed number of jobs run at once; the others wait their turn in the order they came. */

export type Lane = <Result>(job: () => Promise<Result>) => Promise<Result>

/** Returns a lane that runs at most `atOnce` jobs together; a job that fails frees its place as well. */
export function createLane(atOnce: number): Lane {
  if (!Number.isInteger(atOnce) || atOnce < 1) throw new RangeError('A lane runs at least one job at once.')
  let free = atOnce
  const waiting: (() => void)[] = []
  return async (job) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await job()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    }
  }
}
