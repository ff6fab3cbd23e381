/** The ways of paying that an office offers, by the names that their drivers give them. */
import type { Localized } from '@lodge/shared-types'
import type { Office } from '../office.ts'

export type PaymentMethod = { driverId: string; displayName: Localized }

/** Returns the methods of an office's profile whose drivers are configured, in the profile's order. */
export const paymentMethods = (
  { profiles, drivers }: Pick<Office, 'profiles' | 'drivers'>,
  officeId: string,
): PaymentMethod[] =>
  profiles.of(officeId).payments.drivers.flatMap((driverId) => {
    const driver = drivers.of(officeId, driverId)
    if (!driver) return []
    const { en = driverId, ar } = driver.manifest.displayName
    return [{ driverId, displayName: { en, ...(ar === undefined ? {} : { ar }) } }]
  })
