/** Callbacks: the whole table of what a bank is answered, and that repeats, races and forgeries move nothing. */
import { createHmac } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { streamOf } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { file, payWith, paymentOf, start, toBank, type Filed } from '../../../test-support/filing.ts'
import { startProxy } from '../../../test-support/tcp-proxy.ts'
import { required, startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { readStream } from '../../store/streams.ts'

// Polling is far away here: what happens, callbacks did.
let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '100' } })
})
afterAll(() => office.end())

const key = { id: 'k1', value: 'test-callback-key-0123456789' }

/** Signs as docs/wire/card-gateway.md says. */
function signed(body: string, { id = uuidv7(), at = new Date(), by = key } = {}) {
  const timestamp = Math.floor(at.getTime() / 1000).toString()
  const mac = createHmac('sha256', by.value).update(`${id}.${timestamp}.${body}`).digest('base64')
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-key-id': by.id,
    'webhook-signature': `v1,${mac}`,
  }
  return { id, body, headers }
}

const post = (
  { body, headers }: { body: string; headers: Record<string, string> },
  path = '/o/borovia/callbacks/card-gateway',
) => fetch(office.env.PUBLIC_ORIGIN + path, { method: 'POST', headers, body })

const callbacks = () => office.office.store.callbacks
const rowOf = (id: string) => callbacks().one({ eventId: id })
const stateOf = async (id: string) => (await rowOf(id))?.state
const settles = (id: string, state: string) =>
  until(`${id} ${state}`, async () => (await stateOf(id)) === state)
const attemptStatus = async (attemptId: string) =>
  (await office.office.store.attempts.one({ _id: attemptId }))?.status
const becomes = (attemptId: string, status: string) =>
  until(`${attemptId} ${status}`, async () => (await attemptStatus(attemptId)) === status)
const eventsOf = ({ officeId, dossierId }: Filed) =>
  readStream(office.office.store, officeId, streamOf('dossier', dossierId))
const countOf = async (filed: Filed, type: string) =>
  (await eventsOf(filed)).filter((event) => event.type === type).length

async function started() {
  const filed = await file(office)
  const { attemptId } = await start(office, filed)
  return { filed, attemptId, payment: paymentOf(office, attemptId) }
}

/** The bank's words about a payment as it stands, with `change`d members. */
function wordsAbout(attemptId: string, change: Record<string, unknown> = {}): string {
  const { id, amount, updatedAt } = paymentOf(office, attemptId)
  const out = { value: amount.amountMinor.toString(), currency: amount.currency }
  const none = { ...out, value: '0' }
  const payment = {
    id,
    reference: attemptId,
    status: 'CAPTURED',
    amount: out,
    captured: out,
    refunded: none,
    charged_back: none,
    ...change,
  }
  return JSON.stringify({
    merchant: 'lodge-demo',
    events: [{ id: uuidv7(), type: 'payment.updated', occurred_at: updatedAt, payment }],
  })
}

/** Has the bank deliver its last callback about a payment again. */
async function resend(attemptId: string, times = 1): Promise<unknown> {
  const about = office.bank.callbacks().filter(({ body }) => body.includes(attemptId))
  return toBank(office, `/admin/resend/${about.at(-1)?.id ?? ''}`, { times })
}
const delivered = (attemptId: string) =>
  until('delivered', () =>
    Promise.resolve(
      office.bank.callbacks().some(({ body, state }) => body.includes(attemptId) && state === 'delivered'),
    ),
  )

