/** What lies on the disk tells nothing: strings that were put in are nowhere in the stored bytes. */
import { expect, test } from 'vitest'
import { signOutDevice } from './open-device.ts'
import { aDossier } from './test-support/a-dossier.ts'
import {
  aNewDraft,
  aPerson,
  cleanAfterEach,
  officeId,
  signedIn,
  storedTables,
} from './test-support/a-device.ts'

cleanAfterEach()

/** All strings and bytes of a value as stored, in one buffer. */
function bytesOf(value: unknown): Buffer {
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (typeof value === 'object' && value !== null)
    return Buffer.concat(Object.entries(value).flat().map(bytesOf))
  return Buffer.concat([Buffer.from(String(value), 'utf8'), Buffer.from(String(value), 'utf16le')])
}

const planted = Array.from(
  { length: 200 },
  (_, index) => `planted-${index}-Вълна-${(index * 7919).toString(36)}`,
)

test('none of 200 planted strings, nor a document’s hash, is found in the stored bytes', async () => {
  const person = { ...aPerson(), displayName: planted[0]!, accountId: planted[1]! }
  const { drafts, documents, addresses, outbox } = await signedIn(person)
  const document = await documents.add(
    new File(['%PDF-1.7 ', planted[2]!, ' ', Buffer.from(planted[3]!, 'utf16le')], `${planted[4]!}.pdf`),
  )
  const id = await drafts.create(aNewDraft({ 'mark.text': planted[5]!, ownReference: planted[6]! }))
  for (const [index, text] of planted.slice(7, 180).entries()) await drafts.set(id, `field.${index}`, text)
  await drafts.set(id, 'document', document)
  await drafts.removeItem(id, 'field', '3')
  await drafts.undo(id)
  await drafts.undo(id)
  await drafts.redo(id)
  await addresses.save({ values: new Map([['name', planted[180]!]]) })
  const dossier = aDossier({
    draftIds: [id],
    ownReference: planted[181]!,
    bodyJson: planted.slice(182).join(),
  })
  await outbox.freeze({
    ...dossier,
    documents: [{ ...document, mediaType: 'application/pdf', role: 'other' }],
  })
  await outbox.update(dossier.dossierId, { uploaded: { [document.sha256]: 3 }, jws: planted[182]! })

  const tables = await storedTables()
  const stored = bytesOf(Object.fromEntries(tables))
  // The search finds what is there: the draft's id stands in the clear.
  expect(stored.includes(Buffer.from(id, 'utf8'))).toBe(true)
  expect(tables.get('chunks')).toHaveLength(1)
  for (const text of [...planted, document.sha256])
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(stored.includes(Buffer.from(text, encoding)), text).toBe(false)
  await signOutDevice(officeId)
})
