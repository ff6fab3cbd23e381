/** Ways to pay by the names that the office gives them. */
import { textIn } from '@lodge/shared-types'
import { officeOf, type Args } from '../../../edge/answers.server.ts'

/** Returns what names a driver in the reader's language; one that the office offers no more keeps its own name. */
export function driverNames(args: Args): (driverId: string) => string {
  const { services, language } = args.context
  const names = new Map(
    services
      .paymentMethods(officeOf(args).id)
      .map(({ driverId, displayName }) => [driverId, textIn(displayName, language)]),
  )
  return (driverId) => names.get(driverId) ?? driverId
}