describe('an authentic callback', () => {
  test('is stored, and answered 200 with the bank’s own words', async () => {
    const { filed, attemptId } = await started()
    await payWith(office, attemptId, 'approve')
    await becomes(attemptId, 'succeeded')
    await delivered(attemptId)
    expect(await countOf(filed, 'payment.confirmed')).toBe(1)
    const one = signed(wordsAbout(attemptId))
    const answer = await post(one)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(await answer.text()).toBe('{"received":true}')
    const row = await rowOf(one.id)
    expect(Buffer.from(row?.body.value() ?? '').toString()).toBe(one.body)
  })

  test('that comes 100 times is one event, and always 200', async () => {
    const { filed, attemptId } = await started()
    await payWith(office, attemptId, 'approve')
    await delivered(attemptId)
    expect(await resend(attemptId, 100)).toEqual({ statuses: Array.from({ length: 100 }, () => 200) })
    await becomes(attemptId, 'succeeded')
    expect(await countOf(filed, 'payment.confirmed')).toBe(1)
    expect(
      await callbacks().count({
        'headers.webhook-id': { $exists: true },
        body: { $exists: true },
        eventId: office.bank.callbacks().find(({ body }) => body.includes(attemptId))?.id,
      }),
    ).toBe(1)
  })

  test('that comes 20 times at once is stored once', async () => {
    const { attemptId } = await started()
    const one = signed(wordsAbout(attemptId, { status: 'NEW', captured: { value: '0', currency: 'BGN' } }))
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(one)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(await callbacks().count({ eventId: one.id })).toBe(1)
  })

  test('of a type that is none of ours is acknowledged and moves nothing', async () => {
    const one = signed('{"merchant":"lodge-demo","events":[{"id":"e1","type":"merchant.updated"}]}')
    expect((await post(one)).status).toBe(200)
    await settles(one.id, 'applied')
  })

  test('with one unreadable item in a batch applies the others and calls a person', async () => {
    const [a, b] = [await started(), await started()]
    await toBank(office, '/admin/callback-faults', { kind: 'drop', times: 2 })
    await payWith(office, a.attemptId, 'approve')
    await payWith(office, b.attemptId, 'approve')
    const bad = { id: 'evt_bad', type: 'payment.updated', payment: 'none' }
    await toBank(office, '/admin/callbacks', { paymentIds: [a.payment.id, b.payment.id], extraItems: [bad] })
    await becomes(a.attemptId, 'succeeded')
    await becomes(b.attemptId, 'succeeded')
    const batch = office.bank.callbacks().find(({ body }) => body.includes('evt_bad'))
    const row = await until('stored', () => rowOf(batch?.id ?? ''))
    const alarm = await until('alarm', () =>
      office.office.store.tasks.one({ causedBy: `callback-items:${row._id}` }),
    )
    expect(alarm.role).toBe('administrator')
  })
})

describe('a callback about what is not known', () => {
  test('is parked with an alarm, and matched when it is known', async () => {
    const { attemptId } = await started()
    const { store } = office.office
    const attempt = await store.attempts.one({ _id: attemptId })
    if (!attempt) throw new Error('no attempt')
    await store.attempts.remove({ _id: attemptId })
    await toBank(office, '/admin/callback-faults', { kind: 'drop', times: 1 })
    await payWith(office, attemptId, 'approve')
    const one = signed(wordsAbout(attemptId))
    expect((await post(one)).status).toBe(200)
    await settles(one.id, 'unmatched')
    const row = await rowOf(one.id)
    expect(await store.tasks.one({ causedBy: `unmatched:${row?._id ?? ''}` })).toMatchObject({
      state: 'open',
    })
    await store.attempts.insert([attempt])
    await store.callbacks.update({ eventId: one.id }, { $set: { tryAt: new Date() } })
    await settles(one.id, 'applied')
    await becomes(attemptId, 'succeeded')
  })

  test('is given up after 30 days', async () => {
    const one = signed(
      JSON.stringify({ merchant: 'lodge-demo', events: [] }).replace(
        '[]',
        `[${JSON.stringify({
          id: 'e1',
          type: 'payment.updated',
          occurred_at: new Date().toISOString(),
          payment: {
            id: 'pay_x',
            reference: uuidv7(),
            status: 'CAPTURED',
            amount: { value: '1', currency: 'BGN' },
            captured: { value: '1', currency: 'BGN' },
            refunded: { value: '0', currency: 'BGN' },
            charged_back: { value: '0', currency: 'BGN' },
          },
        })}]`,
      ),
    )
    await post(one)
    await settles(one.id, 'unmatched')
    const receivedAt = new Date(Date.now() - 31 * 86_400_000)
    await callbacks().update({ eventId: one.id }, { $set: { receivedAt, tryAt: new Date() } })
    await settles(one.id, 'parked')
  })

  test('of another office moves nothing there and nothing here', async () => {
    const { filed, attemptId } = await started()
    const one = signed(wordsAbout(attemptId))
    expect((await post(one, '/o/sahil/callbacks/card-gateway')).status).toBe(200)
    await settles(one.id, 'unmatched')
    expect(await attemptStatus(attemptId)).toBe('action-required')
    expect(await countOf(filed, 'payment.confirmed')).toBe(0)
  })

  test('that names an unknown attempt with a known payment of the bank’s is not taken for that one', async () => {
    const { attemptId } = await started()
    await payWith(office, attemptId, 'callback-lost')
    const one = signed(wordsAbout(attemptId, { reference: uuidv7() }))
    expect((await post(one)).status).toBe(200)
    await settles(one.id, 'unmatched')
    expect(await attemptStatus(attemptId)).toBe('action-required')
  })

  test('at an office or of a driver that is not there gets 404', async () => {
    const one = signed('{}')
    expect((await post(one, '/o/nowhere/callbacks/card-gateway')).status).toBe(404)
    expect((await post(one, '/o/borovia/callbacks/other-bank')).status).toBe(404)
  })
})

