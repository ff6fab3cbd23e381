/** What the bank does with money: takes it, gives it back, and notes each step and its callback in one entry of the books. */
import { createHash, randomBytes } from 'node:crypto'
import { addMoney, compareMoney, money, subtractMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { toJson } from '../web-server.ts'
import type { CallbackRow } from '../deliveries.ts'
import type { Books, PaymentRow, Posting, RefundRow } from './books.ts'
import { cardOf } from './cards.ts'
import type { CardEffect } from './cards.ts'
import { eventOut, refusal } from './wire.ts'
import type { CreatePayment, CreateRefund } from './wire.ts'

const mostMinor = 10n ** 12n
const open = new Set(['NEW', 'PROCESSING'])

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`
const fingerprintOf = (request: unknown): string => createHash('sha256').update(toJson(request)).digest('hex')

export type Bank = ReturnType<typeof createBank>

/** Returns the bank over its books. `onCallback` hears of each callback once it is in the books. */
export function createBank(options: {
  readonly books: Books
  readonly now: () => Date
  readonly expiryMs: number
  readonly lateMs: number
  readonly onCallback: (id: string) => void
}) {
  const { books, now, expiryMs, lateMs, onCallback } = options

  function callbackOf(
    { callbackUrl, holdsCallbacks }: PaymentRow,
    body: unknown,
    mode: CardEffect['callback'],
  ): CallbackRow {
    return {
      id: newId('cb'),
      url: callbackUrl,
      body: toJson(body),
      state: mode === 'lost' || holdsCallbacks === true ? 'held' : 'waiting',
      dueAt: new Date(now().getTime() + (mode === 'late' ? lateMs : 0)).toISOString(),
      wanted: mode === 'twice' ? 2 : 1,
      deliveries: [],
    }
  }

  /** Writes a payment's next state, the money that moved and the callback about it, all or nothing. */
  function move(
    row: PaymentRow,
    change: Partial<PaymentRow>,
    more: {
      readonly posting?: Omit<Posting, 'at' | 'payment'>
      readonly refund?: RefundRow
      readonly mode?: CardEffect['callback']
    } = {},
  ): PaymentRow {
    const at = now().toISOString()
    const payment = { ...row, ...change, updatedAt: at }
    const told =
      more.mode === 'wrong-amount'
        ? { ...payment, captured: addMoney(payment.captured, money(1n, payment.amount.currency)) }
        : payment
    const body = { merchant: row.merchant, events: [eventOut(told, newId('evt'))] }
    const callback = callbackOf(row, body, more.mode ?? 'once')
    books.commit({
      payment,
      callback,
      ...(more.refund ? { refund: more.refund } : {}),
      ...(more.posting ? { posting: { ...more.posting, at, payment: row.id } } : {}),
    })
    onCallback(callback.id)
    return payment
  }

  /** @throws HttpRefusal 404. First does what time has brought: the payment's end, or the card scheme's answer. */
  function payment(id: string): PaymentRow {
    const row = books.payments.get(id)
    if (!row) throw refusal('not-found')
    const at = now().toISOString()
    if (row.status === 'NEW' && row.expiresAt <= at) return move(row, { status: 'EXPIRED' })
    const { status, settlesAt = 'never' } = row
    return status === 'PROCESSING' && settlesAt <= at ? capture(row, row.amount, row.card) : row
  }

  function capture(row: PaymentRow, taken: Money, card: string, mode?: CardEffect['callback']): PaymentRow {
    return move(
      row,
      { status: 'CAPTURED', captured: taken, card, settlesAt: undefined },
      {
        posting: {
          debit: `card:${card}`,
          credit: `merchant:${row.merchant}`,
          amount: taken,
          memo: 'capture',
        },
        ...(mode ? { mode } : {}),
      },
    )
  }

  return {
    payment,
    /** Does what is due, so that its callback goes out without anybody asking. */
    doWhatIsDue(): void {
      for (const id of books.payments.keys()) payment(id)
    },

    /** Returns the payment and whether the key was new. The same key does nothing twice. */
    create(request: CreatePayment, idempotencyKey: string): { row: PaymentRow; isNew: boolean } {
      const fingerprint = fingerprintOf(request)
      const known = books.paymentOfKey(request.merchant, idempotencyKey)
      if (known !== undefined) {
        const row = payment(known)
        if (row.fingerprint !== fingerprint) throw refusal('idempotency-key-reused')
        return { row, isNew: false }
      }
      const namesakes = books.paymentsOfReference(request.reference)
      if (namesakes.some((id) => payment(id).merchant === request.merchant)) throw refusal('reference-used')
      const { amount } = request
      if (amount.amountMinor < 1n || amount.amountMinor > mostMinor) throw refusal('amount-out-of-range')
      const none = money(0n, amount.currency)
      const at = now()
      const row: PaymentRow = {
        id: newId('pay'),
        merchant: request.merchant,
        reference: request.reference,
        status: 'NEW',
        amount,
        captured: none,
        refunded: none,
        chargedBack: none,
        description: request.description,
        returnUrl: request.return_url,
        callbackUrl: request.callback_url,
        idempotencyKey,
        fingerprint,
        card: '',
        createdAt: at.toISOString(),
        updatedAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + expiryMs).toISOString(),
        ...(request.locale === undefined ? {} : { locale: request.locale }),
      }
      books.commit({ payment: row })
      return { row, isNew: true }
    },

    byReference: (reference: string): PaymentRow[] => books.paymentsOfReference(reference).map(payment),

    /** The payer's act: a card by name or number, or `cancel`. A payment that is decided stays as it is. */
    pay(id: string, cardNameOrNumber: string): PaymentRow {
      const row = payment(id)
      if (row.status !== 'NEW') return row
      const { name, effect } = cardOf(cardNameOrNumber)
      if (effect.status === 'PROCESSING') {
        const settlesAt = new Date(now().getTime() + lateMs).toISOString()
        return move(row, { status: effect.status, card: name, settlesAt }, { mode: effect.callback })
      }
      if (effect.status !== 'CAPTURED')
        return move(row, { status: effect.status, card: name }, { mode: effect.callback })
      const taken = addMoney(row.amount, money(effect.extraMinor, row.amount.currency))
      return capture(row, taken, name, effect.callback)
    },

    /** Money that comes after all, whatever the status says, as long as nothing was captured yet. */
    captureLate(id: string): PaymentRow {
      const row = payment(id)
      return row.captured.amountMinor > 0n ? row : capture(row, row.amount, 'late')
    },

    cancel(id: string): PaymentRow {
      const row = payment(id)
      if (row.status === 'CANCELLED') return row
      if (!open.has(row.status)) throw refusal('not-cancellable')
      return move(row, { status: 'CANCELLED' })
    },

    /** Ends an open payment before its time. */
    expire(id: string): PaymentRow {
      const row = payment(id)
      if (row.status === 'EXPIRED') return row
      if (!open.has(row.status)) throw refusal('not-open')
      return move(row, { status: 'EXPIRED' })
    },

    /** Has the callbacks that a payment brings about from now on wait for somebody at the desk, or go out again. */
    holdCallbacks(id: string, holdsCallbacks: boolean): PaymentRow {
      const row = { ...payment(id), holdsCallbacks }
      books.commit({ payment: row })
      return row
    },

    /** Returns a held copy of a callback: the same words under an id of its own. @throws HttpRefusal 404. */
    copyCallback(id: string): CallbackRow {
      const original = books.callbacks.get(id)
      if (!original) throw refusal('not-found')
      const callback: CallbackRow = {
        ...{ id: newId('cb'), url: original.url, body: original.body, copyOf: id },
        ...{ state: 'held', dueAt: now().toISOString(), wanted: 1, deliveries: [] },
      }
      books.commit({ callback })
      return callback
    },

    refund(id: string, request: CreateRefund, idempotencyKey: string): { row: RefundRow; isNew: boolean } {
      const row = payment(id)
      const fingerprint = fingerprintOf({ id, request })
      const known = [...books.refunds.values()].find((refund) => refund.idempotencyKey === idempotencyKey)
      if (known && known.fingerprint !== fingerprint) throw refusal('idempotency-key-reused')
      if (known) return { row: known, isNew: false }
      if (row.captured.amountMinor === 0n) throw refusal('not-refundable')
      if ([...books.refunds.values()].some((refund) => refund.reference === request.reference))
        throw refusal('reference-used')
      const { amount } = request
      if (amount.currency !== row.captured.currency || amount.amountMinor < 1n)
        throw refusal('amount-out-of-range')
      const refunded = addMoney(row.refunded, amount)
      if (compareMoney(refunded, subtractMoney(row.captured, row.chargedBack)) > 0)
        throw refusal('refund-exceeds-captured')
      const at = now().toISOString()
      const refund: RefundRow = {
        id: newId('ref'),
        payment: id,
        reference: request.reference,
        status: 'DONE',
        amount,
        idempotencyKey,
        fingerprint,
        createdAt: at,
        updatedAt: at,
      }
      const isWhole = compareMoney(refunded, row.captured) === 0
      const posting = {
        debit: `merchant:${row.merchant}`,
        credit: `card:${row.card}`,
        amount,
        memo: 'refund',
      } as const
      move(row, { status: isWhole ? 'REFUNDED' : 'PARTLY_REFUNDED', refunded }, { refund, posting })
      return { row: refund, isNew: true }
    },

    refundById(id: string): RefundRow {
      const row = books.refunds.get(id)
      if (!row) throw refusal('not-found')
      return row
    },

    refundsByReference: (reference: string): RefundRow[] =>
      [...books.refunds.values()].filter((row) => row.reference === reference),

    /** The card holder's bank takes back what is left. */
    chargeBack(id: string): PaymentRow {
      const row = payment(id)
      const amount = subtractMoney(row.captured, addMoney(row.refunded, row.chargedBack))
      if (amount.amountMinor === 0n) throw refusal('not-refundable')
      const posting = {
        debit: `merchant:${row.merchant}`,
        credit: `card:${row.card}`,
        amount,
        memo: 'charge-back',
      } as const
      return move(row, { status: 'CHARGED_BACK', chargedBack: amount }, { posting })
    },

    /** Gives a payment any status, also one that no document names; no money moves. */
    setStatus: (id: string, status: string): PaymentRow => move(payment(id), { status }),

    /** Sends one callback about several payments of one merchant; `extra` items are put in between as they are. */
    sendBatch(ids: readonly string[], extra: readonly unknown[]): CallbackRow {
      const rows = ids.map(payment)
      const [first, ...rest] = rows
      if (!first) throw refusal('malformed')
      const events = [
        eventOut(first, newId('evt')),
        ...extra,
        ...rest.map((row) => eventOut(row, newId('evt'))),
      ]
      const callback = callbackOf(first, { merchant: first.merchant, events }, 'once')
      books.commit({ callback })
      onCallback(callback.id)
      return callback
    },
  }
}
