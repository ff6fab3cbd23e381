/** An office with the kinds of requests about files that it takes, which a device keeps apart from its profile. */
import type { ListedCodes, PublicProfile, RequestType } from '@lodge/shared-types'
import { readRequestTypes } from '../../device/reference.ts'

/** The office as a draft knows it. */
export type OfficeOfDraft = PublicProfile & {
  requestTypes?: readonly RequestType[]
  listedCodes?: ListedCodes
}

/** Returns the office with its kinds of requests, as far as they are on this device. */
export async function withRequestTypes(profile: PublicProfile): Promise<OfficeOfDraft> {
  const requestTypes = await readRequestTypes(profile.id, profile.requestTypesDigest)
  return requestTypes ? { ...profile, requestTypes } : profile
}
