/** What goes wrong on request: each fault waits for its next occasion and is then used up. */
import { z } from 'zod'

const operations = ['create-payment', 'query', 'cancel', 'refund', 'any'] as const

/**
 * `rate-limited`, `declined`, `unauthorised` and `reset-before` happen instead of the work; the others after it, so
 * that the bank did what it never managed to say.
 */
export const apiFaultSchema = z.strictObject({
  kind: z.enum([
    'error-500',
    'timeout',
    'truncated',
    'html',
    'oversized',
    'foreign-redirect',
    'reset',
    'other-amount',
    'foreign-page',
    'html-403',
    'rate-limited',
    'declined',
    'unauthorised',
    'reset-before',
  ]),
  on: z.enum(operations).default('create-payment'),
  /** The payer pays with an approving card before the spoilt answer goes out. */
  charge: z.boolean().default(false),
  times: z.number().int().min(1).max(1000).default(1),
  /** Where `foreign-redirect` points to. */
  location: z.url().default('https://elsewhere.example/v1/payments'),
})
export type ApiFault = z.infer<typeof apiFaultSchema>

export const callbackFaultSchema = z.strictObject({
  kind: z.enum([
    'bad-signature',
    'missing-signature',
    'algorithm-none',
    'wrong-algorithm',
    'attacker-key',
    'unknown-key',
    'stale',
    'future',
    'tampered-body',
    'wrong-content-type',
    'oversized',
    'drop',
  ]),
  times: z.number().int().min(1).max(1000).default(1),
})
export type CallbackFault = z.infer<typeof callbackFaultSchema>['kind']

export type Operation = Exclude<(typeof operations)[number], 'any'>

export type Faults = {
  readonly addApi: (fault: ApiFault) => void
  readonly addCallback: (fault: z.infer<typeof callbackFaultSchema>) => void
  readonly takeApi: (operation: Operation) => ApiFault | undefined
  readonly takeCallback: () => CallbackFault | undefined
  readonly clear: () => void
}

/** Returns an empty list of faults to come. */
export function createFaults(): Faults {
  let api: ApiFault[] = []
  let callbacks: CallbackFault[] = []
  return {
    addApi: (fault) => void api.push(...Array.from({ length: fault.times }, () => fault)),
    addCallback: ({ kind, times }) => void callbacks.push(...Array.from({ length: times }, () => kind)),
    takeApi(operation) {
      const index = api.findIndex(({ on }) => on === operation || on === 'any')
      return index < 0 ? undefined : api.splice(index, 1)[0]
    },
    takeCallback: () => callbacks.shift(),
    clear() {
      api = []
      callbacks = []
    },
  }
}
