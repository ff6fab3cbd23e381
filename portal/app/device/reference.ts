/** Public data of offices on the device, in the clear and for all users: profiles, terms, codes, kinds of requests, the language chosen here. */
import { Dexie, type Table } from 'dexie'
import type { CodeList, Language, PublicProfile, RequestType, TermList } from '@lodge/shared-types'
import { asDeviceError, DeviceError } from './device-error.ts'

/** An office's current profile; `termsVersion` inside names its term list. */
export type Reference = {
  profile: PublicProfile
  /** Device time of the last refresh that the office answered, milliseconds since 1970. */
  refreshedAt: number
}

type OfficeRow = { officeId: string; profileVersion: string; etag: string | null; refreshedAt: number }
type ProfileRow = { officeId: string; version: string; profile: PublicProfile }
type TermsRow = { officeId: string; version: string; terms: TermList }
type CodesRow = { officeId: string; version: string; codes: CodeList }
/** What the profile of an office names that takes no requests about files. */
const takesNone = ''

type RequestTypesRow = { officeId: string; digest: string; types: readonly RequestType[] }
type SettingRow = { name: 'language'; value: Language }

type ReferenceStore = {
  db: Dexie
  offices: Table<OfficeRow, string>
  profiles: Table<ProfileRow, [string, string]>
  termLists: Table<TermsRow, [string, string]>
  codeLists: Table<CodesRow, [string, string]>
  requestTypes: Table<RequestTypesRow, [string, string]>
  settings: Table<SettingRow, string>
}

let opened: ReferenceStore | undefined

function openReference(): ReferenceStore {
  const db = new Dexie('lodge-reference', { cache: 'disabled' })
  db.version(1).stores({
    offices: 'officeId',
    profiles: '[officeId+version]',
    terms: '[officeId+version]',
    settings: 'name',
  })
  db.version(2).stores({ requestTypes: '[officeId+digest]', codeLists: '[officeId+version]' })
  return {
    db,
    offices: db.table<OfficeRow, string>('offices'),
    profiles: db.table<ProfileRow, [string, string]>('profiles'),
    termLists: db.table<TermsRow, [string, string]>('terms'),
    codeLists: db.table<CodesRow, [string, string]>('codeLists'),
    requestTypes: db.table<RequestTypesRow, [string, string]>('requestTypes'),
    settings: db.table<SettingRow, string>('settings'),
  }
}

async function inStore<T>(work: (store: ReferenceStore) => PromiseLike<T>): Promise<T> {
  try {
    return await work((opened ??= openReference()))
  } catch (error) {
    throw asDeviceError(error)
  }
}

/** Closes the database until it is needed again. */
export function closeReference(): void {
  opened?.db.close()
  opened = undefined
}

/** Returns the profile of an office: the current one, or the version that a draft pins; undefined when it never came here. */
export const readReference = (officeId: string, profileVersion?: string): Promise<Reference | undefined> =>
  inStore(({ db, offices, profiles }) =>
    db.transaction('r', offices, profiles, async () => {
      const office = await offices.get(officeId)
      if (!office) return undefined
      const row = await profiles.get([officeId, profileVersion ?? office.profileVersion])
      return row && { profile: row.profile, refreshedAt: office.refreshedAt }
    }),
  )

/** Returns a term list, or undefined when it never came here. */
export const readTerms = (officeId: string, termsVersion: string): Promise<TermList | undefined> =>
  inStore(async ({ termLists }) => (await termLists.get([officeId, termsVersion]))?.terms)

/** Returns a code list, or undefined when it never came here. */
export const readCodeList = (officeId: string, version: string): Promise<CodeList | undefined> =>
  inStore(async ({ codeLists }) => (await codeLists.get([officeId, version]))?.codes)

/** Returns the requests about files that an office took under this digest, or undefined when they never came here. */
export const readRequestTypes = (
  officeId: string,
  digest: string,
): Promise<readonly RequestType[] | undefined> =>
  inStore(async ({ requestTypes }) =>
    digest === takesNone ? [] : (await requestTypes.get([officeId, digest]))?.types,
  )

function mustBeGood(response: Response): Response {
  if (!response.ok) throw new TypeError(`The office answered ${response.status} to ${response.url}`)
  return response
}

async function answerOf(response: Response): Promise<unknown> {
  const answer: unknown = await mustBeGood(response).json()
  return answer
}

/** The schemas weigh more than drafting does, and are needed only when something new has come. */
const parse = () => import('./reference-door.ts')

