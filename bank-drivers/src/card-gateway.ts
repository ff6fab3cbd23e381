/** Driver of the card gateway: a redirect to the bank's page, HMAC-signed callbacks, full and partial refunds. */
import type { Money } from '@lodge/shared-types'
import type { z } from 'zod'
import {
  assertSameAmount,
  assertSameSubject,
  contradiction,
  jsonOf,
  theOnly,
  unlessNotFound,
} from './answer.ts'
import { cardGatewayConfigSchema, cardGatewayManifest } from './card-gateway-manifest.ts'
import * as wire from './card-gateway-wire.ts'
import type { BankPayment, BankPaymentCore, BankRefund } from './card-gateway-wire.ts'
import type { Driver, DriverContext, DriverEvent, RefundResult, Translation } from './contract.ts'
import { refusedLocally } from './driver-error.ts'
import type { DriverFactory } from './drivers.ts'
import { verifyHmacCallback } from './hmac-callback.ts'
import type { Refusal } from './http.ts'
import { outcomeOf, refundOutcomeOf } from './manifest.ts'
import { assertPayable } from './payable.ts'

/** The bank's refusals that need more than their HTTP status to be understood. */
const refusals: Readonly<Record<string, Omit<Refusal, 'code'>>> = {
  declined: { kind: 'declined', sent: 'yes', message: 'The bank declined the payment.' },
  unauthorised: { kind: 'auth', sent: 'no', message: 'The bank does not accept our credentials.' },
  'not-cancellable': {
    kind: 'invalid',
    sent: 'yes',
    message: 'The payment can no longer be cancelled; query it to learn why.',
  },
  'not-refundable': { kind: 'invalid', sent: 'yes', message: 'The bank holds nothing to give back here.' },
  'idempotency-key-reused': {
    kind: 'invalid',
    sent: 'maybe',
    message: 'The bank knows this idempotency key with another content; query what it holds.',
  },
}

/** What a status means when the code says no more: these tell that the bank has not finished. */
const unfinished: ReadonlySet<number> = new Set([408, 409, 425])

/** @returns undefined when the reply does not speak the bank's language, so that nothing is concluded from it. */
function refusalOf(status: number, body: unknown): Refusal | undefined {
  const parsed = wire.refusalSchema.safeParse(body)
  if (!parsed.success) return undefined
  const { code } = parsed.data.error
  const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined
  if (known) return { code, ...known }
  return unfinished.has(status)
    ? { kind: 'unavailable', sent: 'maybe', code, message: `The bank has not finished the call (${code}).` }
    : { kind: 'invalid', sent: 'yes', code, message: `The bank refused the call (${code}).` }
}

/** Which of the bank's sums an outcome speaks of; see `DriverEvent`. */
function amountOf(payment: BankPaymentCore): Money {
  const outcome = outcomeOf(cardGatewayManifest, payment.status)
  if (outcome === 'succeeded' || outcome === 'unknown') return payment.captured
  if (outcome === 'refunded') return payment.refunded
  return outcome === 'charged-back' ? payment.charged_back : payment.amount
}

const factsOf = (payment: BankPaymentCore, bankAt: Date) => ({
  bankReference: payment.id,
  outcome: outcomeOf(cardGatewayManifest, payment.status),
  amount: amountOf(payment),
  bankAt,
  bankStatus: payment.status,
})

const refundResultOf = (refund: BankRefund): RefundResult => ({
  outcome: refundOutcomeOf(cardGatewayManifest, refund.status),
  bankRefundReference: refund.id,
  bankStatus: refund.status,
  amount: refund.amount,
  bankAt: refund.updated_at,
})

const wireAmount = (amount: Money) => ({ value: amount.amountMinor.toString(), currency: amount.currency })

/** Returns the bank's id as part of a path. @throws DriverError (`sent: no`) when it cannot be one. */
function bankId(reference: string): string {
  const parsed = wire.bankIdSchema.safeParse(reference)
  if (parsed.success) return parsed.data
  throw refusedLocally('malformed-reference', 'This is not a reference of the card gateway.')
}

/**
 * Returns the driver for one office's agreement with the bank. `config` is parsed by `cardGatewayConfigSchema`.
 * @throws ZodError when the configuration is wrong; the driver's functions reject with DriverError.
 */
