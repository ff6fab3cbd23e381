/** One dossier with two trademark requests, from submission to status, on the real MongoDB and each broker. */
import { aDossier } from '@lodge/mocks'
import {
  acknowledgementSchema,
  canonicalJson,
  checkChain,
  plainTaskList,
  sha256Hex,
  streamOf,
  tariffOn,
  type Canonical,
} from '@lodge/shared-types'
import { createLocalJWKSet, compactVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestOffice, until, type BrokerKind, type TestOffice } from '../test-support/test-office.ts'
import { readBytes } from './documents/bytes.ts'
import { balancesOf } from './services/money/journal-lines.ts'
import { verifySignedPdf } from './receipts/verify-signed-pdf.ts'
import { readStream } from './store/streams.ts'

/** A dossier as it comes over the wire: JSON, amounts as digits. */
const overTheWire = (value: Canonical): unknown => JSON.parse(canonicalJson(value))

describe.each<BrokerKind>(['in-process', 'rabbitmq'])('one filing on the %s broker', (broker) => {
  let office: TestOffice
  beforeAll(async () => {
    office = await startTestOffice({ broker })
  })
  afterAll(() => office.end())

  test('is acknowledged, paid once, lodged with numbers and dates, sealed, tasked, told and shown', async () => {
    const { services, bank, mail } = office
    const { store } = office.office
    const agent = office.agent()
    await services.addUser({
      officeId: 'borovia',
      email: 'agent@firm.example',
      password: 'a long enough one',
      displayName: 'An Agent',
      language: 'en',
      accountId: 'account-1',
      roles: ['agent'],
    })
    const profile = services.profile('borovia')
    const tariff = profile && tariffOn(profile.tariffs, '2026-11-20')
    if (!tariff) throw new Error('no tariff')
    const body = aDossier({ seed: 7, count: 2, tariff })
    const wire = overTheWire(body)

    const submitted = await services.submitDossier(agent, { key: 'key-of-one-filing-1', body: wire })
    expect(submitted.repeated).toBe(false)
    const keySet = createLocalJWKSet(services.jwks('borovia') ?? { keys: [] })
    const { payload } = await compactVerify(submitted.jws, keySet)
    const acknowledged = acknowledgementSchema.parse(JSON.parse(new TextDecoder().decode(payload)))
    expect(acknowledged.bodySha256).toBe(sha256Hex(canonicalJson(body)))
    expect(acknowledged.order.agreementNeeded).toBe(false)

    const again = await services.submitDossier(agent, { key: 'key-of-one-filing-1', body: wire })
    expect(again).toEqual({ ...submitted, repeated: true })

    const orderId = acknowledged.order.orderId
    const started = await services.startPayment(agent, {
      key: 'key-of-the-payment-1',
      dossierId: body.dossierId,
      orderId,
      driverId: 'card-gateway',
      language: 'en',
    })
    expect(started).toMatchObject({ status: 'action-required' })
    const [payment] = bank.payments()
    if (!payment) throw new Error('the bank knows no payment')
    await fetch(`${bank.url}/pay/${payment.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ card: 'approve' }),
    })

    const lodged = await until('lodged', async () => {
      const view = await services.dossierView(agent, body.dossierId)
      return view.status === 'lodged' && view
    })
    expect(lodged.files).toHaveLength(2)
    const year = new Date().getUTCFullYear()
    for (const file of lodged.files) expect(file.fileNumber).toMatch(new RegExp(`^(BT|VC)-TM-${year}-\\d+$`))

    for (const { fileId } of lodged.files) {
      const sealed = await until('two sealed documents', async () => {
        const view = await services.fileView(agent, fileId)
        return view.documents.length === 2 && view
      })
      expect(sealed.filingDate).toBe(acknowledged.receivedDate)
      for (const document of sealed.documents) {
        const row = await store.documents.one({ _id: document.documentId })
        const bytes = await readBytes(store, row?.storedAs ?? '')
        expect(sha256Hex(bytes)).toBe(document.sha256)
        expect(verifySignedPdf(bytes)).toMatchObject({ valid: true, wholeDocument: true })
      }
      const history = await readStream(store, 'borovia', streamOf('file', fileId))
      expect(checkChain(history)).toEqual([])
    }

    const tasks = await services.listTasks(office.staff(['formality-examiner']), plainTaskList)
    expect(tasks.rows.map((task) => task.subject).toSorted()).toEqual(
      lodged.files.map((file) => file.fileNumber).toSorted(),
    )
    const mails = await until('a mail about lodging', async () => {
      const all = mail.mails('agent@firm.example')
      return all.some((one) => one.text.includes(lodged.files[0]?.fileNumber ?? '-')) && all
    })
    expect(new Set(mails.map((one) => one.messageId)).size).toBe(mails.length)

    const view = await until('the stored view', () =>
      store.views.one({ _id: `borovia|dossier|${body.dossierId}`, status: 'lodged' }),
    )
    expect(view).toMatchObject({ submissionNumber: acknowledged.submissionNumber })
    const charged = bank.ledger().reduce((sum, posting) => sum + posting.amount.amountMinor, 0n)
    const balances = balancesOf(await store.journal.many({ officeId: 'borovia' }))
    expect(balances.get(`bank:card-gateway|${profile.currency}`)?.amountMinor).toBe(charged)
    expect([...balances.values()].reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(0n)
    expect(checkChain(await readStream(store, 'borovia', streamOf('dossier', body.dossierId)))).toEqual([])
  })
})
