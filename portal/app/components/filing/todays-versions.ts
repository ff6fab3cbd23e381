/** The versions of an office's rules, and of its form, under which a draft is begun on a day. */
import {
  tariffOn,
  type PlainDate,
  type PublicProfile,
  type RequestKind,
  type RequestType,
} from '@lodge/shared-types'
import type { DraftVersions } from '../../device/drafts.ts'
import { newestVersion } from '../../device/load-form.ts'

export const versionsOn = (
  { version, tariffs, termsVersion }: Pick<PublicProfile, 'version' | 'tariffs' | 'termsVersion'>,
  on: PlainDate,
): DraftVersions => ({
  profileVersion: version,
  tariffVersion: tariffOn(tariffs, on)?.version ?? '',
  termsVersion,
})

type Filed = { requestKind: RequestKind; type?: string }

/** Returns the version of the form in which the office takes such a filing now; undefined where it takes none. */
export function formVersionNow(
  { requestKind, type }: Filed,
  { requests }: Pick<PublicProfile, 'requests'>,
  requestTypes: readonly RequestType[],
): string | undefined {
  if (requestKind === 'post-filing') return requestTypes.find((one) => one.type === type)?.formVersion
  if (requestKind === 'response-to-office-action') return undefined
  return newestVersion(requests[requestKind]?.formVersions ?? [])
}
