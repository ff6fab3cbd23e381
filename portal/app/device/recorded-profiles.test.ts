/** No upgrade loses work: what every released version stored is read by this one. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { afterEach, expect, test } from 'vitest'
import { chooseLanguage, chosenLanguage, closeReference, readRequestTypes } from './reference.ts'
import { anotherTab, aPerson, cleanAfterEach, signedIn } from './test-support/a-device.ts'
import { aFile } from './test-support/a-file.ts'
import { record, replay, type Recording } from './test-support/recorded-profile.ts'

cleanAfterEach()
afterEach(closeReference)

const recordingsSchema = z.array(
  z.object({
    name: z.string(),
    version: z.number(),
    stores: z.record(z.string(), z.string()),
    rows: z.record(z.string(), z.array(z.unknown())),
  }),
)

const recorded = (file: string) =>
  recordingsSchema.parse(JSON.parse(readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8')))

test('a browser that worked with schema 1 finds everything', async () => {
  await replay(recorded('profile-v1.json'))
  const { user, drafts, documents, addresses, outbox } = await anotherTab()
  expect(user).toEqual(aPerson())

  const list = await drafts.list()
  expect(list.map(({ title, state, ownReference }) => [title, state, ownReference])).toEqual([
    ['ПРОДЪЛЖЕНИЕ', 'frozen', ''],
    ['KAROO', 'draft', 'IV-7'],
  ])
  const draft = await drafts.read(list[1]!.id)
  expect(draft).toMatchObject({ undoCount: 3, redoCount: 1, tariffVersion: 't-1' })
  expect(draft?.values.get('goodsAndServices.g1.terms')).toEqual(['beer', 'wine'])
  expect(await drafts.redo(list[1]!.id)).toEqual({
    edits: [{ path: 'mark.text', from: 'KAROO', to: 'KAROO 2' }],
  })

  const [entry] = await outbox.list()
  expect(entry).toMatchObject({ draftIds: [list[0]!.id], progress: { state: 'sending', mayBeSent: true } })
  expect(entry?.quoteLines[0]?.amountMinor).toBe(52_000n)
  const document = await documents.open(entry!.documents[0]!.sha256)
  expect(await document?.text()).toBe('%PDF-1.7 a power of attorney')
  expect((await addresses.list()).map(({ name }) => name)).toEqual(['Anna Berg'])
  expect(await chosenLanguage()).toBe('ar')
})

test('a browser that worked with schema 2 finds its requests about files, and what they are chosen from', async () => {
  await replay(recorded('profile-v2.json'))
  const { drafts, ownFiles } = await anotherTab()
  expect((await drafts.list()).map(({ title, type, about }) => [title, type, about])).toEqual([
    ['BT/TM/2026/1', 'renewal', 'file-1'],
    ['ПРОДЪЛЖЕНИЕ', undefined, undefined],
    ['KAROO', undefined, undefined],
  ])
  expect(await ownFiles.read()).toMatchObject({ etag: '"1"', files: [aFile()] })
  expect((await readRequestTypes('borovia', 'digest-1'))?.map(({ type }) => type)).toEqual(['withdrawal'])
})

test('a schema that changes gets a recording of its own', async () => {
  await signedIn()
  await chooseLanguage('en')
  const schemas = (all: Pick<Recording, 'name' | 'version' | 'stores'>[]) =>
    all.map(({ name, version, stores }) => ({ name, version, stores }))
  const names = ['lodge-keys', 'lodge-borovia-user-1', 'lodge-reference']
  const now = await Promise.all(names.map((name) => record(name, { isSchemaOnly: true })))
  expect(schemas(now)).toEqual(schemas(recorded('profile-v2.json')))
})
