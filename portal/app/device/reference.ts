/** Public data of offices on the device, in the clear and for all users: profiles, term lists, the language chosen here. */
import { Dexie, type Table } from 'dexie'
import type { Language, PublicProfile, TermList } from '@lodge/shared-types'
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
type SettingRow = { name: 'language'; value: Language }

type ReferenceStore = {
  db: Dexie
  offices: Table<OfficeRow, string>
  profiles: Table<ProfileRow, [string, string]>
  termLists: Table<TermsRow, [string, string]>
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
  return {
    db,
    offices: db.table<OfficeRow, string>('offices'),
    profiles: db.table<ProfileRow, [string, string]>('profiles'),
    termLists: db.table<TermsRow, [string, string]>('terms'),
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

async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new TypeError(`The office answered ${response.status} to ${response.url}`)
  const answer: unknown = await response.json()
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

/**
 * Asks the office for its profile, and for the term list that this names if it is new. Versions that came before stay,
 * since drafts pin them. Returns whether anything changed.
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
      const isNew = await refreshTerms(store, officeId, stored.profile.termsVersion, ask)
      await offices.update(officeId, { refreshedAt: now() })
      return isNew
    }
    const { publicProfileSchema } = await parse()
    const profile = publicProfileSchema.parse(await answerOf(response))
    // The list first: a profile is never there without the terms that it names.
    await refreshTerms(store, officeId, profile.termsVersion, ask)
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

/** Returns the language chosen on this device, or undefined. */
export const chosenLanguage = (): Promise<Language | undefined> =>
  inStore(async ({ settings }) => (await settings.get('language'))?.value)

export const chooseLanguage = (language: Language): Promise<void> =>
  inStore(async ({ settings }) => {
    await settings.put({ name: 'language', value: language })
  })
