/** Lanes: work of one name goes one after the other in this process, so that it does not fight over the same row. */
import { ProblemError } from '@lodge/shared-types'

/** Returns a function that runs `work` in the lane `name`. @throws ProblemError `unavailable` when the lane is too long. */
export function makeLanes(maxWaiting = 500): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const lanes = new Map<string, { last: Promise<unknown>; waiting: number }>()
  return async (name, work) => {
    const lane = lanes.get(name) ?? { last: Promise.resolve(), waiting: 0 }
    lanes.set(name, lane)
    if (lane.waiting >= maxWaiting)
      throw new ProblemError(
        'unavailable',
        'Very many filings come in at this moment. Try again with the same key.',
        { retryAfterS: 5 },
      )
    lane.waiting += 1
    const mine = lane.last.then(work, work)
    lane.last = mine
    try {
      return await mine
    } finally {
      lane.waiting -= 1
    }
  }
}
