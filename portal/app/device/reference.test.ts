/** Public data of an office on the device: fetched once, kept with what drafts pin, never spoilt by a bad answer. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import { canonicalJson, publicProfileOf, requestTypesJson, type TermFile } from '@lodge/shared-types'
import { afterEach, expect, test } from 'vitest'
import {
  chooseLanguage,
  chosenLanguage,
  closeReference,
  fetchCodeLists,
  fetchTerms,
  readCodeList,
  readReference,
  readRequestTypes,
  readTerms,
  refreshReference,
} from './reference.ts'
import { cleanAfterEach, officeId } from './test-support/a-device.ts'

cleanAfterEach()
afterEach(closeReference)

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const office = publicProfileOf(loaded.profile)
const types = requestTypesJson(loaded.profile.requestTypes)
const digest = office.requestTypesDigest
const terms = (version: string): TermFile => ({
  version,
  edition: 'Nice 12-2026',
  terms: [['b1', 32, 'beer', 'bière', null]],
})

const codes = (version: string) => ({
  list: 'st3',
  version,
  edition: 'ST.3',
  source: 'Test',
  entries: [{ code: 'EG', en: 'Egypt' }],
})

/** An office that answers as ours does; `asked` are the addresses that it was asked for. */
function anOffice(
  profile = office,
  broken: { profile?: unknown; terms?: unknown; types?: string; codes?: unknown } = {},
) {
  const asked: string[] = []
  const etag = `"${profile.version}-${profile.termsVersion}"`
  const answer = (address: string, init: RequestInit | undefined): Response => {
    if (address.endsWith('/api/profile')) {
      if (new Headers(init?.headers).get('If-None-Match') === etag) return new Response(null, { status: 304 })
      const body = broken.profile === undefined ? canonicalJson(profile) : JSON.stringify(broken.profile)
      return new Response(body, { headers: { ETag: etag } })
    }
    if (address.includes('/api/lists/'))
      return Response.json(broken.codes ?? codes(address.slice(address.lastIndexOf('/') + 1)))
    if (address.includes('/api/request-types/')) return new Response(broken.types ?? types)
    return Response.json(broken.terms ?? terms(address.slice(address.lastIndexOf('/') + 1)))
  }
  const ask: typeof fetch = (input, init) => {
    const address = input instanceof Request ? input.url : input.toString()
    asked.push(address)
    return Promise.resolve(answer(address, init))
  }
  return { fetch: ask, asked }
}

const version = office.termsVersion

test('before the first contact there is nothing, and afterwards all that drafting needs', async () => {
  expect(await readReference(officeId)).toBeUndefined()
  expect(await refreshReference(officeId, { fetch: anOffice().fetch, now: () => 7 })).toBe(true)
  expect(await readReference(officeId)).toEqual({ profile: office, refreshedAt: 7 })
  expect((await readTerms(officeId, version))?.terms).toEqual([
    { id: 'b1', classNumber: 32, en: 'beer', fr: 'bière' },
  ])
  expect(await readRequestTypes(officeId, digest)).toEqual(loaded.profile.requestTypes)
  expect(await readReference('sahil')).toBeUndefined()
})

test('the requests that a draft pins stay when the office takes others, and an office that takes none names none', async () => {
  await refreshReference(officeId, anOffice())
  const none = { ...office, version: 'next', requestTypesDigest: '' }
  const { fetch, asked } = anOffice(none)
  await refreshReference(officeId, { fetch })
  expect(asked.filter((address) => address.includes('request-types'))).toEqual([])
  expect(await readRequestTypes(officeId, '')).toEqual([])
  expect(await readRequestTypes(officeId, digest)).toEqual(loaded.profile.requestTypes)
})

test('requests that are not those of the digest are not kept, and neither is the profile that names them', async () => {
  const other = types.replace('renewal', 'renewall')
  await expect(refreshReference(officeId, anOffice(office, { types: other }))).rejects.toThrow(digest)
  expect(await readRequestTypes(officeId, digest)).toBeUndefined()
  expect(await readReference(officeId)).toBeUndefined()
})

test('what has not changed is not fetched again', async () => {
  const { fetch, asked } = anOffice()
  await refreshReference(officeId, { fetch, now: () => 1 })
  expect(await refreshReference(officeId, { fetch, now: () => 2 })).toBe(false)
  expect(asked).toEqual(
    ['profile', `terms/${version}`, `request-types/${digest}`, 'profile'].map(
      (end) => `/o/${officeId}/api/${end}`,
    ),
  )
  expect((await readReference(officeId))?.refreshedAt).toBe(2)
})

test('a new profile leaves the one that drafts pin', async () => {
  await refreshReference(officeId, anOffice())
  await refreshReference(officeId, anOffice({ ...office, version: 'next', termsVersion: 'lodge-2030' }))
  expect((await readReference(officeId))?.profile.version).toBe('next')
  expect((await readReference(officeId, office.version))?.profile).toEqual(office)
  expect(await readTerms(officeId, version)).toBeDefined()
  expect(await readTerms(officeId, 'lodge-2030')).toBeDefined()
})

test('a list that a draft pins can be fetched later', async () => {
  expect(await fetchTerms(officeId, 'lodge-2020', anOffice())).toBe(true)
  expect((await readTerms(officeId, 'lodge-2020'))?.version).toBe('lodge-2020')
})

test('an answer that is no profile or no list changes nothing', async () => {
  await refreshReference(officeId, anOffice())
  const next = { ...office, version: 'next', termsVersion: 'lodge-2030' }
  await expect(refreshReference(officeId, anOffice(next, { profile: { id: 1 } }))).rejects.toThrow()
  await expect(refreshReference(officeId, anOffice(next, { terms: '<html>' }))).rejects.toThrow()
  await expect(refreshReference(officeId, anOffice(next, { terms: terms('other') }))).rejects.toThrow()
  const failing: typeof fetch = () => Promise.reject(new TypeError('network'))
  await expect(refreshReference(officeId, { fetch: failing })).rejects.toThrow('network')
  const refusing: typeof fetch = () => Promise.resolve(new Response('', { status: 503 }))
  await expect(refreshReference(officeId, { fetch: refusing })).rejects.toThrow('503')
  expect((await readReference(officeId))?.profile).toEqual(office)
})

test('the language that a person chose stays on the device', async () => {
  expect(await chosenLanguage()).toBeUndefined()
  await chooseLanguage('ar')
  expect(await chosenLanguage()).toBe('ar')
})

test('code lists come apart from the profile, once each, and a bad one is not kept', async () => {
  const named = { ...office, codeLists: { st3: 'st3-2025', vienna: 'vienna-9' } }
  const { fetch, asked } = anOffice(named)
  await refreshReference(officeId, { fetch })
  expect(asked.filter((address) => address.includes('/api/lists/'))).toEqual([])
  expect(await readCodeList(officeId, 'st3-2025')).toBeUndefined()

  const wrong = anOffice(named, { codes: codes('st3-1999') })
  await expect(fetchCodeLists(officeId, wrong)).rejects.toThrow('st3-1999')
  expect(await readCodeList(officeId, 'st3-2025')).toBeUndefined()

  expect(await fetchCodeLists(officeId, { fetch })).toBe(true)
  expect(await fetchCodeLists(officeId, { fetch })).toBe(false)
  expect(asked.filter((address) => address.includes('/api/lists/'))).toEqual(
    ['vienna-9', 'st3-2025'].map((list) => `/o/${officeId}/api/lists/${list}`),
  )
  expect((await readCodeList(officeId, 'st3-2025'))?.entries).toEqual([{ code: 'EG', en: 'Egypt' }])
})
