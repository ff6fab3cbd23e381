/** What can be filed from a table: each application that the office takes, and each request about a file. */
import { applicationKinds, type PublicProfile, type RequestType } from '@lodge/shared-types'
import { newestVersion, type FormOfDraft } from '../../device/load-form.ts'

export type FilingKind = FormOfDraft & {
  /** What a choice is called in an address or a file: the kind of application, or the type of request. */
  id: string
  /** undefined for an application. */
  requestType?: RequestType
}

/** Returns what the office takes, applications first, each with the newest form that this release knows. */
export function filingKinds(
  { requests }: Pick<PublicProfile, 'requests'>,
  types: readonly RequestType[],
): FilingKind[] {
  const applications = applicationKinds.flatMap((requestKind): FilingKind[] => {
    const formVersion = newestVersion(requests[requestKind]?.formVersions ?? [])
    return formVersion === undefined ? [] : [{ id: requestKind, requestKind, formVersion }]
  })
  const aboutFiles = types.map((requestType): FilingKind => {
    const { type, formVersion } = requestType
    return { id: type, requestKind: 'post-filing', type, formVersion, requestType }
  })
  return [...applications, ...aboutFiles]
}
