/** Templates: drafts kept under a name to begin others with, apart from the list of drafts. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import { formOfType, publicProfileOf, type FieldValue } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { beginFromTemplate, valuesForAnyFile } from '../components/reuse/begin-from-template.ts'
import type { Device } from './open-device.ts'
import { aNewDraft, cleanAfterEach, signedIn, storedTables } from './test-support/a-device.ts'
import { aFile } from './test-support/a-file.ts'

cleanAfterEach()

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const { requestTypes } = loaded.profile
const office = { ...publicProfileOf(loaded.profile), requestTypes }
const on = '2026-11-20'

const content = {
  'mark.text': 'SECRET MARK',
  'applicants.a': { at: 1 },
  'applicants.a.name': 'Rosenthal Dairy AD',
  ownReference: 'R 7',
  'signature.name': 'Ivana Petrova',
} as const satisfies Record<string, FieldValue>

async function aTemplate({ drafts, templates }: Device, name = 'Dairy marks'): Promise<string> {
  const draft = await drafts.read(await drafts.create(aNewDraft(content)))
  if (!draft) throw new Error('The draft is gone')
  return templates.save(draft, name)
}

test('a template is in the list of templates and not in that of drafts, and says nothing in the clear', async () => {
  const device = await signedIn()
  await aTemplate(device)
  expect((await device.templates.list()).map(({ name }) => name)).toEqual(['Dairy marks'])
  expect(await device.drafts.list()).toHaveLength(1)
  expect(await device.countUnreadable()).toBe(0)
  const clear = JSON.stringify([...(await storedTables())], (_, value: unknown) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? null : value,
  )
  expect(clear).not.toMatch(/Dairy|SECRET/)
})

test('a draft begun from a template has its content without signature and reference, under the rules of today', async () => {
  const device = await signedIn()
  const id = await aTemplate(device)
  const [template] = await device.templates.list()
  if (!template) throw new Error('The template is gone')
  const draftId = await beginFromTemplate(device, template, { office, on })
  const draft = await device.drafts.read(draftId ?? '')
  expect(draft).toMatchObject({ formVersion: 'tm-2', profileVersion: office.version, state: 'draft' })
  expect(draft && [...draft.values.keys()].sort()).toEqual(['applicants.a', 'applicants.a.name', 'mark.text'])
  expect((await device.templates.read(id))?.values.get('mark.text')).toBe('SECRET MARK')
})

test('a template is renamed and deleted; drafts begun from it stay, and one that is gone begins nothing', async () => {
  const device = await signedIn()
  const id = await aTemplate(device, 'B')
  await aTemplate(device, 'C')
  await device.templates.rename(id, 'Zebra marks')
  const [first, template] = await device.templates.list()
  expect([first?.name, template?.name]).toEqual(['C', 'Zebra marks'])
  if (!template) return
  await beginFromTemplate(device, template, { office, on })
  await device.templates.remove(id)
  expect(await device.templates.list()).toHaveLength(1)
  expect(await device.drafts.list()).toHaveLength(3)
  expect(await beginFromTemplate(device, template, { office, on })).toBeUndefined()
  await expect(device.templates.rename(id, 'Again')).rejects.toMatchObject({ code: 'no-draft' })
})

test('no draft can be deleted as a template, and no template be written to as a draft', async () => {
  const device = await signedIn()
  const id = await aTemplate(device)
  const [draft] = await device.drafts.list()
  await device.templates.remove(draft?.id ?? '')
  await device.drafts.remove(id)
  expect([await device.drafts.list(), await device.templates.list()].map(({ length }) => length)).toEqual([
    1, 1,
  ])
  expect(await device.drafts.read(id)).toBeUndefined()
})

test('a document stays on the device while a template holds it', async () => {
  const device = await signedIn()
  const document = await device.documents.add(
    new File([Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31])], 'power.pdf', {
      type: 'application/pdf',
    }),
  )
  const draftId = await device.drafts.create(aNewDraft({ 'agent.powerDocument': document }))
  const draft = await device.drafts.read(draftId)
  if (!draft) throw new Error('The draft is gone')
  const id = await device.templates.save(draft, 'With power')
  await device.drafts.remove(draftId)
  expect(await device.documents.open(document.sha256)).toBeDefined()
  await device.templates.remove(id)
  expect(await device.documents.open(document.sha256)).toBeUndefined()
})

test('a template of a request is begun about any file: what it said of the other one is left out', async () => {
  const device = await signedIn()
  const type = requestTypes.find((one) => one.type === 'transfer')
  if (!type) throw new Error('Borovia takes no transfer')
  const form = formOfType(type)
  const draftId = await device.drafts.create({
    ...aNewDraft({
      fileNumber: 'BT/TM/2019/5',
      right: 'TM',
      'data.assignees.a': { at: 1 },
      'data.assignees.a.name': 'Karoo',
    }),
    ...{ formVersion: form.version, requestKind: 'post-filing', type: type.type, about: 'file-9' },
  })
  const draft = await device.drafts.read(draftId)
  if (!draft) throw new Error('The draft is gone')
  await device.templates.save(draft, 'To Karoo')
  const [template] = await device.templates.list()
  if (!template) throw new Error('The template is gone')
  expect(valuesForAnyFile(form, draft.values).has('fileNumber')).toBe(false)
  const about = { requestType: type, subject: { kind: 'own', file: aFile() } } as const
  const begun = await device.drafts.read(
    (await beginFromTemplate(device, template, { office, on, about })) ?? '',
  )
  expect(begun).toMatchObject({ requestKind: 'post-filing', type: 'transfer', about: 'file-1' })
  expect(begun?.values.get('fileNumber')).toBe('BT/TM/2026/1')
  expect(begun?.values.get('data.assignees.a.name')).toBe('Karoo')
})
