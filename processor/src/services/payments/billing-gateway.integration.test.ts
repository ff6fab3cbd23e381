/** A bill of the government's billing service, from its number to the money: by a signed notice, and without one. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publicNoticeKey, startBillingService, type BillingService } from '@lodge/mocks'
import { streamOf } from '@lodge/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aKey, file } from '../../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { readStream } from '../../store/streams.ts'

const clientKey = { id: 'a1', value: 'test-client-key-0123456789' }
const noticeKey = { id: 'n1', seed: 'test-notice-seed-0123456789' }

let folder: string
let service: BillingService
let office: TestOffice
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-billing-'))
  service = await startBillingService({
    billers: [{ code: 'bpto', keys: [clientKey] }],
    noticeKeys: [noticeKey],
    retryWaitsMs: [200, 400],
  })
  const config = { baseUrl: service.url, biller: 'bpto', noticeKeys: [publicNoticeKey(noticeKey)] }
  const files = {
    DRIVERS_FILE: join(folder, 'drivers.json'),
    DRIVER_SECRETS_FILE: join(folder, 'secrets.json'),
  }
  await writeFile(files.DRIVERS_FILE, JSON.stringify({ borovia: { 'billing-gateway': config } }))
  const secrets = { borovia: { 'billing-gateway': { 'client-key': { current: clientKey } } } }
  await writeFile(files.DRIVER_SECRETS_FILE, JSON.stringify(secrets))
  // The first question comes after 1.2 s, so that a notice is heard before it.
  office = await startTestOffice({ env: { ...files, PAYMENT_POLL_PERCENT: '2' } })
})
afterAll(async () => {
  await office.end()
  await service.stop()
  await rm(folder, { recursive: true })
})

async function billed() {
  const filed = await file(office)
  const { actor, dossierId, orderId } = filed
  const asked = { key: aKey(), dossierId, orderId, driverId: 'billing-gateway', language: 'en' } as const
  const started = await office.services.startPayment(actor, asked)
  if (started.nextAction?.kind !== 'bill') throw new Error(`No bill, but ${started.reason ?? started.status}`)
  return { ...filed, ...started, number: started.nextAction.billNumber }
}
const attemptOf = (attemptId: string) => office.office.store.attempts.one({ _id: attemptId })
const becomes = (attemptId: string, status: string) =>
  until(`${attemptId} ${status}`, async () => (await attemptOf(attemptId))?.status === status)

test('a bill waits for its money, and its notice confirms it before anybody asks', async () => {
  const { officeId, dossierId, attemptId, status, number, acknowledgement } = await billed()
  expect(status).toBe('awaiting-funds')
  service.billing.collect(number, 'mobile')
  await becomes(attemptId, 'succeeded')
  expect((await attemptOf(attemptId))?.polls).toBe(0)
  const history = await readStream(office.office.store, officeId, streamOf('dossier', dossierId))
  const confirmed = history.filter(({ type }) => type === 'payment.confirmed')
  expect(confirmed).toMatchObject([{ data: { moved: acknowledgement.order.total } }])
  await until('acknowledged', async () => service.notices().at(-1)?.state === 'delivered')
})

test('a bill whose notice was lost is found paid by asking', async () => {
  const { attemptId, number } = await billed()
  service.billing.collect(number, 'branch', { notice: 'lost' })
  await becomes(attemptId, 'succeeded')
  expect(service.notices().at(-1)?.deliveries).toEqual([])
})

test('a bill paid short by one minor unit releases nothing', async () => {
  const { attemptId, number, acknowledgement } = await billed()
  const { total } = acknowledgement.order
  service.billing.collect(number, 'branch', { amount: { ...total, amountMinor: total.amountMinor - 1n } })
  await becomes(attemptId, 'review')
})
