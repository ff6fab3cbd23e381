/** The filing date: four policies of offices, each with a trace that explains the date. */
import { z } from 'zod'
import {
  endOfPeriod,
  periodSchema,
  workingDayOnOrAfter,
  type Calendar,
  type TraceStep,
  type TracedDate,
} from './calendar.ts'
import { plainDateIn } from './plain-date.ts'

export const filingDatePolicySchema = z.discriminatedUnion('policy', [
  /** The day on which the office received the submission, open or closed. */
  z.strictObject({ policy: z.literal('submission') }),
  /** The day on which the office was open at or after the submission. */
  z.strictObject({ policy: z.literal('next-working-day') }),
  /** The day on which submission and payment were both there. */
  z.strictObject({ policy: z.literal('submission-and-payment') }),
  /** The day of submission if the payment came within the period, else the day of payment. */
  z.strictObject({ policy: z.literal('payment-within'), period: periodSchema }),
])
export type FilingDatePolicy = z.infer<typeof filingDatePolicySchema>

type Input = {
  policy: FilingDatePolicy
  calendar: Calendar
  timeZone: string
  receivedAt: Date
  /** When the order was paid, by the instant that the profile lets count; undefined where nothing was to be paid. */
  paidAt: Date | undefined
}

/** Returns the accorded filing date in the office's calendar, with every step from the instants to the date. */
export function accordFilingDate({ policy, calendar, timeZone, receivedAt, paidAt }: Input): TracedDate {
  const receivedDate = plainDateIn(timeZone, receivedAt)
  const received: TraceStep = {
    rule: 'received',
    date: receivedDate,
    text: `Received at ${receivedAt.toISOString()}, which is ${receivedDate} in ${timeZone}`,
  }
  const step = (rule: string, date: string, text: string): TracedDate => ({
    date,
    trace: [received, { rule, date, text }],
  })
  const paidDate = paidAt ? plainDateIn(timeZone, paidAt) : receivedDate
  const paid = paidAt ? `Paid on ${paidDate}` : 'Nothing was to be paid'
  switch (policy.policy) {
    case 'submission':
      return step(
        'submission',
        receivedDate,
        'The day of submission counts, whether the office is open or closed',
      )
    case 'next-working-day': {
      const moved = workingDayOnOrAfter(calendar, receivedDate, 'next-working-day')
      const rule = 'next-working-day'
      const text = `The first day on which the office is open counts: ${moved.date}`
      return { date: moved.date, trace: [received, ...moved.trace, { rule, date: moved.date, text }] }
    }
    case 'submission-and-payment': {
      const later = paidDate > receivedDate ? paidDate : receivedDate
      return step('submission-and-payment', later, `${paid}; the day on which both were there counts`)
    }
    case 'payment-within': {
      const limit = endOfPeriod(calendar, receivedDate, policy.period)
      const inTime = paidDate <= limit.date
      const date = inTime ? receivedDate : paidDate
      const text = inTime
        ? `${paid}, within the period; the day of submission counts`
        : `${paid}, after the period; the filing date moves to the day of payment`
      return { date, trace: [received, ...limit.trace, { rule: 'payment-within', date, text }] }
    }
  }
}
