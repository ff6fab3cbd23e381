/** The office of the money histories: its rows in memory, moved by the very functions that the services use. */
import {
  activeAttempt,
  decideDossier,
  foldDossier,
  missingOf,
  money,
  noDossier,
  type AttemptState,
  type AttemptStatus,
  type DomainEvent,
  type Money,
  type NewEvent,
} from '@lodge/shared-types'
import {
  bankAccount,
  depositAccount,
  transfer,
  type JournalLine,
} from '../../src/services/money/journal-lines.ts'
import { newsOfOrder } from '../../src/services/money/order-news.ts'
import { planPayment, type PaymentCommand } from '../../src/services/money/plan-payment.ts'
import { type Booked, type KnownRefund } from '../../src/services/money/refund-rules.ts'
import { followNews, type News } from '../../src/services/payments/follow-news.ts'

export const accountId = 'payer'
export type SimAttempt = {
  _id: string
  dossierId: string
  orderId: string
  driverId: string
  status: AttemptStatus
  active: boolean
  amount: Money
}
export type SimRefund = KnownRefund & { attemptId: string }
export type Dossier = { dossierId: string; history: DomainEvent[]; feesSeq: number }

export type SimOffice = {
  dossiers: Dossier[]
  attempts: SimAttempt[]
  refunds: SimRefund[]
  journal: { causedBy: string; lines: JournalLine[] }[]
  /** By currency. */
  deposit: Map<string, bigint>
  /** Sums of the account's history, by currency. */
  account: Map<string, bigint>
}

export const at = new Date('2026-11-20T08:00:00Z')
const zeros = '0'.repeat(64)

/** Appends events as the store does, without their seals. */
function append(dossier: Dossier, events: readonly NewEvent[]): DomainEvent[] {
  const stored = events.map((event, index): DomainEvent => {
    const seq = dossier.history.length + index + 1
    return {
      ...event,
      ...{
        eventId: `${dossier.dossierId}-${seq}`,
        officeId: 'sim',
        stream: `dossier:${dossier.dossierId}`,
        seq,
        at,
      },
      ...{ by: 'processor:sim', causedBy: null, prevHash: zeros, hash: zeros },
    }
  })
  dossier.history = [...dossier.history, ...stored]
  return stored
}

/** Opens an office with one order in each of some dossiers, all of one payer. */
export function newOffice(totals: readonly bigint[]): SimOffice {
  const office: SimOffice = {
    dossiers: [],
    attempts: [],
    refunds: [],
    journal: [],
    deposit: new Map(),
    account: new Map(),
  }
  totals.forEach((total, index) => {
    const dossierId = `d${index}`
    const dossier: Dossier = { dossierId, history: [], feesSeq: 0 }
    office.dossiers.push(dossier)
    const sum = money(total, 'EUR')
    append(
      dossier,
      decideDossier(
        {
          type: 'submit',
          submission: {
            ...{ submissionId: dossierId, submissionNumber: dossierId, accountId, receivedAt: at },
            ...{ receivedDate: '2026-11-20', clockDoubt: false, bodySha256: zeros, requests: [] },
          },
          order: {
            ...{ orderId: `o${index}`, orderNumber: `I-${index}`, lines: [], total: sum, tariffVersion: 't' },
            ...{ releases: true, quoted: sum, agreementNeeded: false },
          },
        },
        noDossier,
      ),
    )
  })
  return office
}

export function dossierOf(office: SimOffice, { dossierId }: Pick<SimAttempt, 'dossierId'>): Dossier {
  const dossier = office.dossiers.find((one) => one.dossierId === dossierId)
  if (!dossier) throw new Error(`no dossier ${dossierId}`)
  return dossier
}
export function stateOf(office: SimOffice, attempt: SimAttempt): AttemptState {
  const state = foldDossier(dossierOf(office, attempt).history).attempts.find(
    (one) => one.attemptId === attempt._id,
  )
  if (!state) throw new Error(`no attempt ${attempt._id}`)
  return state
}

/** Moves the deposit, and the account's history with it; false where it does not hold enough. */
export function changeDeposit(office: SimOffice, { amountMinor, currency }: Money): boolean {
  const balance = office.deposit.get(currency) ?? 0n
  if (balance + amountMinor < 0n) return false
  office.deposit.set(currency, balance + amountMinor)
  office.account.set(currency, (office.account.get(currency) ?? 0n) + amountMinor)
  return true
}

/** Books lines once for each cause, as the journal's unique index does. */
export function book(office: SimOffice, causedBy: string, lines: readonly JournalLine[]): void {
  if (office.journal.some((row) => row.causedBy === causedBy)) throw new Error(`booked twice: ${causedBy}`)
  office.journal.push({ causedBy, lines: [...lines] })
}

export const refundsOf = (office: SimOffice, attempt: SimAttempt): SimRefund[] =>
  office.refunds.filter((one) => one.attemptId === attempt._id)

