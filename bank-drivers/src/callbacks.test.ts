/** The bank's callbacks: what is authentic, what they say, and what is kept of those that say nonsense. */
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { startFakeBank } from '@lodge/mocks'
import type { FakeBank } from '@lodge/mocks'
import {
  aPayment,
  callbackKey,
  bankTerms,
  openCardGateway,
  openDoor,
  paying,
  tellBank,
} from '../test-stand.ts'
import type { Door } from '../test-stand.ts'
import { isFresh } from './index.ts'
import type { Driver, RawCallback } from './index.ts'

const eventSchema = z.object({ events: z.array(z.object({ id: z.string().min(1) })) })
const fiveMinutesMs = 5 * 60_000

let bank: FakeBank
let door: Door
let driver: Driver
beforeEach(async () => {
  bank = await startFakeBank({ ...bankTerms, lateMs: 300 })
  door = await openDoor()
  driver = openCardGateway(bank.url)
})
afterEach(async () => {
  await bank.stop()
  await door.close()
})

const started = async () => {
  const request = aPayment(undefined, { callbackUrl: door.url })
  const { bankReference } = await driver.initiate(request)
  return { attemptId: request.attemptId, bankReference }
}

/** Returns the first callback about a payment that was paid by `card`. */
async function paidBy(
  card: string,
): Promise<{ callback: RawCallback; attemptId: string; bankReference: string }> {
  const payment = await started()
  await paying(bank, payment.bankReference, card)
  return { ...payment, callback: await door.callback() }
}

const changed = (callback: RawCallback, name: string, value: string): RawCallback => {
  const headers = new Headers(callback.headers)
  headers.set(name, value)
  return { ...callback, headers }
}

describe('an authentic callback', () => {
  test('is verified with its id, its time and its key', async () => {
    const { callback } = await paidBy('approve')
    const verified = await driver.verifyCallback(callback)
    expect(verified).toMatchObject({
      verified: true,
      eventId: bank.callbacks()[0]?.id,
      keyId: 'k1',
    })
    if (verified.verified) expect(isFresh(verified.at, new Date(), fiveMinutesMs)).toBe(true)
  })

  test('tells which attempt, how it went, how much and when by the clock of the bank', async () => {
    const { callback, attemptId, bankReference } = await paidBy('approve')
    const row = bank.payments()[0]
    expect(driver.translateCallback(callback.body)).toEqual({
      events: [
        {
          eventId: eventSchema.parse(JSON.parse(Buffer.from(callback.body).toString())).events[0]?.id,
          attemptId,
          bankReference,
          outcome: 'succeeded',
          amount: money(52_000n, 'BGN'),
          bankAt: new Date(row?.updatedAt ?? ''),
          bankStatus: 'CAPTURED',
        },
      ],
      rejected: [],
    })
  })

  test('arrives byte for byte as the bank signed it', async () => {
    const { callback } = await paidBy('approve')
    expect(Buffer.from(callback.body).toString('utf8')).toBe(bank.callbacks()[0]?.body)
  })

  test('is acknowledged in the words of the manifest, so that the bank is content', async () => {
    await paidBy('approve')
    await expect.poll(() => bank.callbacks()[0]?.state).toBe('delivered')
    expect(driver.manifest.callbacks?.acknowledgement.body).toBe('{"received":true}')
  })

  test('that comes twice has one id', async () => {
    await paidBy('callback-twice')
    const [first, second] = [await door.callback(1), await door.callback(2)]
    expect(first.headers.get('webhook-id')).toBe(second.headers.get('webhook-id'))
    expect(await driver.verifyCallback(second)).toMatchObject({ verified: true })
  })

  test('that comes late, or is lost and sent again, is authentic all the same', async () => {
    const late = await paidBy('callback-late')
    expect(await driver.verifyCallback(late.callback)).toMatchObject({ verified: true })
    const lost = await started()
    await paying(bank, lost.bankReference, 'callback-lost')
    const held = bank.callbacks().find(({ state }) => state === 'held')
    await tellBank(bank, `/admin/resend/${held?.id ?? ''}`)
    expect(driver.translateCallback((await door.callback(2)).body).events[0]?.attemptId).toBe(lost.attemptId)
  })

  test('is verified each of a hundred times that it is repeated', async () => {
    const { callback } = await paidBy('approve')
    await tellBank(bank, `/admin/resend/${callback.headers.get('webhook-id') ?? ''}`, { times: 100 })
    const verdicts = await Promise.all(door.received.map(async (one) => driver.verifyCallback(one)))
    expect(verdicts).toHaveLength(101)
    expect(new Set(verdicts.map((one) => (one.verified ? one.eventId : one.reason))).size).toBe(1)
  })
})