export function createCardGateway(config: unknown, { http, secret }: DriverContext): Driver {
  const { baseUrl, merchantId, limits, pageOrigins } = cardGatewayConfigSchema.parse(config)
  const manifest = { ...cardGatewayManifest, currencies: limits ?? cardGatewayManifest.currencies }
  const bankPages = new Set([baseUrl, ...pageOrigins].map((url) => new URL(url).origin))

  const authorization = () => `Bearer ${secret('api-key').current.value}`
  const get = <S extends z.ZodType>(path: string, reply: S, query: Record<string, string> = {}) =>
    http.call({
      method: 'GET',
      path,
      query,
      headers: { authorization: authorization() },
      reply,
      refusal: refusalOf,
    })
  const post = <S extends z.ZodType>(path: string, reply: S, key: string, json: Record<string, unknown>) =>
    http.call({
      method: 'POST',
      path,
      headers: { authorization: authorization(), 'idempotency-key': key },
      json,
      reply,
      refusal: refusalOf,
    })

  const found = (attemptId: string, payment: BankPayment) => {
    assertSameSubject([attemptId, payment.reference], [merchantId, payment.merchant])
    return { found: true as const, ...factsOf(payment, payment.updated_at) }
  }

  return Object.freeze<Driver>({
    manifest,

    async initiate(request) {
      assertPayable(manifest.currencies, request)
      const payment = await post('/v1/payments', wire.paymentSchema, request.idempotencyKey, {
        merchant: merchantId,
        reference: request.attemptId,
        amount: wireAmount(request.amount),
        description: request.description,
        return_url: request.returnUrl,
        callback_url: request.callbackUrl,
        locale: request.language,
      })
      const { outcome, bankReference, bankStatus } = found(request.attemptId, payment)
      assertSameAmount(request.amount, payment.amount)
      if (!bankPages.has(new URL(payment.page_url).origin))
        throw contradiction('foreign-page', 'The bank sends the payer to an address that is not its own.')
      return {
        outcome,
        bankReference,
        bankStatus,
        ...(outcome === 'action-required' ? { nextAction: { kind: 'redirect', url: payment.page_url } } : {}),
        expiresAt: payment.expires_at,
      }
    },

    verifyCallback: (callback) => verifyHmacCallback(callback, secret('callback-key')),

    translateCallback: (body) => translate(body, merchantId),

    async query({ attemptId, bankReference }) {
      const payment =
        bankReference === undefined
          ? theOnly((await get('/v1/payments', wire.paymentListSchema, { reference: attemptId })).payments)
          : await unlessNotFound(
              get(`/v1/payments/${bankId(bankReference)}`, wire.paymentSchema),
              wire.notFoundCode,
            )
      return payment ? found(attemptId, payment) : { found: false }
    },

    async cancel({ attemptId, bankReference, idempotencyKey }) {
      const path = `/v1/payments/${bankId(bankReference)}/cancel`
      return found(attemptId, await post(path, wire.paymentSchema, idempotencyKey, {}))
    },

    async refund({ refundId, idempotencyKey, bankReference, amount }) {
      if (amount.amountMinor <= 0n)
        throw refusedLocally('amount-out-of-range', 'A refund is of at least one minor unit.')
      const refund = await post(
        `/v1/payments/${bankId(bankReference)}/refunds`,
        wire.refundSchema,
        idempotencyKey,
        { reference: refundId, amount: wireAmount(amount) },
      )
      assertSameSubject([refundId, refund.reference], [bankReference, refund.payment])
      assertSameAmount(amount, refund.amount)
      return refundResultOf(refund)
    },

    async queryRefund({ refundId, bankRefundReference }) {
      const refund =
        bankRefundReference === undefined
          ? theOnly((await get('/v1/refunds', wire.refundListSchema, { reference: refundId })).refunds)
          : await unlessNotFound(
              get(`/v1/refunds/${bankId(bankRefundReference)}`, wire.refundSchema),
              wire.notFoundCode,
            )
      if (!refund) return { found: false }
      assertSameSubject([refundId, refund.reference])
      return { found: true, ...refundResultOf(refund) }
    },
  })
}

export const cardGateway: DriverFactory = { manifest: cardGatewayManifest, create: createCardGateway }

/** Reads each item by itself: good ones become events, other types are none of ours, unreadable ones are named. */
function translate(body: Uint8Array, merchantId: string): Translation {
  const whole = (reason: string): Translation => ({ events: [], rejected: [{ index: 0, reason }] })
  const envelope = wire.callbackSchema.safeParse(jsonOf(body))
  if (!envelope.success) return whole('The callback is not readable.')
  if (envelope.data.merchant !== merchantId) return whole('The callback is for another merchant.')

  const events: DriverEvent[] = []
  const rejected: { index: number; reason: string }[] = []
  envelope.data.events.forEach((item, index) => {
    const kind = wire.anyEventSchema.safeParse(item)
    if (kind.success && kind.data.type !== 'payment.updated') return
    const event = wire.paymentEventSchema.safeParse(item)
    if (!event.success) {
      const paths = event.error.issues.map((issue) => issue.path.join('.')).join(', ')
      rejected.push({ index, reason: `Not readable: ${paths || 'the item as a whole'}.` })
      return
    }
    const { id, occurred_at, payment } = event.data
    events.push({ eventId: id, attemptId: payment.reference, ...factsOf(payment, occurred_at) })
  })
  return { events, rejected }
}