describe('a callback that is refused', () => {
  test.each([
    ['bad-signature', 401],
    ['missing-signature', 401],
    ['algorithm-none', 401],
    ['wrong-algorithm', 401],
    ['attacker-key', 401],
    ['unknown-key', 401],
    ['tampered-body', 401],
    ['wrong-content-type', 415],
    ['oversized', 413],
  ])(
    '(%s) gets %i, empty, also when it repeats one that is stored; nothing is written',
    async (kind, status) => {
      const { attemptId } = await started()
      await payWith(office, attemptId, 'approve')
      await delivered(attemptId)
      const before = await callbacks().count({})
      await toBank(office, '/admin/callback-faults', { kind })
      expect(await resend(attemptId)).toEqual({ statuses: [status] })
      expect(await callbacks().count({})).toBe(before)
    },
  )

  test('because it is new but stale, or from the future, gets 401 empty', async () => {
    const { attemptId } = await started()
    for (const shiftMs of [-5 * 60_000 - 2_000, 5 * 60_000 + 2_000]) {
      const one = signed(wordsAbout(attemptId), { at: new Date(Date.now() + shiftMs) })
      const answer = await post(one)
      expect([answer.status, await answer.text()]).toEqual([401, ''])
      expect(await rowOf(one.id)).toBeUndefined()
    }
    expect(await attemptStatus(attemptId)).toBe('action-required')
  })

  test('is not one that is stored and repeated much later', async () => {
    const { attemptId } = await started()
    const one = signed(wordsAbout(attemptId, { status: 'NEW', captured: { value: '0', currency: 'BGN' } }))
    expect((await post(one)).status).toBe(200)
    const late = signed(one.body, { id: one.id, at: new Date(Date.now() - 3_600_000) })
    expect((await post(late)).status).toBe(200)
  })

  test('because the store is down gets 503 with Retry-After, and is taken when the bank repeats it', async () => {
    const direct = new URL(required('TEST_MONGODB_URI'))
    const proxy = await startProxy({ host: direct.hostname, port: Number(direct.port) })
    const database = new URL(office.env.MONGODB_URI).pathname
    const cut = await office.another({
      MONGODB_URI: `mongodb://127.0.0.1:${proxy.port}${database}?directConnection=true`,
    })
    const { attemptId } = await started()
    const one = signed(wordsAbout(attemptId, { status: 'NEW', captured: { value: '0', currency: 'BGN' } }))
    const deliver = () =>
      cut.services.receiveCallback({
        officeId: 'borovia',
        driverId: 'card-gateway',
        headers: new Headers(one.headers),
        rawBody: new TextEncoder().encode(one.body),
      })
    try {
      proxy.refuse()
      proxy.cut()
      expect(await deliver()).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
      expect(await rowOf(one.id)).toBeUndefined()
      proxy.accept()
      await until('taken', async () => (await deliver()).status === 200)
      expect(await rowOf(one.id)).toBeDefined()
    } finally {
      proxy.accept()
      await cut.close(1_000)
      await proxy.stop()
    }
  })
})

