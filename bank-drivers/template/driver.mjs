/** Driver of a small bank that does not exist: forms in place of JSON, a page for the payer, callbacks signed with HMAC-SHA512. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import {
  assertPayable,
  assertSameAmount,
  assertSameSubject,
  baseUrlSchema,
  contradiction,
  driverManifestSchema,
  outcomeOf,
  refundOutcomeOf,
  refusedLocally,
  sameLimits,
} from '@lodge/bank-drivers'
import { currencySchema, money } from '@lodge/shared-types'
import { z } from 'zod'

const configSchema = z.strictObject({
  baseUrl: baseUrlSchema,
  shop: z.string().regex(/^[a-z0-9-]{1,40}$/),
  /** Where the payer's page lives, besides the address of the interface. */
  pageOrigins: z.array(baseUrlSchema).default([]),
})

export const manifest = driverManifestSchema.parse({
  id: 'my-bank',
  version: '1.0.0',
  displayName: { en: 'My bank' },
  kind: 'redirect',
  capabilities: {
    query: true,
    cancel: false,
    refund: 'full',
    callbacks: true,
    settlementFormats: [],
    nativeIdempotency: true,
    findByReference: true,
  },
  currencies: sameLimits(['EUR', 'JPY', 'KWD'], { minMinor: 100n, maxMinor: 50_000_000n }),
  callbacks: {
    authentication: {
      scheme: 'hmac-sha512',
      secret: 'callback-key',
      headers: ['x-bank-time', 'x-bank-signature'],
    },
    acknowledgement: { status: 200, contentType: 'text/plain', body: 'OK' },
    contentTypes: ['application/x-www-form-urlencoded'],
    maxBytes: 16_000,
    freshnessMs: 5 * 60_000,
  },
  statuses: {
    open: 'action-required',
    paid: 'succeeded',
    refused: 'failed',
    left: 'cancelled',
    lapsed: 'expired',
    refunded: 'refunded',
  },
  refundStatuses: { done: 'succeeded' },
  expiryMs: 20 * 60_000,
  polling: { waitsMs: [10_000, 60_000, 300_000], giveUpAfterMs: 48 * 3_600_000 },
  configSchema,
  secrets: ['api-password', 'callback-key'],
})

/** What the bank's refusals mean: above all, whether it acted on the call. */
const refusals = {
  'wrong-password': { kind: 'auth', sent: 'no', message: 'The bank does not accept our credentials.' },
  'refused-by-bank': { kind: 'declined', sent: 'yes', message: 'The bank declined the payment.' },
  'key-used': { kind: 'invalid', sent: 'maybe', message: 'The bank knows this key with another content.' },
}

/** Returns a form's members, or undefined where the bytes are no form of this bank: each has the member `kind`. */
function formOf(bytes) {
  const members = Object.fromEntries(new URLSearchParams(Buffer.from(bytes).toString('utf8')))
  return members.kind === undefined ? undefined : members
}

const idSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
/** Whole minor units; only a row that names its currency can be read. */
const digits = z.string().regex(/^\d{1,15}$/)
const timeSchema = z
  .string()
  .regex(/^\d{13}$/)
  .transform((text) => new Date(Number(text)))

const paymentSchema = z
  .object({
    shop: z.string(),
    payment: idSchema,
    ours: z.string().min(1).max(64),
    state: z.string().min(1),
    currency: currencySchema,
    asked: digits,
    received: digits,
    returned: digits,
    changed: timeSchema,
  })
  .transform(({ asked, received, returned, currency, ...rest }) => ({
    ...rest,
    asked: money(BigInt(asked), currency),
    received: money(BigInt(received), currency),
    returned: money(BigInt(returned), currency),
  }))

const startedSchema = z.object({ page: z.url(), lapses: timeSchema })
const refundSchema = z
  .object({
    refund: idSchema,
    ours: z.string(),
    state: z.string(),
    currency: currencySchema,
    amount: digits,
    changed: timeSchema,
  })
  .transform(({ amount, currency, ...rest }) => ({ ...rest, amount: money(BigInt(amount), currency) }))
const nothingSchema = z.object({ kind: z.literal('nothing') })

/** Which of the bank's sums an outcome speaks of: what came, what went back, else what was asked. */
function amountOf({ state, asked, received, returned }) {
  const outcome = outcomeOf(manifest, state)
  if (outcome === 'succeeded' || outcome === 'unknown') return received
  return outcome === 'refunded' ? returned : asked
}

const factsOf = (payment) => ({
  bankReference: payment.payment,
  outcome: outcomeOf(manifest, payment.state),
  amount: amountOf(payment),
  bankAt: payment.changed,
  bankStatus: payment.state,
})

const refundOf = ({ refund, state, amount, changed }) => ({
  outcome: refundOutcomeOf(manifest, state),
  bankRefundReference: refund,
  bankStatus: state,
  amount,
  bankAt: changed,
})

/** Undefined tells that it is not the bank that speaks; then nothing is concluded from the refusal. */
function refusalOf(_status, members) {
  const code = members?.kind === 'refusal' ? members.code : undefined
  if (code === undefined) return undefined
  const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined
  return {
    code,
    ...(known ?? { kind: 'invalid', sent: 'yes', message: `The bank refused the call (${code}).` }),
  }
}

