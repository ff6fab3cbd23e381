/** Which of an office's drivers are offered to whom, by the office's mode and the kind of each driver. */
import { drivers, type DriverKind } from '@lodge/bank-drivers'
import type { OfficeProfile, PaymentMode } from '@lodge/shared-types'

/** Where a payer ends up: at a page or an account, or at a branch of the bank or a desk. */
const placeOf = {
  redirect: 'online',
  'billing-gateway': 'online',
  deposit: 'online',
  reference: 'offline',
  counter: 'offline',
} as const satisfies Record<DriverKind, 'online' | 'offline'>

/** Returns whether an agent is offered drivers of a kind. Of an office with the mode `none` the desk alone takes money. */
export const isOffered = (mode: PaymentMode, kind: DriverKind): boolean =>
  mode === 'both' || placeOf[kind] === mode

export type DriverFault = { path: string; message: string }

const kindOf = (id: string): DriverKind | undefined =>
  Object.hasOwn(drivers, id) ? drivers[id]?.manifest.kind : undefined

/** Returns what contradicts in the drivers that an office names, each with its path in the profile. */
export function faultsOfDrivers({ payments }: Pick<OfficeProfile, 'payments'>): DriverFault[] {
  const { mode } = payments
  const known = payments.drivers.map((id, index) => ({ id, index, kind: kindOf(id) }))
  const missing = known.flatMap(({ id, index, kind }) =>
    kind === undefined
      ? [
          {
            path: `payments.drivers.${index}`,
            message: `There is no payment driver "${id}"; there are: ${Object.keys(drivers).join(', ')}.`,
          },
        ]
      : [],
  )
  if (missing.length > 0) return missing
  const kinds = known.flatMap(({ kind }) => (kind ? [kind] : []))
  if (mode === 'none' && !kinds.includes('counter'))
    return [
      {
        path: 'payments.mode',
        message: 'With "none" the desk alone takes money, so "counter" has to be among the drivers.',
      },
    ]
  if (mode !== 'none' && !kinds.some((kind) => isOffered(mode, kind)))
    return [{ path: 'payments.mode', message: `None of the drivers is ${mode}, so nobody could pay.` }]
  // The desk takes money in every mode; any other driver that nobody is offered is a mistake.
  return known.flatMap(({ id, index, kind }) =>
    kind !== undefined && kind !== 'counter' && !isOffered(mode, kind)
      ? [
          {
            path: `payments.drivers.${index}`,
            message: `Nobody is offered "${id}" while the mode is "${mode}"; remove it or change the mode.`,
          },
        ]
      : [],
  )
}
