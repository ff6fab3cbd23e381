/** The billing service's notices: which are authentic, what they say, and what is kept of those that say nonsense. */
import fs from 'node:fs'
import path from 'node:path'
import { money } from '@lodge/shared-types'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { publicNoticeKey, startBillingService } from '@lodge/mocks'
import type { BillingService } from '@lodge/mocks'
import { aPayment, billingTerms, noticeKey, openBillingGateway, openDoor, tellBank } from '../test-stand.ts'
import type { Door } from '../test-stand.ts'
import { isFresh } from './index.ts'
import type { Driver, RawCallback } from './index.ts'
import { jwsPublicKeysSchema } from './jws-callback.ts'

const acknowledgement = '{"status":"RECEIVED"}'
const fiveMinutesMs = 5 * 60_000

let service: BillingService
let door: Door
let driver: Driver
beforeEach(async () => {
  service = await startBillingService({ ...billingTerms, lateMs: 200 })
  door = await openDoor(acknowledgement)
  driver = openBillingGateway(service.url)
})
afterEach(async () => {
  await service.stop()
  await door.close()
})

const started = async () => {
  const request = aPayment(undefined, { callbackUrl: door.url })
  const { bankReference } = await driver.initiate(request)
  return { attemptId: request.attemptId, bankReference }
}

/** Returns the first notice about a bill that was paid by card. */
async function paid(notice = 'once') {
  const one = await started()
  await tellBank(service, `/admin/bills/${one.bankReference}/collect`, { channel: 'card', notice })
  return { ...one, callback: await door.callback() }
}

const signatureOf = ({ headers }: RawCallback): string => headers.get('jws-signature') ?? ''
const withSignature = (callback: RawCallback, signature: string): RawCallback => ({
  ...callback,
  headers: new Headers({ 'jws-signature': signature }),
})
/** Returns the notice with members of its protected header changed, and its signature left as it was. */
function withHeader(callback: RawCallback, change: Record<string, unknown>): RawCallback {
  const [head = '', , signature = ''] = signatureOf(callback).split('.')
  const header = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(Buffer.from(head, 'base64url').toString()))
  const changed = Buffer.from(JSON.stringify({ ...header, ...change })).toString('base64url')
  return withSignature(callback, `${changed}..${signature}`)
}

describe('an authentic notice', () => {
  test('is verified with its id, its time and its key', async () => {
    const { callback } = await paid()
    const verified = await driver.verifyCallback(callback)
    expect(verified).toMatchObject({ verified: true, eventId: service.notices()[0]?.id, keyId: 'nbs-1' })
    if (verified.verified) expect(isFresh(verified.at, new Date(), fiveMinutesMs)).toBe(true)
  })

  test('tells which attempt, how it went, how much and when by the clock of the service', async () => {
    const { callback, attemptId, bankReference } = await paid()
    const { events, rejected } = driver.translateCallback(callback.body)
    expect(rejected).toEqual([])
    expect(events).toMatchObject([
      {
        attemptId,
        bankReference,
        outcome: 'succeeded',
        amount: money(52_000n, 'BGN'),
        bankAt: new Date(service.bills()[0]?.updatedAt ?? ''),
        bankStatus: 'PAID',
      },
    ])
    expect(driver.translateCallback(callback.body)).toEqual({ events, rejected })
  })

  test('arrives byte for byte as it was signed, and is acknowledged in the words of the manifest', async () => {
    const { callback } = await paid()
    expect(Buffer.from(callback.body).toString()).toBe(service.notices()[0]?.body)
    expect(driver.manifest.callbacks?.acknowledgement.body).toBe(acknowledgement)
    await expect.poll(() => service.notices()[0]?.state).toBe('delivered')
  })

  test('is repeated, under the same id, until somebody acknowledges it', async () => {
    await door.close()
    door = await openDoor('{"received":true}')
    await paid()
    const third = await door.callback(3)
    const ids = await Promise.all(door.received.slice(0, 3).map(async (one) => driver.verifyCallback(one)))
    expect(new Set(ids.map((one) => (one.verified ? one.eventId : one.reason))).size).toBe(1)
    expect(await driver.verifyCallback(third)).toMatchObject({ verified: true })
    await expect.poll(() => service.notices()[0]?.state).toBe('given-up')
  })

  test('that comes twice, late, or after it was lost is authentic all the same', async () => {
    await paid('twice')
    expect(await driver.verifyCallback(await door.callback(2))).toMatchObject({ verified: true })
    const late = await started()
    await tellBank(service, `/admin/bills/${late.bankReference}/collect`, { notice: 'late' })
    expect(driver.translateCallback((await door.callback(3)).body).events[0]?.attemptId).toBe(late.attemptId)
    const lost = await started()
    await tellBank(service, `/admin/bills/${lost.bankReference}/collect`, { notice: 'lost' })
    const held = service.notices().find(({ state }) => state === 'held')
    await tellBank(service, `/admin/resend/${held?.id ?? ''}`, { times: 100 })
    const verdicts = await Promise.all(door.received.slice(3).map(async (one) => driver.verifyCallback(one)))
    expect(verdicts.map((one) => one.verified && one.eventId)).toEqual(verdicts.map(() => held?.id))
    expect(verdicts).toHaveLength(100)
  })
})

