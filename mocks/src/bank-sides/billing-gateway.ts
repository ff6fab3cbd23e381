/** The billing service's side of the wire for the driver kit: the fake service, its payers and its notices made to order. */
import type { Money } from '@lodge/shared-types'
import { toJson } from '../web-server.ts'
import type { BillRow } from '../billing-gateway/books.ts'
import { startBillingService } from '../billing-gateway/billing-service.ts'
import { publicNoticeKey, signedNotice, spoiltNotice } from '../billing-gateway/notice-signature.ts'
import { changeOut } from '../billing-gateway/wire.ts'

const biller = 'office-of-the-kit'
const clientKey = { id: 'c1', value: 'canary-client-key-of-the-kit-8d2c' } as const
const previousKey = { id: 'nbs-1', seed: 'notice key 1' } as const
const currentKey = { id: 'nbs-2', seed: 'notice key 2' } as const

type Request = { readonly attemptId: string; readonly amount: Money }
type CallbackWish = {
  readonly about: readonly Request[]
  readonly at: Date
  readonly key: 'current' | 'previous' | 'attacker' | 'unknown'
  readonly algorithm: 'agreed' | 'none' | 'other'
  readonly status?: string
  readonly amount?: Money
  readonly office: 'ours' | 'another'
  readonly spoilt: boolean
}

/** Starts the service; see `bank-side.ts` of the kit, whose shape it has. */
export async function startBankSide({ now }: { readonly now: () => Date }) {
  const service = await startBillingService({
    billers: [{ code: biller, keys: [clientKey] }],
    noticeKeys: [currentKey],
    now,
    retryWaitsMs: [],
    onFailure: () => undefined,
  })
  const { billing } = service
  let serial = 0

  function billOf({ attemptId }: Request): BillRow {
    const [row] = billing.byReference(biller, attemptId)
    if (!row) throw new Error(`The service has no bill with our reference ${attemptId}.`)
    return row
  }

  function sign({ key, algorithm }: CallbackWish, notice: Parameters<typeof signedNotice>[1]) {
    if (algorithm === 'none') return spoiltNotice('algorithm-none', currentKey, notice)
    // A signature by the public key, which everybody has, as if it were a shared one.
    if (algorithm === 'other') return spoiltNotice('key-confusion', currentKey, notice)
    if (key === 'attacker') return spoiltNotice('attacker-key', currentKey, notice)
    if (key === 'unknown') return spoiltNotice('unknown-key', currentKey, notice)
    return signedNotice(key === 'previous' ? previousKey : currentKey, notice)
  }

  function make(wish: CallbackWish) {
    serial += 1
    const { about, at, status, amount, office, spoilt } = wish
    const changes = about.map((request, index) => {
      const row = { ...billOf(request), ...(status ? { status } : {}), ...(amount ? { paid: amount } : {}) }
      // A bill speaks one currency, that of its total.
      const total = amount ? { ...row.total, currency: amount.currency } : row.total
      const reversed = amount ? { ...row.reversed, currency: amount.currency } : row.reversed
      return changeOut({ ...row, total, reversed }, `chg_${serial}_${index}`)
    })
    const [first, ...rest] = changes
    const bad = { id: 'chg_bad', type: 'bill.changed', at: at.toISOString(), bill: { status: 'PAID' } }
    const to = office === 'ours' ? biller : 'another-biller'
    const items = about.length > 1 ? [first, bad, ...rest] : [bad]
    const { body, headers } = sign(wish, {
      id: `ntc_${serial}`,
      biller: to,
      at: Math.floor(at.getTime() / 1000),
      text: toJson({ biller: to, changes: spoilt ? items : changes }),
    })
    return Promise.resolve({ body, headers: new Headers(headers) })
  }

  return {
    baseUrl: service.url,
    agreement: ({ baseUrl, keys }: { readonly baseUrl: string; readonly keys: 'both' | 'current' }) => ({
      config: {
        baseUrl,
        biller,
        noticeKeys: [...(keys === 'both' ? [previousKey] : []), currentKey].map(publicNoticeKey),
        pageOrigins: [service.url],
      },
      secrets: { 'client-key': { current: clientKey } },
    }),
    documentedStatuses: ['ISSUED', 'IN_PROGRESS', 'PAID', 'CANCELLED', 'EXPIRED', 'REVERSED'],
    undocumentedStatus: 'HELD_BY_TREASURY',
    takesOtherSums: true,
    pay(request: Request, amount: Money) {
      billing.collect(billOf(request).number, 'mobile', { amount })
      return Promise.resolve()
    },
    takeBack(request: Request) {
      billing.reverse(billOf(request).number)
      return Promise.resolve()
    },
    say(request: Request, status: string) {
      billing.setStatus(billOf(request).number, status)
      return Promise.resolve()
    },
    callbacks: {
      batches: true,
      make,
      isAcknowledged: ({ status, body }: { readonly status: number; readonly body: string }) =>
        status === 200 && body === '{"status":"RECEIVED"}',
    },
    closeDay() {
      billing.closeDay()
      return Promise.resolve()
    },
    movements() {
      const bills = service.bills()
      return service.movements().map(({ bill, kind, amount }) => ({
        attemptId: bills.find(({ number }) => number === bill)?.reference,
        amount: kind === 'payment' ? amount : { ...amount, amountMinor: -amount.amountMinor },
      }))
    },
    stop: () => service.stop(),
  }
}
