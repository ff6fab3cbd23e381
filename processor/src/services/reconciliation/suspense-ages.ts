/** How old money in suspense is: days since the bank booked it, in the groups that people look at. Pure. */
import { daysBetween, type PlainDate } from '@lodge/shared-types'

/** `toDays` is included; null has no end. */
export const ageGroups = [
  { fromDays: 0, toDays: 1 },
  { fromDays: 2, toDays: 5 },
  { fromDays: 6, toDays: 30 },
  { fromDays: 31, toDays: null },
] as const
export type AgeGroup = (typeof ageGroups)[number]

/** Returns the days since a line was booked; none for one whose day the bank did not tell, or of tomorrow. */
export const ageOf = (bookedOn: PlainDate | null, today: PlainDate): number =>
  bookedOn === null || bookedOn > today ? 0 : daysBetween(bookedOn, today)

/** Returns the group of an age. */
export const groupOf = (days: number): AgeGroup =>
  ageGroups.find(({ toDays }) => toDays === null || days <= toDays) ?? ageGroups[3]
