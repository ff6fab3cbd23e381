/** The filing date: four policies of offices, each with a trace that explains the date. */
import { z } from 'zod'
import { endOfPeriod, periodSchema, workingDayOnOrAfter, type Calendar, type TracedDate } from './calendar.ts'
import { plainDateIn } from './plain-date.ts'
import { traceStep, type TraceReason } from './trace-words.ts'

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
  const received = traceStep('received', receivedDate, {
    kind: 'received',
    at: receivedAt.toISOString(),
    timeZone,
  })
  const step = (rule: string, date: string, why: TraceReason): TracedDate => ({
    date,
    trace: [received, traceStep(rule, date, why)],
  })
  const paidOn = paidAt ? plainDateIn(timeZone, paidAt) : null
  const paidDate = paidOn ?? receivedDate
  switch (policy.policy) {
    case 'submission':
      return step('submission', receivedDate, { kind: 'submission-counts' })
    case 'next-working-day': {
      const { date, trace } = workingDayOnOrAfter(calendar, receivedDate, 'next-working-day')
      const last = traceStep('next-working-day', date, { kind: 'open-day-counts' })
      return { date, trace: [received, ...trace, last] }
    }
    case 'submission-and-payment': {
      const later = paidDate > receivedDate ? paidDate : receivedDate
      return step('submission-and-payment', later, { kind: 'both-there-counts', paidOn })
    }
    case 'payment-within': {
      const limit = endOfPeriod(calendar, receivedDate, policy.period)
      const inTime = paidDate <= limit.date
      const date = inTime ? receivedDate : paidDate
      const last = traceStep('payment-within', date, { kind: inTime ? 'paid-in-time' : 'paid-late', paidOn })
      return { date, trace: [received, ...limit.trace, last] }
    }
  }
}