function reference(text) {
  if (idSchema.safeParse(text).success) return text
  throw refusedLocally('malformed-reference', 'This is not a reference of the bank.')
}

export function create(config, { http, secret }) {
  const { baseUrl, shop, pageOrigins } = configSchema.parse(config)
  const pages = new Set([baseUrl, ...pageOrigins].map((url) => new URL(url).origin))

  const call = (method, path, reply, members, key) =>
    http.call({
      method,
      path,
      headers: {
        authorization: `Basic ${Buffer.from(`${shop}:${secret('api-password').current.value}`).toString('base64')}`,
        ...(key === undefined ? {} : { 'x-once': key }),
      },
      ...(method === 'GET'
        ? { query: members }
        : {
            body: {
              contentType: 'application/x-www-form-urlencoded',
              text: new URLSearchParams(members).toString(),
            },
          }),
      read: formOf,
      reply,
      refusal: refusalOf,
    })

  function checked(attemptId, payment) {
    assertSameSubject([attemptId, payment.ours], [shop, payment.shop])
    return payment
  }

  return Object.freeze({
    manifest,

    async initiate(request) {
      assertPayable(manifest.currencies, request)
      const { attemptId, amount, idempotencyKey } = request
      const reply = await call(
        'POST',
        '/pay/start',
        paymentSchema.and(startedSchema),
        {
          ours: attemptId,
          currency: amount.currency,
          amount: amount.amountMinor.toString(),
          text: request.description,
          back: request.returnUrl,
          tell: request.callbackUrl,
        },
        idempotencyKey,
      )
      const payment = checked(attemptId, reply)
      assertSameAmount(amount, payment.asked)
      if (!pages.has(new URL(payment.page).origin))
        throw contradiction('foreign-page', 'The bank sends the payer to an address that is not its own.')
      const { outcome, bankReference, bankStatus } = factsOf(payment)
      return {
        outcome,
        bankReference,
        bankStatus,
        ...(outcome === 'action-required' ? { nextAction: { kind: 'redirect', url: payment.page } } : {}),
        expiresAt: payment.lapses,
      }
    },

    /** The signature is over `time "." body`, by one fixed algorithm; which key it was is found by trying both. */
    verifyCallback({ body, headers }) {
      const [time, signature] = [headers.get('x-bank-time'), headers.get('x-bank-signature')]
      if (!signature) return { verified: false, reason: 'missing-signature' }
      if (!/^[0-9a-f]{128}$/.test(signature)) return { verified: false, reason: 'malformed-signature' }
      if (!/^\d{13}$/.test(time ?? '')) return { verified: false, reason: 'malformed-timestamp' }
      const { current, previous } = secret('callback-key')
      const key = [current, ...(previous ? [previous] : [])].find(({ value }) =>
        timingSafeEqual(
          createHmac('sha512', value).update(`${time}.`).update(body).digest(),
          Buffer.from(signature, 'hex'),
        ),
      )
      // The signature itself names a callback that has no id: repeated, it is the same.
      return key
        ? { verified: true, eventId: signature.slice(0, 32), at: new Date(Number(time)), keyId: key.id }
        : { verified: false, reason: 'signature-mismatch' }
    },

    translateCallback(body) {
      const rejected = (reason) => ({ events: [], rejected: [{ index: 0, reason }] })
      const members = formOf(body)
      const payment = paymentSchema.safeParse(members)
      if (!payment.success) return rejected('The callback is not readable.')
      if (payment.data.shop !== shop) return rejected('The callback is for another shop.')
      const { ours, payment: id, state, changed } = payment.data
      return {
        events: [
          { eventId: `${id}-${state}-${changed.getTime()}`, attemptId: ours, ...factsOf(payment.data) },
        ],
        rejected: [],
      }
    },

    async query({ attemptId, bankReference }) {
      const by = bankReference === undefined ? { ours: attemptId } : { payment: reference(bankReference) }
      const reply = await call('GET', '/pay/look', paymentSchema.or(nothingSchema), by)
      return 'payment' in reply ? { found: true, ...factsOf(checked(attemptId, reply)) } : { found: false }
    },

    async refund({ refundId, idempotencyKey, bankReference, amount }) {
      if (amount.amountMinor <= 0n)
        throw refusedLocally('amount-out-of-range', 'A refund is of at least one minor unit.')
      const members = {
        payment: reference(bankReference),
        ours: refundId,
        amount: amount.amountMinor.toString(),
      }
      const refund = await call('POST', '/refund/start', refundSchema, members, idempotencyKey)
      assertSameSubject([refundId, refund.ours])
      assertSameAmount(amount, refund.amount)
      return refundOf(refund)
    },

    async queryRefund({ refundId }) {
      const reply = await call('GET', '/refund/look', refundSchema.or(nothingSchema), { ours: refundId })
      if (!('refund' in reply)) return { found: false }
      assertSameSubject([refundId, reply.ours])
      return { found: true, ...refundOf(reply) }
    },
  })
}

export default { manifest, create }
