/** The card bank's side of the wire for the driver kit: the fake bank, its payer's page and its levers. */
import type { Money } from '@lodge/shared-types'
import { toJson } from '../web-server.ts'
import type { PaymentRow } from '../fake-bank/books.ts'
import { signedCallback } from '../fake-bank/callbacks.ts'
import { startFakeBank } from '../fake-bank/fake-bank.ts'
import { eventOut } from '../fake-bank/wire.ts'

const apiKey = 'canary-api-key-of-the-kit-5b1e'
const previousKey = { id: 'k1', value: 'canary-callback-key-old-77aa' } as const
const currentKey = { id: 'k2', value: 'canary-callback-key-new-91cd' } as const
const merchant = 'lodge-demo'

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

const keys = {
  current: currentKey,
  previous: previousKey,
  attacker: { id: currentKey.id, value: 'a-key-that-the-attacker-made-up' },
  unknown: { id: 'k-unknown', value: currentKey.value },
} as const

/** Starts the bank; see `bank-side.ts` of the kit, whose shape it has. */
export async function startBankSide({ now }: { readonly now: () => Date }) {
  const bank = await startFakeBank({
    apiKey,
    callbackSecrets: [currentKey],
    now,
    retryWaitsMs: [],
    onFailure: () => undefined,
  })
  let serial = 0

  async function tell(path: string, body: unknown = {}): Promise<void> {
    const reply = await fetch(bank.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: toJson(body),
    })
    if (!reply.ok) throw new Error(`The bank answered ${reply.status} to ${path}: ${await reply.text()}`)
    await reply.arrayBuffer()
  }

  function rowOf({ attemptId }: Request): PaymentRow {
    const row = bank.payments().find(({ reference }) => reference === attemptId)
    if (!row) throw new Error(`The bank has no payment with our reference ${attemptId}.`)
    return row
  }

  /** The card that takes as much more or less than was asked. */
  function cardFor(row: PaymentRow, amount: Money): string {
    const off = amount.amountMinor - row.amount.amountMinor
    if (off === 0n) return 'approve'
    if (off === -1n || off === 1n) return off < 0n ? 'short' : 'over'
    throw new Error('This bank takes what was asked, or one minor unit more or less.')
  }

  function make({ about, at, key, algorithm, status, amount, office, spoilt }: CallbackWish) {
    serial += 1
    const events = about.map((request, index) => {
      const row = rowOf(request)
      const told = { ...row, ...(status ? { status } : {}), ...(amount ? { captured: amount } : {}) }
      return eventOut(told, `evt_${serial}_${index}`)
    })
    const [first] = events
    const bad = { id: 'evt_bad', type: 'payment.updated', payment: { id: first?.payment.id } }
    const items = about.length > 1 ? [first, bad, ...events.slice(1)] : [bad]
    const body = toJson({
      merchant: office === 'ours' ? merchant : 'another-office',
      events: spoilt ? items : events,
    })
    const seconds = Math.floor(at.getTime() / 1000)
    const callback = signedCallback(keys[key], `cb_${serial}`, seconds, body)
    const signature = callback.headers['webhook-signature'] ?? ''
    const claims = { agreed: signature, none: 'none,', other: signature.replace('v1,', 'v0,') } as const
    return Promise.resolve({
      body: callback.body,
      headers: new Headers({ ...callback.headers, 'webhook-signature': claims[algorithm] }),
    })
  }

  return {
    baseUrl: bank.url,
    agreement: ({
      baseUrl,
      keys: valid,
    }: {
      readonly baseUrl: string
      readonly keys: 'both' | 'current'
    }) => ({
      config: { baseUrl, merchantId: merchant, pageOrigins: [bank.url] },
      secrets: {
        'api-key': { current: { id: 'a1', value: apiKey } },
        'callback-key': { current: currentKey, ...(valid === 'both' ? { previous: previousKey } : {}) },
      },
    }),
    takesOtherSums: true,
    documentedStatuses: [
      ...['NEW', 'PROCESSING', 'CAPTURED', 'DECLINED', 'CANCELLED', 'EXPIRED'],
      ...['PARTLY_REFUNDED', 'REFUNDED', 'CHARGED_BACK'],
    ],
    undocumentedStatus: 'HELD_BY_SCHEME',
    async pay(request: Request, amount: Money) {
      const row = rowOf(request)
      if (row.status === 'NEW' && row.expiresAt > now().toISOString())
        await tell(`/pay/${row.id}`, { card: cardFor(row, amount) })
      // A payment that was decided meanwhile stays as it is; money that comes after all is captured late.
      if (rowOf(request).captured.amountMinor === 0n) await tell(`/admin/payments/${row.id}/capture`)
    },
    decline: (request: Request) => tell(`/pay/${rowOf(request).id}`, { card: 'decline' }),
    declineAtOnce: () => tell('/admin/faults', { kind: 'declined' }),
    abandon: (request: Request) => tell(`/pay/${rowOf(request).id}`, { card: 'cancel' }),
    takeBack: (request: Request) => tell(`/admin/payments/${rowOf(request).id}/charge-back`),
    say: (request: Request, status: string) =>
      tell(`/admin/payments/${rowOf(request).id}/status`, { status }),
    callbacks: {
      batches: true,
      make,
      isAcknowledged: ({ status, body }: { readonly status: number; readonly body: string }) =>
        status === 200 && body === '{"received":true}',
    },
    movements: () =>
      bank.ledger().map(({ payment, amount, memo }) => ({
        attemptId: bank.payments().find(({ id }) => id === payment)?.reference,
        amount: memo === 'capture' ? amount : { ...amount, amountMinor: -amount.amountMinor },
      })),
    stop: () => bank.stop(),
  }
}
