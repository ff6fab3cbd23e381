/** Driver of the billing gateway: a bill that the payer pays anywhere by its number, signed notices, daily payouts less fees. */
import { createHash } from 'node:crypto'
import { formatAmount } from '@lodge/shared-types'
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
import { billingGatewayConfigSchema, billingGatewayManifest, hourMs } from './billing-gateway-manifest.ts'
import * as wire from './billing-gateway-wire.ts'
import type { Bill, BillCore } from './billing-gateway-wire.ts'
import type {
  Driver,
  DriverContext,
  DriverEvent,
  PaymentLine,
  SettlementFile,
  Translation,
} from './contract.ts'
import { refusedLocally } from './driver-error.ts'
import type { DriverFactory } from './drivers.ts'
import type { Refusal } from './http.ts'
import { verifyJwsCallback } from './jws-callback.ts'
import { outcomeOf } from './manifest.ts'
import { assertPayable } from './payable.ts'
import { readStatements } from './statements/read-statements.ts'

const mostItems = 200
const mostFileBytes = 50_000_000

const credentials = {
  kind: 'auth',
  sent: 'no',
  message: 'The service does not accept our credentials.',
} as const
const tooLate = {
  kind: 'invalid',
  sent: 'yes',
  message: 'The bill can no longer be cancelled; query it to learn why.',
} as const
const alreadyThere = {
  kind: 'invalid',
  sent: 'maybe',
  message: 'The service knows this payment with another content; query what it holds.',
} as const

/** The service's refusals that need more than their HTTP status to be understood. */
const refusals: Readonly<Record<string, Omit<Refusal, 'code'>>> = {
  'bad-signature': credentials,
  'clock-skew': { ...credentials, message: 'The clock of the service, or of this machine, is wrong.' },
  'biller-suspended': {
    kind: 'declined',
    sent: 'yes',
    message: 'The service takes no bills of this office now.',
  },
  'in-progress': tooLate,
  'already-paid': tooLate,
  'already-expired': tooLate,
  'idempotency-key-reused': alreadyThere,
  'reference-used': alreadyThere,
}

/** What a status means when the code says no more: these tell that the service has not finished. */
const unfinished: ReadonlySet<number> = new Set([408, 409, 425])

/** @returns undefined when the reply does not speak the service's language, so that nothing is concluded from it. */
function refusalOf(status: number, body: unknown): Refusal | undefined {
  const parsed = wire.refusalSchema.safeParse(body)
  if (!parsed.success) return undefined
  const { code } = parsed.data
  const known = Object.hasOwn(refusals, code) ? refusals[code] : undefined
  if (known) return { code, ...known }
  return unfinished.has(status)
    ? {
        kind: 'unavailable',
        sent: 'maybe',
        code,
        message: `The service has not finished the call (${code}).`,
      }
    : { kind: 'invalid', sent: 'yes', code, message: `The service refused the call (${code}).` }
}

/** Which of the bill's sums an outcome speaks of; see `DriverEvent`. */
function amountOf(bill: BillCore): Money {
  const outcome = outcomeOf(billingGatewayManifest, bill.status)
  if (outcome === 'succeeded' || outcome === 'unknown') return bill.paid
  return outcome === 'charged-back' ? bill.reversed : bill.total
}

const factsOf = (bill: BillCore, bankAt: Date) => ({
  bankReference: bill.bill_number,
  outcome: outcomeOf(billingGatewayManifest, bill.status),
  amount: amountOf(bill),
  bankAt,
  bankStatus: bill.status,
})

/** Returns words as the service takes them: one line of at most 140 characters. */
const lineOf = (words: string): string =>
  Array.from(words.replaceAll(/\p{Cc}+/gu, ' '))
    .slice(0, 140)
    .join('')

/** Returns the bill's items: the lines, or their sum where there are more than a bill can hold. */
const itemsOf = (lines: readonly PaymentLine[], whole: PaymentLine) =>
  (lines.length > mostItems ? [whole] : lines).map(({ label, amount }) => ({
    label: lineOf(label),
    amount: formatAmount(amount),
  }))

/** Returns the bill's number as part of a path. @throws DriverError (`sent: no`) when it cannot be one. */
function billNumber(reference: string): string {
  const parsed = wire.billNumberSchema.safeParse(reference)
  if (parsed.success) return parsed.data
  throw refusedLocally('malformed-reference', 'This is not the number of a bill.')
}

/**
 * Returns the driver for one office's agreement with the service. `config` is parsed by `billingGatewayConfigSchema`.
 * @throws ZodError when the configuration is wrong; the driver's functions reject with DriverError.
 */
