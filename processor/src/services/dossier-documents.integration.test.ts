/** Documents of a dossier: an invoice from the first moment, sealed proofs of receipt and payment, and nobody else's. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { file, payWith, refusalOf, start, type Filed } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'

const run = promisify(execFile)
let office: TestOffice
let folder: string
let filed: Filed
beforeAll(async () => {
  office = await startTestOffice()
  folder = await mkdtemp(join(tmpdir(), 'lodge-papers-'))
  filed = await file(office, { officeId: 'sahil', count: 2 })
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await office.end()
})

const textOf = async (bytes: Uint8Array): Promise<string> => {
  const path = join(folder, 'document.pdf')
  await writeFile(path, bytes)
  return (await run('pdftotext', ['-layout', path, '-'])).stdout
}
const invoiceIn = (language: 'en' | 'ar') => {
  const { actor, dossierId, orderId } = filed
  return office.services.openInvoice(actor, { dossierId, orderId, language })
}
const papers = async () => (await office.services.dossierView(filed.actor, filed.dossierId)).documents

test('the invoice is there before it is paid, the same bytes each time, in both languages', async () => {
  const [first, again, arabic] = [await invoiceIn('en'), await invoiceIn('en'), await invoiceIn('ar')]
  expect(Buffer.from(first.bytes).equals(again.bytes)).toBe(true)
  expect(Buffer.from(first.bytes).equals(arabic.bytes)).toBe(false)
  const text = await textOf(first.bytes)
  const { orderNumber } = filed.acknowledgement.order
  for (const said of [orderNumber, 'Not paid yet', 'Still to pay', 'Ministerial Decision', 'KWD'])
    expect(text).toContain(said)
  for (const { onlineId } of filed.acknowledgement.requests) expect(text).toContain(onlineId)
  const inArabic = await textOf(arabic.bytes)
  expect(inArabic).toContain(orderNumber)
  // Fees are cited in the language of the document.
  expect(inArabic).not.toContain('Ministerial Decision')
})

test('the acknowledgement is sealed, and says what its signed text says', async () => {
  const document = await until('sealed', async () =>
    (await papers()).find(({ role }) => role === 'acknowledgement'),
  )
  const { stream } = await office.services.openDocument(filed.actor, document.documentId)
  const bytes = await buffer(stream)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(document.sha256)
  const text = await textOf(bytes)
  expect(text).toContain(filed.acknowledgement.submissionNumber)
  expect(text).toContain(filed.acknowledgement.bodySha256.slice(0, 32))
  const { stdout } = await run('pdfsig', ['-nocert', join(folder, 'document.pdf')]).catch(
    (error: unknown) => {
      if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string')
        return { stdout: error.stdout }
      throw error
    },
  )
  expect(stdout).toContain('Signature is Valid')
  expect(stdout).toContain('Total document signed')
  const jws = await office.services.openAcknowledgement(filed.actor, filed.dossierId)
  expect(Buffer.from(jws.bytes).toString()).toBe(
    (await office.services.dossierView(filed.actor, filed.dossierId)).acknowledgementJws,
  )
})

test('a payment gives one receipt with the bank’s own reference, and the invoice tells it', async () => {
  expect((await papers()).map(({ role }) => role)).not.toContain('payment-receipt')
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'callback-twice')
  const receipt = await until('a receipt', async () =>
    (await papers()).find(({ role }) => role === 'payment-receipt'),
  )
  const { stream } = await office.services.openDocument(filed.actor, receipt.documentId)
  const text = await textOf(await buffer(stream))
  const attempt = await office.office.store.attempts.one({ _id: attemptId })
  expect(text).toContain(attempt?.bankReference ?? 'no reference')
  expect(await textOf((await invoiceIn('en')).bytes)).toContain('Paid in full')
  expect((await papers()).filter(({ role }) => role === 'payment-receipt')).toHaveLength(1)
})

test('all of it is unknown to another account and another office, and open to the staff of this one', async () => {
  const { dossierId, orderId } = filed
  const ids = (await papers()).map(({ documentId }) => documentId)
  for (const actor of [
    office.agent('sahil', 'account-2'),
    office.agent('borovia'),
    office.staff(['administrator']),
  ]) {
    const asked = [
      office.services.openInvoice(actor, { dossierId, orderId, language: 'en' }),
      office.services.openAcknowledgement(actor, dossierId),
      ...ids.map((id) => office.services.openDocument(actor, id)),
    ]
    for (const refusal of await Promise.all(asked.map(refusalOf))) expect(refusal.code).toBe('not-found')
  }
  const staff = office.staff(['finance'], 'sahil')
  expect((await office.services.openInvoice(staff, { dossierId, orderId, language: 'ar' })).mediaType).toBe(
    'application/pdf',
  )
})