describe('a callback that is not from the bank', () => {
  test.each([
    ['whose signature has one bit flipped', 'bad-signature', 'signature-mismatch'],
    ['whose body was changed after it was signed', 'tampered-body', 'signature-mismatch'],
    ['without a signature', 'missing-signature', 'missing-signature'],
    ['that names no algorithm', 'algorithm-none', 'algorithm-not-allowed'],
    ['signed by another algorithm', 'wrong-algorithm', 'algorithm-not-allowed'],
    ["signed by an attacker's key under the right key id", 'attacker-key', 'signature-mismatch'],
    ['signed by a key that nobody knows', 'unknown-key', 'unknown-key'],
  ])('%s is rejected', async (_what, kind, reason) => {
    await tellBank(bank, '/admin/callback-faults', { kind })
    const { callback } = await paidBy('approve')
    expect(await driver.verifyCallback(callback)).toEqual({ verified: false, reason })
  })

  test('is rejected whichever bit of the body is flipped', async () => {
    const { callback } = await paidBy('approve')
    for (let index = 0; index < callback.body.length; index += 7) {
      const body = Buffer.from(callback.body)
      body.writeUInt8(body.readUInt8(index) ^ (1 << (index % 8)), index)
      expect(await driver.verifyCallback({ ...callback, body })).toMatchObject({ verified: false })
    }
  })

  test.each([
    ['id', 'webhook-id', 'cb_another', 'signature-mismatch'],
    ['id with a dot', 'webhook-id', 'cb.1', 'malformed-id'],
    ['timestamp', 'webhook-timestamp', '1767225600', 'signature-mismatch'],
    ['timestamp in milliseconds', 'webhook-timestamp', '1767225600000', 'malformed-timestamp'],
    ['timestamp with a sign', 'webhook-timestamp', '+767225600', 'malformed-timestamp'],
    ['signature cut short', 'webhook-signature', 'v1,AAAA', 'malformed-signature'],
    [
      'second signature',
      'webhook-signature',
      `v1,${'A'.repeat(43)}= v1,${'B'.repeat(43)}=`,
      'malformed-signature',
    ],
  ])('is rejected with another %s', async (_what, name, value, reason) => {
    const { callback } = await paidBy('approve')
    expect(await driver.verifyCallback(changed(callback, name, value))).toEqual({ verified: false, reason })
  })

  test('is rejected though it holds the key of another office', async () => {
    const other = openCardGateway(bank.url, {
      secrets: { 'callback-key': { current: { id: 'k1', value: 'the-key-of-another-office' } } },
    })
    const { callback } = await paidBy('approve')
    expect(await other.verifyCallback(callback)).toMatchObject({ verified: false })
  })

  test('is not read when it is for another merchant', async () => {
    const other = openCardGateway(bank.url, { config: { merchantId: 'another-office' } })
    const { callback } = await paidBy('approve')
    expect(other.translateCallback(callback.body)).toEqual({
      events: [],
      rejected: [{ index: 0, reason: 'The callback is for another merchant.' }],
    })
  })
})

describe('the age of a callback', () => {
  test.each([
    ['stale', -1],
    ['future', 1],
  ])('%s: authentic, but out of the window', async (kind, sign) => {
    await tellBank(bank, '/admin/callback-faults', { kind })
    const { callback } = await paidBy('approve')
    const verified = await driver.verifyCallback(callback)
    if (!verified.verified) throw new Error('It should be authentic.')
    expect(Math.sign(verified.at.getTime() - Date.now())).toBe(sign)
    expect(isFresh(verified.at, new Date(), fiveMinutesMs)).toBe(false)
  })

  test('is within the window up to and at its edges, either way', () => {
    const now = new Date('2026-03-01T10:00:00Z')
    const at = (offsetMs: number) => isFresh(new Date(now.getTime() + offsetMs), now, fiveMinutesMs)
    expect([at(-fiveMinutesMs), at(fiveMinutesMs)]).toEqual([true, true])
    expect([at(-fiveMinutesMs - 1), at(fiveMinutesMs + 1)]).toEqual([false, false])
    expect(isFresh(new Date(Number.NaN), now, fiveMinutesMs)).toBe(false)
  })
})

