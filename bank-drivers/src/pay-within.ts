/** Until when a payer may come or transfer: whole days at the office, so that a slip printed in the evening says the right date. */
import { addDays, plainDateIn, startOfDay } from '@lodge/shared-types'
import type { PlainDate } from '@lodge/shared-types'
import { z } from 'zod'

const isTimeZone = (name: string): boolean => {
  try {
    return plainDateIn(name, new Date(0)) !== ''
  } catch {
    return false
  }
}

/** Members of a driver's configuration. The day on which the payment starts is not counted. */
export const payWithinMembers = {
  payWithinDays: z.number().int().min(1).max(365),
  timeZone: z
    .string()
    .refine(isTimeZone, { message: 'Use a name of the IANA database, such as Europe/Sofia.' }),
}
export type PayWithin = z.infer<z.ZodObject<typeof payWithinMembers>>

/** Returns the last day on which to pay, for a payment that starts at `now`. */
export const lastDayToPay = (now: Date, { payWithinDays, timeZone }: PayWithin): PlainDate =>
  addDays(plainDateIn(timeZone, now), payWithinDays)

/** Returns the instant at which `day` is over at the office. */
export const endOfDay = (day: PlainDate, { timeZone }: Pick<PayWithin, 'timeZone'>): Date =>
  startOfDay(timeZone, addDays(day, 1))