/** One transaction: event, row, books, deposit, refunds. Returns whether anything changed. */
export function record(
  office: SimOffice,
  attempt: SimAttempt,
  command: PaymentCommand,
  booked?: readonly Booked[],
): boolean {
  const dossier = dossierOf(office, attempt)
  const currency = command.facts.moved?.currency ?? attempt.amount.currency
  const plan = planPayment(dossier.history, accountId, command, {
    depositBalance: office.deposit.get(currency) ?? 0n,
    refunds: refundsOf(office, attempt),
    ...(booked ? { booked } : {}),
  })
  if (!plan) return false
  const [event] = append(dossier, [plan.event])
  if (!event) return false
  attempt.status = plan.status
  attempt.active = attempt.active && plan.mayBeActive
  if (plan.lines.length > 0) book(office, event.eventId, plan.lines)
  if (plan.deposit && !changeDeposit(office, plan.deposit)) throw new Error('the deposit went below zero')
  for (const { refundId, amountMinor, asideMinor } of plan.booked) {
    const refund = office.refunds.find((one) => one.refundId === refundId)
    if (!refund) throw new Error(`no refund ${refundId}`)
    refund.bookedMinor += amountMinor
    refund.asideMinor -= asideMinor
  }
  return true
}

/** Whether something is to be paid for a dossier, and no attempt is under way. */
export function canStart({ history }: Dossier): boolean {
  const state = foldDossier(history)
  const [order] = state.orders
  const isOpen = order?.status === 'open' || order?.status === 'part-paid'
  return isOpen && missingOf(order).amountMinor > 0n && !state.ended && !activeAttempt(state, order.orderId)
}

/** Starts an attempt where the dossier allows it. */
export function startAttempt(office: SimOffice, dossier: Dossier, driverId: string): SimAttempt | undefined {
  const state = foldDossier(dossier.history)
  const [order] = state.orders
  if (!order) return undefined
  const amount = missingOf(order)
  const isOpen = order.status === 'open' || order.status === 'part-paid'
  if (amount.amountMinor <= 0n || !isOpen || state.ended || activeAttempt(state, order.orderId))
    return undefined
  const _id = `a${office.attempts.length}`
  const { orderId } = order
  const facts = {
    ...{ orderId, attemptId: _id, driverId, status: 'submitting' as const, amount, moved: null },
    ...{ bankAt: null, knownAt: at, reason: null },
  }
  append(dossier, decideDossier({ type: 'start-attempt', facts }, state))
  const attempt: SimAttempt = {
    _id,
    dossierId: dossier.dossierId,
    orderId,
    driverId,
    status: 'submitting',
    active: true,
    amount,
  }
  office.attempts.push(attempt)
  return attempt
}

export const withdraw = (dossier: Dossier): void => {
  const state = foldDossier(dossier.history)
  const isFree =
    !state.ended &&
    state.orders.every((one) => one.received.amountMinor === 0n && !activeAttempt(state, one.orderId))
  if (isFree) append(dossier, decideDossier({ type: 'withdraw' }, state))
}

/** Applies a bank's news. */
export function applyNews(
  office: SimOffice,
  attempt: SimAttempt,
  news: Pick<News, 'outcome' | 'amount'> & Partial<News>,
): boolean {
  const { history } = dossierOf(office, attempt)
  const step = followNews(
    attempt,
    { bankReference: null, bankStatus: 'SAID', bankAt: at, by: 'driver:sim', causedBy: null, ...news },
    history,
  )
  if (!step) return false
  const { _id: attemptId, orderId, driverId, amount } = attempt
  const facts = { orderId, attemptId, driverId, amount, ...step, bankAt: at, knownAt: at }
  return record(office, attempt, { type: 'record-payment', facts })
}

/** Takes an attempt's amount out of the deposit, once; false where it is not there or the attempt has ended. */
export function debitDeposit(office: SimOffice, attempt: SimAttempt): boolean {
  const cause = `debit:${attempt._id}`
  if (office.journal.some((row) => row.causedBy === cause)) return true
  const { amount, driverId, active } = attempt
  if (!active || !changeDeposit(office, money(-amount.amountMinor, amount.currency))) return false
  book(office, cause, transfer(depositAccount(accountId), bankAccount(driverId), amount))
  return true
}
export const hasDebited = (office: SimOffice, attempt: SimAttempt): boolean =>
  office.journal.some((row) => row.causedBy === `debit:${attempt._id}`)

/** Puts a refund's amount back into the deposit, once, as the deposit's driver does. */
export function creditDeposit(office: SimOffice, { refundId, amount }: SimRefund, driverId: string): void {
  const cause = `credit:${refundId}`
  if (office.journal.some((row) => row.causedBy === cause)) return
  changeDeposit(office, amount)
  book(office, cause, transfer(bankAccount(driverId), depositAccount(accountId), amount))
}
export const hasCredited = (office: SimOffice, { refundId }: SimRefund): boolean =>
  office.journal.some((row) => row.causedBy === `credit:${refundId}`)

/** Fees looks at the next event of a dossier. Returns whether there was one. */
export function runFees(dossier: Dossier): boolean {
  const event = dossier.history.find((one) => one.seq > dossier.feesSeq)
  if (!event) return false
  dossier.feesSeq = event.seq
  append(dossier, newsOfOrder(event, dossier.history, 'bank'))
  return true
}
