/** What goes wrong with the bank's interface on request: each fault waits for its next occasion and is then used up. */
import { z } from 'zod'

const operations = ['list', 'file', 'any'] as const

export const fetchFaultSchema = z.strictObject({
  kind: z.enum([
    'error-500',
    'timeout',
    'truncated',
    'html',
    'oversized',
    'foreign-redirect',
    'reset',
    'rate-limited',
    'unauthorised',
    /** Whole, readable, and not what the list said. */
    'altered',
  ]),
  on: z.enum(operations).default('any'),
  times: z.number().int().min(1).max(1000).default(1),
})
export type FetchFault = z.infer<typeof fetchFaultSchema>['kind']

/** Returns an empty list of faults to come. */
export function createFetchFaults() {
  let waiting: z.infer<typeof fetchFaultSchema>[] = []
  return {
    add: (fault: z.infer<typeof fetchFaultSchema>): void =>
      void waiting.push(...Array.from({ length: fault.times }, () => fault)),
    take(operation: 'list' | 'file'): FetchFault | undefined {
      const index = waiting.findIndex(({ on }) => on === operation || on === 'any')
      return index < 0 ? undefined : waiting.splice(index, 1)[0]?.kind
    },
    clear(): void {
      waiting = []
    },
  }
}
export type FetchFaults = ReturnType<typeof createFetchFaults>
