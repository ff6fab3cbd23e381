/** Filing a similar one: of what the office has, and of what was submitted from this device. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import { publicProfileOf } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { aNewDraft, cleanAfterEach, signedIn } from '../../device/test-support/a-device.ts'
import { beginSimilar } from './begin-similar.ts'

cleanAfterEach()

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const profile = publicProfileOf(loaded.profile)
const on = '2026-11-20'

const answering = (body: unknown, status = 200) => ({
  asked: new Array<string>(),
  fetch(address: string | URL | Request) {
    this.asked.push(address instanceof Request ? address.url : String(address))
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  },
})

const application = {
  requestId: 'r-1',
  kind: 'trademark-application',
  formVersion: 'tm-1',
  ownReference: 'OLD 7',
  mark: { kind: 'word', text: 'NORDWELL' },
  applicants: [{ kind: 'legal', name: 'Rosenthal Dairy AD', address: { lines: ['3 Market Square'] } }],
  goodsAndServices: [{ classNumber: 29, terms: ['Milk', 'Cheese'] }],
  signature: { name: 'Ivana', capacity: 'Director' },
  documents: [{ role: 'power-of-attorney', sha256: 'a'.repeat(64) }],
}

test('a similar application has everything but documents, signature and reference, in the form of today', async () => {
  const device = await signedIn()
  const office = answering(application)
  const id = await beginSimilar(device, 'file/1', {
    ...{ profile, on },
    fetch: (address) => office.fetch(address),
  })
  expect(office.asked).toEqual(['/o/borovia/api/files/file%2F1/application'])
  const draft = await device.drafts.read(id ?? '')
  expect(draft).toMatchObject({ formVersion: 'tm-2', profileVersion: profile.version })
  const values = draft?.values
  expect(values?.get('mark.text')).toBe('NORDWELL')
  expect(values?.get('applicants.i0.name')).toBe('Rosenthal Dairy AD')
  expect(values?.get('goodsAndServices.i0.terms')).toEqual(['Milk', 'Cheese'])
  expect(values?.get('agent.appointed')).toBe('no')
  expect(values?.has('ownReference') === true || values?.has('signature.name') === true).toBe(false)
})

test('what the office refuses or does not take begins nothing', async () => {
  const device = await signedIn()
  const begin = (body: unknown, status?: number) =>
    beginSimilar(device, 'f', { profile, on, fetch: () => answering(body, status).fetch('') })
  await expect(begin({}, 404)).rejects.toThrow(TypeError)
  expect(await begin({ kind: 'plant-variety-application', formVersion: 'pv-1' })).toBeUndefined()
  expect(await device.drafts.list()).toEqual([])
})

test('a draft is copied under the rules of today, in the form of today, where they are known', async () => {
  const device = await signedIn()
  const id = await device.drafts.create(aNewDraft({ 'mark.text': 'AURORA' }))
  const today = { profileVersion: 'p-9', tariffVersion: 't-9', termsVersion: 'l-9', formVersion: 'tm-2' }
  expect(await device.drafts.read(await device.drafts.clone(id, today))).toMatchObject(today)
  expect(await device.drafts.read(await device.drafts.clone(id))).toMatchObject({
    ...{ profileVersion: 'p-1', formVersion: 'tm-1' },
  })
})
