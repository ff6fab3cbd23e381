/** What a request costs at least, before anything of it is entered. Loaded once the choice stands. */
import {
  formOfType,
  priceDraft,
  tariffOn,
  type Money,
  type PlainDate,
  type PublicProfile,
  type RequestType,
} from '@lodge/shared-types'
import { startOfRequest } from './begin-request.ts'
import { isAbout, type Subject } from './subject.ts'

/** Returns the price of each type about `subject` as its draft would begin; none where no tariff is in force that day. */
export function pricesFrom(
  types: readonly RequestType[],
  subject: Subject,
  profile: PublicProfile,
  on: PlainDate,
): ReadonlyMap<string, Money> {
  const tariff = tariffOn(profile.tariffs, on)
  if (!tariff) return new Map()
  const office = { ...profile, requestTypes: types }
  const facts = subject.kind === 'own' ? subject.file : undefined
  const pricing = { on, calendar: profile.calendar }
  return new Map(
    types
      .filter((type) => isAbout(type, subject))
      .map((type) => {
        const form = formOfType(type)
        const values = startOfRequest(form, { type }, subject, profile)
        return [
          type.type,
          priceDraft(tariff, form, values, office, { requestId: '', facts, ...pricing }).total,
        ]
      }),
  )
}
