/** The bank's books: an append-only journal, one fsynced line per change, from which everything is rebuilt after a restart. */
import { moneySchema } from '@lodge/shared-types'
import { z } from 'zod'
import { callbackRowSchema } from '../deliveries.ts'
import type { CallbackRow } from '../deliveries.ts'
import { openJournal } from '../journal.ts'

export const paymentRowSchema = z.object({
  id: z.string(),
  merchant: z.string(),
  reference: z.string(),
  status: z.string(),
  amount: moneySchema,
  captured: moneySchema,
  refunded: moneySchema,
  chargedBack: moneySchema,
  description: z.string(),
  returnUrl: z.string(),
  callbackUrl: z.string(),
  idempotencyKey: z.string(),
  fingerprint: z.string(),
  card: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.string(),
  /** Members from here on came later: older journals lack them. */
  locale: z.string().optional(),
  /** When the card scheme answers for a payment that is `PROCESSING`. */
  settlesAt: z.string().optional(),
  /** New callbacks about it wait for somebody at the desk to send them. */
  holdsCallbacks: z.boolean().optional(),
})
export type PaymentRow = z.infer<typeof paymentRowSchema>

export const refundRowSchema = z.object({
  id: z.string(),
  payment: z.string(),
  reference: z.string(),
  status: z.string(),
  amount: moneySchema,
  idempotencyKey: z.string(),
  fingerprint: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type RefundRow = z.infer<typeof refundRowSchema>

/** Money moved from one account to another; the sum over all accounts is always zero. */
export const postingSchema = z.object({
  at: z.string(),
  debit: z.string(),
  credit: z.string(),
  amount: moneySchema,
  payment: z.string(),
  memo: z.enum(['capture', 'refund', 'charge-back']),
})
export type Posting = z.infer<typeof postingSchema>

const entrySchema = z.object({
  payment: paymentRowSchema.optional(),
  refund: refundRowSchema.optional(),
  callback: callbackRowSchema.optional(),
  posting: postingSchema.optional(),
})
/** What changes together: after a crash either all of it is there or none. */
export type BookEntry = z.infer<typeof entrySchema>

/** A payment's status since `at`. */
type Step = { readonly at: string; readonly status: string; readonly card: string }

const aboutSchema = z.object({ events: z.array(z.unknown()) })
const itemSchema = z.object({ payment: z.object({ id: z.string() }) })

/** Returns the ids of the payments that a callback speaks of. */
function paymentsIn({ body }: CallbackRow): string[] {
  const about = aboutSchema.safeParse(JSON.parse(body))
  return (about.data?.events ?? []).flatMap((item) => itemSchema.safeParse(item).data?.payment.id ?? [])
}

export type Books = {
  readonly payments: ReadonlyMap<string, PaymentRow>
  readonly refunds: ReadonlyMap<string, RefundRow>
  readonly callbacks: ReadonlyMap<string, CallbackRow>
  /** Returns the id of the payment that was made under this key. */
  readonly paymentOfKey: (merchant: string, idempotencyKey: string) => string | undefined
  /** Returns the ids of the payments with this reference, whosesoever. */
  readonly paymentsOfReference: (reference: string) => readonly string[]
  readonly ledger: readonly Posting[]
  /** Returns a payment's statuses, oldest first. */
  readonly stepsOf: (payment: string) => readonly Step[]
  /** Returns the callbacks about a payment, oldest first. */
  readonly callbacksOf: (payment: string) => readonly CallbackRow[]
  /** Returns the ids of the payments that a callback is about. */
  readonly paymentsOf: (callback: string) => readonly string[]
  readonly commit: (entry: BookEntry) => void
  readonly close: () => void
}

/** Returns the set under `key`, made where it is missing. */
function setAt(map: Map<string, Set<string>>, key: string): Set<string> {
  const set = map.get(key) ?? new Set()
  map.set(key, set)
  return set
}

/** Opens the books in `dataDir`, or in memory only. `onCommit` hears of every change once it is kept. @throws ZodError when the journal was written by something else. */
export function openBooks(dataDir?: string, onCommit: () => void = () => undefined): Books {
  const payments = new Map<string, PaymentRow>()
  const refunds = new Map<string, RefundRow>()
  const callbacks = new Map<string, CallbackRow>()
  const ledger: Posting[] = []
  const byKey = new Map<string, string>()
  const byReference = new Map<string, Set<string>>()
  const steps = new Map<string, Step[]>()
  const callbacksAbout = new Map<string, Set<string>>()
  const apply = ({ payment, refund, callback, posting }: BookEntry): void => {
    if (payment) {
      if (payments.get(payment.id)?.status !== payment.status) {
        const step = { at: payment.updatedAt, status: payment.status, card: payment.card }
        steps.set(payment.id, [...(steps.get(payment.id) ?? []), step])
      }
      payments.set(payment.id, payment)
      byKey.set(`${payment.merchant} ${payment.idempotencyKey}`, payment.id)
      setAt(byReference, payment.reference).add(payment.id)
    }
    if (refund) refunds.set(refund.id, refund)
    if (callback) {
      if (!callbacks.has(callback.id))
        for (const id of paymentsIn(callback)) setAt(callbacksAbout, id).add(callback.id)
      callbacks.set(callback.id, callback)
    }
    if (posting) ledger.push(posting)
  }

  const journal = openJournal(dataDir, 'fake-bank.jsonl', entrySchema, apply)

  return {
    payments,
    refunds,
    callbacks,
    ledger,
    paymentOfKey: (merchant, idempotencyKey) => byKey.get(`${merchant} ${idempotencyKey}`),
    paymentsOfReference: (reference) => [...(byReference.get(reference) ?? [])],
    stepsOf: (payment) => steps.get(payment) ?? [],
    callbacksOf: (payment) =>
      [...(callbacksAbout.get(payment) ?? [])].flatMap((id) => callbacks.get(id) ?? []),
    paymentsOf(id) {
      const callback = callbacks.get(id)
      return callback ? paymentsIn(callback) : []
    },
    commit(entry) {
      journal.append(entry)
      onCommit()
    },
    close: journal.close,
  }
}
