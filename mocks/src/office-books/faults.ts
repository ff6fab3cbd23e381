/** What goes wrong at the books on request: each fault waits for its next occasion and is then used up. */
import { z } from 'zod'

const operations = ['debit', 'find-debit', 'credit', 'find-credit', 'find-taken', 'any'] as const

export const booksFaultSchema = z.strictObject({
  /**
   * `refused`: the books say that they are closed, nothing was done. `lost-before` and `lost-after`: the connection breaks before
   * or after the work. `slow`: the work is done, and the answer takes `ms`. `insufficient`: every deposit is too small.
   */
  kind: z.enum(['refused', 'lost-before', 'lost-after', 'slow', 'insufficient']),
  on: z.enum(operations).default('any'),
  times: z.number().int().min(1).max(1000).default(1),
  ms: z.number().int().min(1).max(60_000).default(1000),
})
export type BooksFault = z.infer<typeof booksFaultSchema>
export type BooksOperation = Exclude<(typeof operations)[number], 'any'>

/** Returns an empty list of faults to come. */
export function createBooksFaults() {
  let waiting: BooksFault[] = []
  return {
    add: (fault: BooksFault): void => void waiting.push(...Array.from({ length: fault.times }, () => fault)),
    take(operation: BooksOperation): BooksFault | undefined {
      const index = waiting.findIndex(({ on }) => on === operation || on === 'any')
      return index < 0 ? undefined : waiting.splice(index, 1)[0]
    },
    clear(): void {
      waiting = []
    },
  }
}
export type BooksFaults = ReturnType<typeof createBooksFaults>
