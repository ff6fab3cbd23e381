/** The office's time as well as this device can tell it: its own clock, put right by what the office's answers have shown. */
import { plainDateIn, type PlainDate, type PublicProfile } from '@lodge/shared-types'
import { useConnection } from './connection.tsx'

/**
 * Returns the present instant. Before the office has answered in this tab it is the device's own; a clock that is off harms
 * nothing, since the office dates and prices everything by its own.
 */
export function useOfficeNow(): Date {
  const { clockSkewMs = 0 } = useConnection()
  return new Date(Date.now() - clockSkewMs)
}

/** Returns the day at the office on which drafts are checked and priced. */
export function useOfficeDay({ timeZone }: Pick<PublicProfile, 'timeZone'>): PlainDate {
  return plainDateIn(timeZone, useOfficeNow())
}