export function createBillingGateway(config: unknown, { http, secret, clock }: DriverContext): Driver {
  const { baseUrl, biller, noticeKeys, validHours, limits, pageOrigins } =
    billingGatewayConfigSchema.parse(config)
  const manifest = {
    ...billingGatewayManifest,
    currencies: limits ?? billingGatewayManifest.currencies,
    expiryMs: validHours * hourMs,
  }
  const servicePages = new Set([baseUrl, ...pageOrigins].map((url) => new URL(url).origin))

  const signed = (call: wire.SignedCall) =>
    wire.authorizationOf(call, biller, secret('client-key').current, clock.now())

  /** What http.ts sends and this side signs are made in the same way from the same parts. */
  const asked = (path: string, query: Readonly<Record<string, string>> = {}) => {
    const search = new URLSearchParams(query).toString()
    const target = search === '' ? path : `${path}?${search}`
    const authorization = signed({ method: 'GET', target, idempotencyKey: '', body: '' })
    return { path, query, headers: { authorization }, refusal: refusalOf }
  }
  const get = <S extends z.ZodType>(path: string, reply: S, query?: Readonly<Record<string, string>>) =>
    http.call({ method: 'GET', ...asked(path, query), reply })
  const post = <S extends z.ZodType>(path: string, reply: S, key: string, json: Record<string, unknown>) => {
    const call = { method: 'POST', target: path, idempotencyKey: key, body: JSON.stringify(json) } as const
    const headers = { authorization: signed(call), 'idempotency-key': key }
    return http.call({ method: 'POST', path, headers, json, reply, refusal: refusalOf })
  }

  const found = (attemptId: string, bill: Bill) => {
    assertSameSubject([attemptId, bill.reference], [biller, bill.biller])
    return { found: true as const, ...factsOf(bill, bill.updated_at) }
  }

  async function fetchFile(one: z.infer<typeof wire.settlementsSchema>['settlements'][number]) {
    const bytes = await http.download({
      ...asked(`/v1/settlements/${one.id}`),
      contentTypes: ['application/xml'],
      maxBytes: mostFileBytes,
    })
    if (createHash('sha256').update(bytes).digest('hex') !== one.sha256)
      throw contradiction('other-file', 'The settlement file is not the one that the service announced.')
    return { name: one.name, format: 'camt.054', bytes }
  }

  return Object.freeze<Driver>({
    manifest,

    async initiate(request) {
      assertPayable(manifest.currencies, request)
      const { attemptId, amount } = request
      const description = lineOf(request.description)
      const bill = await post('/v1/bills', wire.billSchema, request.idempotencyKey, {
        reference: attemptId,
        invoice: request.orderNumber,
        creditor_reference: request.creditorReference,
        currency: amount.currency,
        total: formatAmount(amount),
        items: itemsOf(request.lines, { label: description, amount }),
        description,
        valid_hours: validHours,
        language: request.language,
        return_url: request.returnUrl,
        notice_url: request.callbackUrl,
      })
      const { outcome, bankReference, bankStatus } = found(attemptId, bill)
      assertSameAmount(amount, bill.total)
      const { pay_url: payUrl, expires_at: expiresAt } = bill
      if (!servicePages.has(new URL(payUrl).origin))
        throw contradiction('foreign-page', 'The service sends the payer to an address that is not its own.')
      const nextAction = { kind: 'bill', billNumber: bankReference, payUrl, payBy: expiresAt } as const
      return {
        outcome,
        bankReference,
        bankStatus,
        ...(outcome === 'awaiting-funds' ? { nextAction } : {}),
        expiresAt,
      }
    },

    verifyCallback: (callback) => verifyJwsCallback(callback, noticeKeys, biller),

    translateCallback: (body) => translate(body, biller),

    async query({ attemptId, bankReference }) {
      const bill =
        bankReference === undefined
          ? theOnly((await get('/v1/bills', wire.billListSchema, { reference: attemptId })).bills)
          : await unlessNotFound(
              get(`/v1/bills/${billNumber(bankReference)}`, wire.billSchema),
              wire.notFoundCode,
            )
      return bill ? found(attemptId, bill) : { found: false }
    },

    async cancel({ attemptId, bankReference, idempotencyKey }) {
      const path = `/v1/bills/${billNumber(bankReference)}/cancel`
      return found(attemptId, await post(path, wire.billSchema, idempotencyKey, {}))
    },

    async fetchSettlements(cursor) {
      const after = cursor === undefined ? {} : { after: cursor }
      const page = await get('/v1/settlements', wire.settlementsSchema, after)
      const files: SettlementFile[] = []
      for (const one of page.settlements) files.push(await fetchFile(one))
      return { files, nextCursor: page.next }
    },

    parseSettlement: (bytes) => readStatements(bytes),
  })
}

/** Reads each item by itself: good ones become events, other types are none of ours, unreadable ones are named. */
function translate(body: Uint8Array, biller: string): Translation {
  const whole = (reason: string): Translation => ({ events: [], rejected: [{ index: 0, reason }] })
  const notice = wire.noticeSchema.safeParse(jsonOf(body))
  if (!notice.success) return whole('The notice is not readable.')
  if (notice.data.biller !== biller) return whole('The notice is for another biller.')

  const events: DriverEvent[] = []
  const rejected: { index: number; reason: string }[] = []
  notice.data.changes.forEach((item, index) => {
    const kind = wire.anyChangeSchema.safeParse(item)
    if (kind.success && kind.data.type !== 'bill.changed') return
    const change = wire.billChangeSchema.safeParse(item)
    if (!change.success) {
      const paths = change.error.issues.map((issue) => issue.path.join('.')).join(', ')
      rejected.push({ index, reason: `Not readable: ${paths || 'the item as a whole'}.` })
      return
    }
    const { id, at, bill } = change.data
    events.push({ eventId: id, attemptId: bill.reference, ...factsOf(bill, at) })
  })
  return { events, rejected }
}

export const billingGateway: DriverFactory = {
  manifest: billingGatewayManifest,
  create: createBillingGateway,
}