describe('a notice that is not from the service, or not for this office', () => {
  test.each([
    ['bad-signature', 'signature-mismatch'],
    ['tampered-body', 'signature-mismatch'],
    ['attacker-key', 'signature-mismatch'],
    ['missing-signature', 'missing-signature'],
    ['algorithm-none', 'algorithm-not-allowed'],
    ['key-confusion', 'algorithm-not-allowed'],
    ['wrong-algorithm', 'algorithm-not-allowed'],
    ['embedded-key', 'malformed-signature'],
    ['unknown-extension', 'malformed-signature'],
    ['unknown-key', 'unknown-key'],
    ['other-biller', 'other-recipient'],
  ])('(%s) is rejected: %s', async (kind, reason) => {
    await tellBank(service, '/admin/notice-faults', { kind })
    const { callback } = await paid()
    expect(await driver.verifyCallback(callback)).toEqual({ verified: false, reason })
  })

  test('is rejected whichever bit of the body is flipped', async () => {
    const { callback } = await paid()
    for (let index = 0; index < callback.body.length; index += 7) {
      const body = Buffer.from(callback.body)
      body.writeUInt8(body.readUInt8(index) ^ (1 << (index % 8)), index)
      expect(await driver.verifyCallback({ ...callback, body })).toMatchObject({ verified: false })
    }
  })

  test.each([
    ['another id', { jti: 'ntc_another' }, 'signature-mismatch'],
    ['an id with a dot', { jti: 'ntc.1' }, 'malformed-id'],
    ['no id', { jti: null }, 'malformed-id'],
    ['another time', { iat: 1_767_225_600 }, 'signature-mismatch'],
    ['a time in milliseconds', { iat: 1_767_225_600_000 }, 'malformed-timestamp'],
    ['a time as text', { iat: '1767225600' }, 'malformed-timestamp'],
    ['an encoded payload', { b64: true }, 'malformed-signature'],
    ['no critical extension', { crit: [] }, 'malformed-signature'],
    ['another algorithm by case', { alg: 'eddsa' }, 'algorithm-not-allowed'],
    ['another recipient', { aud: 'another-office' }, 'signature-mismatch'],
    ['several recipients', { aud: ['lodge-demo', 'another-office'] }, 'malformed-signature'],
  ])('is rejected with %s in its header', async (_what, change, reason) => {
    const { callback } = await paid()
    expect(await driver.verifyCallback(withHeader(callback, change))).toEqual({ verified: false, reason })
  })

  test('is rejected where its signature is cut short, carries the body, or is no JWS at all', async () => {
    const { callback } = await paid()
    const [head = '', , signature = ''] = signatureOf(callback).split('.')
    const body = Buffer.from(callback.body).toString('base64url')
    for (const one of [
      `${head}..`,
      `${head}.${body}.${signature}`,
      'e30..AAAA',
      'nonsense',
      `${head}..${signature}=`,
    ])
      expect(await driver.verifyCallback(withSignature(callback, one))).toEqual({
        verified: false,
        reason: 'malformed-signature',
      })
  })

  test('is rejected at the door of another office, which has the same public keys', async () => {
    const other = openBillingGateway(service.url, { config: { biller: 'another-office' } })
    const { callback } = await paid()
    expect(await other.verifyCallback(callback)).toEqual({ verified: false, reason: 'other-recipient' })
    expect(other.translateCallback(callback.body)).toEqual({
      events: [],
      rejected: [{ index: 0, reason: 'The notice is for another biller.' }],
    })
  })

  test.each([
    ['stale', -1],
    ['future', 1],
  ])('(%s) is authentic, but out of the window', async (kind, sign) => {
    await tellBank(service, '/admin/notice-faults', { kind })
    const verified = await driver.verifyCallback((await paid()).callback)
    if (!verified.verified) throw new Error('It should be authentic.')
    expect(Math.sign(verified.at.getTime() - Date.now())).toBe(sign)
    expect(isFresh(verified.at, new Date(), fiveMinutesMs)).toBe(false)
  })
})

