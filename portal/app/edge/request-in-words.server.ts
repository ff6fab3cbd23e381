/** An application as people read it: countries by their names, where it keeps their codes. */
import { countryName, type ApplicationRequest, type Language, type OfficeProfile } from '@lodge/shared-types'

/** Returns the application with the names of its countries; only for showing, since it would not be accepted like this. */
export function withCountryNames<R extends ApplicationRequest>(
  request: R,
  language: Language,
  profile: OfficeProfile,
): R {
  const named = (code: string): string => countryName(code, language, profile)
  const withAddress = <P extends { address: { country: string } }>(person: P): P => ({
    ...person,
    address: { ...person.address, country: named(person.address.country) },
  })
  return {
    ...request,
    applicants: request.applicants.map(withAddress),
    ...(request.agent ? { agent: { ...request.agent, person: withAddress(request.agent.person) } } : {}),
    priorities: request.priorities.map((one) => ({ ...one, country: named(one.country) })),
  }
}