describe('while the key is rotated', () => {
  const next = { id: 'k2', value: 'canary-callback-key-next' }

  test('callbacks by either key are authentic; afterwards only those by the new one', async () => {
    const rotating = openCardGateway(bank.url, {
      secrets: { 'callback-key': { current: next, previous: callbackKey } },
    })
    const rotated = openCardGateway(bank.url, { secrets: { 'callback-key': { current: next } } })
    const old = (await paidBy('approve')).callback
    await tellBank(bank, '/admin/keys', next)
    const second = await started()
    await paying(bank, second.bankReference, 'approve')
    const fresh = await door.callback(2)

    expect(await rotating.verifyCallback(old)).toMatchObject({ verified: true, keyId: 'k1' })
    expect(await rotating.verifyCallback(fresh)).toMatchObject({ verified: true, keyId: 'k2' })
    expect(await rotated.verifyCallback(old)).toEqual({ verified: false, reason: 'unknown-key' })
    expect(await rotated.verifyCallback(fresh)).toMatchObject({ verified: true })
    expect(await driver.verifyCallback(fresh)).toEqual({ verified: false, reason: 'unknown-key' })
  })
})

describe('what a callback says', () => {
  test('a status that no document names is unknown, neither pending nor failed', async () => {
    const { bankReference } = await started()
    await tellBank(bank, `/admin/payments/${bankReference}/status`, { status: 'HELD_BY_SCHEME' })
    const { events } = driver.translateCallback((await door.callback()).body)
    expect(events).toMatchObject([{ outcome: 'unknown', bankStatus: 'HELD_BY_SCHEME' }])
  })

  test('the amount that it names is handed on as it is, for the service to compare', async () => {
    const { callback } = await paidBy('callback-wrong-amount')
    expect(driver.translateCallback(callback.body).events[0]?.amount).toEqual(money(52_001n, 'BGN'))
  })

  test('one bad item among good ones is named and takes none of them with it', async () => {
    const [one, two] = [await started(), await started()]
    const extraItems = [
      { id: 'evt_bad', type: 'payment.updated', payment: { id: 7 } },
      'nonsense',
      { type: 'merchant.notice' },
    ]
    await tellBank(bank, '/admin/callbacks', {
      paymentIds: [one.bankReference, two.bankReference],
      extraItems,
    })
    const callback = await door.callback()
    expect(await driver.verifyCallback(callback)).toMatchObject({ verified: true })
    const { events, rejected } = driver.translateCallback(callback.body)
    expect(events.map(({ attemptId }) => attemptId)).toEqual([one.attemptId, two.attemptId])
    expect(rejected.map(({ index }) => index)).toEqual([1, 2])
  })

  test.each([
    ['a fraction of a minor unit', { value: '1.5', currency: 'BGN' }],
    ['a negative amount', { value: '-1', currency: 'BGN' }],
    ['a number instead of text', { value: 100, currency: 'BGN' }],
    ['a currency that nobody has', { value: '100', currency: 'XXX' }],
  ])('%s is an unreadable item', async (_what, captured) => {
    const { callback } = await paidBy('approve')
    const body = JSON.stringify(
      JSON.parse(Buffer.from(callback.body).toString('utf8')),
      (key, value: unknown) => (key === 'captured' ? captured : value),
    )
    const { events, rejected } = driver.translateCallback(Buffer.from(body))
    expect(events).toEqual([])
    expect(rejected[0]?.reason).toMatch(/payment\.captured/)
  })

  test.each(['', 'nonsense', '[]', '{"merchant":"lodge-demo"}', '{"__proto__":{"merchant":"lodge-demo"}}'])(
    'a body of %j gives no event and one reason',
    (text) => {
      const { events, rejected } = driver.translateCallback(Buffer.from(text))
      expect([events.length, rejected.length]).toEqual([0, 1])
    },
  )

  test('is the same each time that it is read', async () => {
    const { callback } = await paidBy('approve')
    const before = Buffer.from(callback.body)
    expect(driver.translateCallback(callback.body)).toEqual(driver.translateCallback(callback.body))
    expect(Buffer.from(callback.body).equals(before)).toBe(true)
  })
})
