/** What goes wrong on request, at calls of billers and with notices: each waits for its next occasion and is then used up. */
import { z } from 'zod'
import { spoiltNames } from './notice-signature.ts'
import type { Spoilt } from './notice-signature.ts'

/** `suspended` and `rate-limited` happen instead of the work, the others after it: the service did what it never managed to say. */
const callFaults = [
  'silence',
  'error-500',
  'html',
  'other-amount',
  'foreign-page',
  'suspended',
  'rate-limited',
] as const
const times = z.number().int().min(1).max(1000).default(1)

export const callFaultSchema = z.strictObject({ kind: z.enum(callFaults), times })
export const noticeFaultSchema = z.strictObject({ kind: z.enum(['drop', ...spoiltNames]), times })
export type CallFault = z.infer<typeof callFaultSchema>['kind']

export type Faults = {
  readonly addCall: (fault: z.infer<typeof callFaultSchema>) => void
  readonly addNotice: (fault: z.infer<typeof noticeFaultSchema>) => void
  readonly takeCall: () => CallFault | undefined
  readonly takeNotice: () => Spoilt | 'drop' | undefined
}

/** Returns an empty list of faults to come. */
export function createFaults(): Faults {
  const calls: CallFault[] = []
  const notices: (Spoilt | 'drop')[] = []
  return {
    addCall: (fault) => void calls.push(...Array.from({ length: fault.times }, () => fault.kind)),
    addNotice: (fault) => void notices.push(...Array.from({ length: fault.times }, () => fault.kind)),
    takeCall: () => calls.shift(),
    takeNotice: () => notices.shift(),
  }
}
