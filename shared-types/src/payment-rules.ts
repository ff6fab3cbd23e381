/** How an office is paid: by which drivers, online or at its own desk, and until when. Rules that do not fit together are named. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import { creditorReferenceOf } from './creditor-reference.ts'
import { formatNumber } from './numbering.ts'
import { repeats, type Fault } from './profile-faults.ts'

/** Which ways an agent is offered: online ones, those that end at a bank's branch or the office's desk, both, or none at all. */
export const paymentModes = ['online', 'offline', 'both', 'none'] as const
export type PaymentMode = (typeof paymentModes)[number]

export const paymentRulesSchema = z.strictObject({
  drivers: z.array(codeSchema).min(1),
  mode: z.enum(paymentModes).default('both'),
  /**
   * Submit now, pay later: the last day to pay, in calendar days of the office after the submission, and how many days before it
   * the payer is reminded. Null where an unpaid dossier simply waits.
   */
  payWithin: z
    .strictObject({
      days: z.number().int().min(1).max(365),
      remindDays: z.number().int().min(0).max(60),
    })
    .nullable()
    .default(null),
})
export type PaymentRules = z.infer<typeof paymentRulesSchema>

type Parts = {
  st3: string
  payments: PaymentRules
  releasedBy: 'submission' | 'payment'
  numbering: { order: string }
}

/** A payer writes the order's number as a creditor reference, which holds 21 letters and digits. */
const makesReference = (st3: string, pattern: string): boolean => {
  try {
    return (
      creditorReferenceOf(
        formatNumber(pattern, { office: st3, branch: '', right: '', year: 2999, seq: 9_999_999 }),
      ) !== ''
    )
  } catch {
    return false
  }
}

/** Returns what does not fit together in how an office is paid, each with its path in the profile. */
export function paymentFaults({ st3, payments, releasedBy, numbering }: Parts): Fault[] {
  const { drivers, payWithin } = payments
  const faults: [boolean, (string | number)[], string][] = [
    ...repeats(drivers).map(({ index, key }): [boolean, (string | number)[], string] => [
      true,
      ['payments', 'drivers', index],
      `The driver "${key}" is named twice.`,
    ]),
    [
      payWithin !== null && releasedBy === 'payment',
      ['payments', 'payWithin'],
      'The office lodges only what is paid ("releasedBy": "payment"), so nothing can be paid later; remove it, or let the submission release.',
    ],
    [
      payWithin !== null && payWithin.remindDays >= payWithin.days,
      ['payments', 'payWithin', 'remindDays'],
      'The reminder would go out before there is anything to pay; remind fewer days before the last one.',
    ],
    [
      !makesReference(st3, numbering.order),
      ['numbering', 'order'],
      'A payer transfers with this number as a creditor reference, which holds 21 letters and digits; make it shorter.',
    ],
  ]
  return faults.flatMap(([isFault, path, message]) => (isFault ? [{ path, message }] : []))
}
