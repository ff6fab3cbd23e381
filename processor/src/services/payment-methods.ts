/** The ways of paying that an office offers, by the names that their drivers give them. */
import type { CurrencyLimits, DriverKind } from '@lodge/bank-drivers'
import type { Localized } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { isOffered } from '../offices/payment-drivers.ts'

export type PaymentMethod = {
  driverId: string
  kind: DriverKind
  displayName: Localized
  /** What it takes at once; a currency that is not there it does not take. */
  limits: CurrencyLimits
}

/** Returns the methods of an office's profile whose drivers are configured, in the profile's order. */
export const paymentMethods = (
  { profiles, drivers }: Pick<Office, 'profiles' | 'drivers'>,
  officeId: string,
): PaymentMethod[] =>
  profiles.of(officeId).payments.drivers.flatMap((driverId) => {
    const driver = drivers.of(officeId, driverId)
    if (!driver) return []
    const { kind, currencies: limits } = driver.manifest
    const { en = driverId, ar } = driver.manifest.displayName
    return [{ driverId, kind, limits, displayName: { en, ...(ar === undefined ? {} : { ar }) } }]
  })

/** Returns those of them that an agent is offered: which ones follows from the office's mode. */
export const offeredMethods = (
  parts: Pick<Office, 'profiles' | 'drivers'>,
  officeId: string,
): PaymentMethod[] => {
  const { mode } = parts.profiles.of(officeId).payments
  return paymentMethods(parts, officeId).filter(({ kind }) => isOffered(mode, kind))
}