describe('the keys of the service', () => {
  const next = { id: 'nbs-2', seed: 'canary-notice-seed-next' }
  const keys = [noticeKey, next].map(publicNoticeKey)

  test('while they change, notices by either are authentic; afterwards only those by the new one', async () => {
    const changing = openBillingGateway(service.url, { config: { noticeKeys: keys } })
    const changed = openBillingGateway(service.url, { config: { noticeKeys: keys.slice(1) } })
    const old = (await paid()).callback
    await tellBank(service, '/admin/keys', next)
    const second = await started()
    await tellBank(service, `/admin/bills/${second.bankReference}/collect`)
    const fresh = await door.callback(2)
    expect(await changing.verifyCallback(old)).toMatchObject({ verified: true, keyId: 'nbs-1' })
    expect(await changing.verifyCallback(fresh)).toMatchObject({ verified: true, keyId: 'nbs-2' })
    expect(await changed.verifyCallback(old)).toEqual({ verified: false, reason: 'unknown-key' })
    expect(await changed.verifyCallback(fresh)).toMatchObject({ verified: true })
    expect(await driver.verifyCallback(fresh)).toEqual({ verified: false, reason: 'unknown-key' })
  })

  test('are those that the service publishes', async () => {
    expect(await (await fetch(`${service.url}/.well-known/jwks.json`)).json()).toEqual({
      keys: [publicNoticeKey(noticeKey)],
    })
  })

  test.each([
    ['none', []],
    ['three', [...keys, publicNoticeKey({ id: 'nbs-3', seed: 'another-seed' })]],
    ['two under one name', [keys[0], { ...keys[1], kid: 'nbs-1' }]],
    ['a private key', [{ ...keys[0], d: 'A'.repeat(43) }]],
    ['a shared key', [{ kty: 'oct', kid: 'nbs-1', k: 'A'.repeat(43) }]],
    ['a key for another algorithm', [{ ...keys[0], alg: 'HS256' }]],
    ['a key that is too short', [{ ...keys[0], x: 'AAAA' }]],
  ])('are refused in a configuration with %s', (_what, wrong) => {
    expect(jwsPublicKeysSchema.safeParse(wrong).success).toBe(false)
  })
})

describe('what a notice says', () => {
  test('a status that no document names is unknown, neither waiting nor failed', async () => {
    const { bankReference } = await started()
    await tellBank(service, `/admin/bills/${bankReference}/status`, { status: 'HELD_BY_AUDIT' })
    const { events } = driver.translateCallback((await door.callback()).body)
    expect(events).toMatchObject([{ outcome: 'unknown', bankStatus: 'HELD_BY_AUDIT' }])
  })

  test('the amount that it names is handed on as it is, for the service to compare', async () => {
    const { callback } = await paid('wrong-amount')
    expect(driver.translateCallback(callback.body).events[0]?.amount).toEqual(money(52_001n, 'BGN'))
  })

  test('one bad item among good ones is named and takes none of them with it', async () => {
    const [one, two] = [await started(), await started()]
    const extraItems = [
      { id: 'bad', type: 'bill.changed', bill: { bill_number: 7 } },
      'nonsense',
      { type: 'fee.changed' },
    ]
    await tellBank(service, '/admin/notices', { bills: [one.bankReference, two.bankReference], extraItems })
    const callback = await door.callback()
    expect(await driver.verifyCallback(callback)).toMatchObject({ verified: true })
    const { events, rejected } = driver.translateCallback(callback.body)
    expect(events.map(({ attemptId }) => attemptId)).toEqual([one.attemptId, two.attemptId])
    expect(rejected.map(({ index }) => index)).toEqual([1, 2])
  })

  test.each([
    ['a fraction of a minor unit', 'paid', '1.005'],
    ['fewer decimals than the currency has', 'paid', '520'],
    ['a negative amount', 'paid', '-1.00'],
    ['a number instead of text', 'paid', 520],
    ['digits of another script', 'paid', '٥٢٠.٠٠'],
    ['a currency that nobody has', 'currency', 'XXX'],
    ['a number of a bill with a wrong digit', 'bill_number', '990000000098'],
  ])('%s is an unreadable item', async (_what, member, wrong) => {
    const { callback } = await paid()
    const text = Buffer.from(callback.body).toString()
    const body = JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === member ? wrong : value))
    const { events, rejected } = driver.translateCallback(Buffer.from(body))
    expect(events).toEqual([])
    expect(rejected[0]?.reason).toContain(`bill.${member}`)
  })

  test.each(['', 'nonsense', '[]', '{"biller":"lodge-demo"}', '{"__proto__":{"biller":"lodge-demo"}}'])(
    'a body of %j gives no event and one reason',
    (text) => {
      const { events, rejected } = driver.translateCallback(Buffer.from(text))
      expect([events.length, rejected.length]).toEqual([0, 1])
    },
  )

  test('maps exactly the statuses that the wire document names', () => {
    const text = fs.readFileSync(path.join(import.meta.dirname, '../../docs/wire/billing-gateway.md'), 'utf8')
    const documented = text.split('\n').flatMap((line) => /^\| `([A-Z_]+)`/.exec(line)?.[1] ?? [])
    expect(documented.toSorted()).toEqual(Object.keys(driver.manifest.statuses).toSorted())
  })
})