describe('callbacks out of order', () => {
  test('a failure after a success moves nothing back', async () => {
    const { filed, attemptId, payment } = await started()
    await payWith(office, attemptId, 'approve')
    await becomes(attemptId, 'succeeded')
    await toBank(office, `/admin/payments/${payment.id}/status`, { status: 'DECLINED' })
    const told = office.bank.callbacks().at(-1)
    await settles(told?.id ?? '', 'applied')
    expect(await attemptStatus(attemptId)).toBe('succeeded')
    expect(await countOf(filed, 'payment.failed')).toBe(0)
  })

  test('that name another amount after the bank’s own answer counted move nothing, and call a person', async () => {
    const { filed, attemptId } = await started()
    await payWith(office, attemptId, 'callback-lost')
    expect(await office.services.returnFromBank({ officeId: 'borovia', attemptId })).toMatchObject({
      answer: 'successful',
    })
    const { amountMinor } = filed.acknowledgement.order.total
    const other = { value: (amountMinor + 1n).toString(), currency: 'BGN' }
    const one = signed(wordsAbout(attemptId, { captured: other }))
    await post(one)
    await settles(one.id, 'applied')
    expect(await attemptStatus(attemptId)).toBe('succeeded')
    const alarm = await office.office.store.tasks.one({ causedBy: `payment:${attemptId}:succeeded:CAPTURED` })
    expect(alarm?.subject).toContain('amount-mismatch')
  })

  test('callback, query and return in a race confirm once', async () => {
    const { filed, attemptId } = await started()
    await payWith(office, attemptId, 'callback-lost')
    const back = () => office.services.returnFromBank({ officeId: 'borovia', attemptId })
    await Promise.all([
      ...Array.from({ length: 5 }, back),
      resend(attemptId, 3),
      ...Array.from({ length: 5 }, () => post(signed(wordsAbout(attemptId)))),
      back(),
    ])
    await until('paid', async () => (await countOf(filed, 'order.paid')) > 0)
    await until('all applied', async () => (await callbacks().count({ state: 'stored' })) === 0)
    expect(await countOf(filed, 'payment.confirmed')).toBe(1)
    expect(await countOf(filed, 'order.paid')).toBe(1)
  })
})

test('while the key is rotated both keys are taken, and afterwards the new one only', async () => {
  const next = { id: 'k2', value: 'the-next-callback-key-0123456789' }
  const secretsFile = join(dirname(office.env.DRIVER_SECRETS_FILE), 'rotating.json')
  const withKeys = async (keys: Record<string, unknown>) => {
    const api = { current: { id: 'a1', value: 'test-api-key-0123456789' } }
    const secrets = { 'card-gateway': { 'api-key': api, 'callback-key': keys } }
    await writeFile(secretsFile, JSON.stringify({ borovia: secrets, sahil: secrets }))
    return office.another({ DRIVER_SECRETS_FILE: secretsFile })
  }
  const statuses = async ({ services }: Awaited<ReturnType<typeof withKeys>>) =>
    Promise.all(
      [key, next].map(async (by) => {
        const { headers, body } = signed('{"merchant":"lodge-demo","events":[]}', { by })
        const answer = await services.receiveCallback({
          officeId: 'borovia',
          driverId: 'card-gateway',
          headers: new Headers(headers),
          rawBody: new TextEncoder().encode(body),
        })
        return answer.status
      }),
    )
  expect(await statuses(await withKeys({ current: next, previous: key }))).toEqual([200, 200])
  expect(await statuses(await withKeys({ current: next }))).toEqual([401, 200])
})