async function refreshTerms(
  { termLists }: ReferenceStore,
  officeId: string,
  version: string,
  ask: typeof fetch,
): Promise<boolean> {
  if (await termLists.get([officeId, version])) return false
  const { readTermList } = await parse()
  const terms = readTermList(await answerOf(await ask(`/o/${officeId}/api/terms/${version}`)))
  if (terms.version !== version)
    throw new DeviceError('unreadable', `The office sent the term list ${terms.version} for ${version}.`)
  await termLists.put({ officeId, version, terms })
  return true
}

async function refreshRequestTypes(
  { requestTypes }: ReferenceStore,
  { id: officeId, requestTypesDigest: digest }: PublicProfile,
  ask: typeof fetch,
): Promise<boolean> {
  if (digest === takesNone || (await requestTypes.get([officeId, digest]))) return false
  const { readRequestTypeList } = await parse()
  const response = mustBeGood(await ask(`/o/${officeId}/api/request-types/${digest}`))
  const types = readRequestTypeList(await response.text(), digest)
  await requestTypes.put({ officeId, digest, types })
  return true
}

/**
 * Asks the office for its profile, and for the terms and kinds of requests that this names if they are new. Versions that
 * came before stay, since drafts pin them. Returns whether anything changed.
 * @throws TypeError (network, an answer that is no 200), or what the schemas throw: what is stored stays.
 */
export const refreshReference = (
  officeId: string,
  { fetch: ask = fetch, now = Date.now }: { fetch?: typeof fetch; now?: () => number } = {},
): Promise<boolean> =>
  inStore(async (store) => {
    const { db, offices, profiles } = store
    const known = await offices.get(officeId)
    const stored = known && (await profiles.get([officeId, known.profileVersion]))
    const etag = stored ? known.etag : null
    const response = await ask(`/o/${officeId}/api/profile`, {
      headers: etag === null ? {} : { 'If-None-Match': etag },
    })
    if (response.status === 304 && stored) {
      const hasNewTerms = await refreshTerms(store, officeId, stored.profile.termsVersion, ask)
      const hasNewTypes = await refreshRequestTypes(store, stored.profile, ask)
      await offices.update(officeId, { refreshedAt: now() })
      return hasNewTerms || hasNewTypes
    }
    const { publicProfileSchema } = await parse()
    const profile = publicProfileSchema.parse(await answerOf(response))
    // These first: a profile is never there without the lists that it names.
    await refreshTerms(store, officeId, profile.termsVersion, ask)
    await refreshRequestTypes(store, profile, ask)
    await db.transaction('rw', offices, profiles, async () => {
      await profiles.put({ officeId, version: profile.version, profile })
      await offices.put({
        officeId,
        profileVersion: profile.version,
        etag: response.headers.get('ETag'),
        refreshedAt: now(),
      })
    })
    return true
  })

/** Fetches a term list that a draft pins and this device lacks. @throws as `refreshReference`. */
export const fetchTerms = (
  officeId: string,
  termsVersion: string,
  { fetch: ask = fetch }: { fetch?: typeof fetch } = {},
): Promise<boolean> => inStore((store) => refreshTerms(store, officeId, termsVersion, ask))

/**
 * Fetches the code lists that the office's current profile names and this device lacks, one after the other; drafting goes on
 * without them. Returns whether any came. @throws as `refreshReference`; lists that came before stay.
 */
export const fetchCodeLists = (
  officeId: string,
  { fetch: ask = fetch }: { fetch?: typeof fetch } = {},
): Promise<boolean> =>
  inStore(async ({ offices, profiles, codeLists }) => {
    const office = await offices.get(officeId)
    const row = office && (await profiles.get([officeId, office.profileVersion]))
    const named = Object.values(row?.profile.codeLists ?? {})
    const known = await codeLists.bulkGet(named.map((version): [string, string] => [officeId, version]))
    const missing = named.filter((_, index) => !known[index])
    for (const version of missing) {
      const { codeListSchema } = await parse()
      const codes = codeListSchema.parse(await answerOf(await ask(`/o/${officeId}/api/lists/${version}`)))
      if (codes.version !== version)
        throw new DeviceError('unreadable', `The office sent the code list ${codes.version} for ${version}.`)
      await codeLists.put({ officeId, version, codes })
    }
    return missing.length > 0
  })

/** Returns the language chosen on this device, or undefined. */
export const chosenLanguage = (): Promise<Language | undefined> =>
  inStore(async ({ settings }) => (await settings.get('language'))?.value)

export const chooseLanguage = (language: Language): Promise<void> =>
  inStore(async ({ settings }) => {
    await settings.put({ name: 'language', value: language })
  })
