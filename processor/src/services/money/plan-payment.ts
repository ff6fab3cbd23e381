/** What an attempt's news, review or refund comes to: its event, the lines of the books, the deposit's change, and the refunds told. Pure. */
import {
  activeAttemptStatuses,
  decideDossier,
  foldDossier,
  money,
  type accountReasons,
  type AttemptState,
  type AttemptStatus,
  type DomainEvent,
  type DossierCommand,
  type Money,
  type NewEvent,
  type OutFrom,
  type PaymentEvent,
  type PaymentFacts,
  type RefundWay,
} from '@lodge/shared-types'
import { depositChangeOf, linesOfPayment, type JournalLine } from './journal-lines.ts'
import { layUpon, statusAfterRefund, untoldOf, type Booked, type KnownRefund } from './refund-rules.ts'

export type PaymentCommand = Extract<DossierCommand, { type: 'record-payment' | 'review-payment' }>

export type PaymentPlan = {
  event: NewEvent & Pick<PaymentEvent, 'type' | 'data'>
  /** Of the attempt, from now on. */
  status: AttemptStatus
  /** Whether another attempt has to wait; once one has ended it never blocks again. */
  mayBeActive: boolean
  /** Empty where no money moved. */
  lines: JournalLine[]
  /** What comes into the payer's deposit, or leaves it. */
  deposit: Money | null
  depositReason: (typeof accountReasons)[number]
  /** What of the money is of which refund. */
  booked: readonly Booked[]
}

const backStatuses: readonly AttemptStatus[] = ['partially-refunded', 'refunded', 'returned', 'charged-back']

/** Whether a command takes money away: then deposit and refunds have to be known. */
export const takesMoney = ({ type, facts: { moved, status } }: PaymentCommand): boolean =>
  moved !== null && (moved.amountMinor < 0n || (type === 'record-payment' && backStatuses.includes(status)))

/** What is known where money goes back. */
export type PlanFrom = {
  /** What the payer's deposit holds in the currency that moves. */
  depositBalance: bigint
  /** All refunds of the attempt, the earliest first. */
  refunds: readonly KnownRefund[]
  /** Of the refund that the money is of, where that is certain; else it is laid upon those that it may be of. */
  booked?: readonly Booked[]
}

const isPayment = (event: NewEvent): event is NewEvent & Pick<PaymentEvent, 'type' | 'data'> =>
  event.type.startsWith('payment.')

function reasonOf({ type, data }: Pick<PaymentEvent, 'type' | 'data'>): PaymentPlan['depositReason'] {
  if (type === 'payment.refunded' && data.route === 'deposit') return 'refund'
  return type === 'payment.confirmed' || type === 'payment.part-funded' || type === 'payment.reviewed'
    ? 'over-payment'
    : 'money-back'
}

function outOf(command: PaymentCommand, from: PlanFrom): { out: OutFrom; booked: readonly Booked[] } {
  const { moved, status, route = 'bank' } = command.facts
  if (!moved || !takesMoney(command)) return { out: {}, booked: [] }
  const { depositBalance, refunds, booked } = from
  const isRefund = status === 'refunded' || status === 'partially-refunded'
  const laid =
    booked === undefined && (isRefund || command.type === 'review-payment') && route === 'bank'
      ? layUpon(refunds, moved.amountMinor < 0n ? -moved.amountMinor : moved.amountMinor, moved.currency)
      : undefined
  return {
    out: { depositBalance, wanted: laid?.wanted ?? {}, ...command.out },
    booked: booked ?? laid?.booked ?? [],
  }
}

/**
 * Returns what a command comes to in a history, or undefined where it changes nothing.
 * @throws ProblemError as `decideDossier` does.
 */
export function planPayment(
  history: readonly DomainEvent[],
  accountId: string,
  command: PaymentCommand,
  from: PlanFrom,
): PaymentPlan | undefined {
  const { out, booked } = outOf(command, from)
  const event = decideDossier({ ...command, out }, foldDossier(history)).find(isPayment)
  if (!event) return undefined
  const { status, moved, placed } = event.data
  const lines = linesOfPayment(event, placed, accountId)
  return {
    ...{ event, status, lines },
    mayBeActive: activeAttemptStatuses.some((active) => active === status),
    deposit: moved && lines.length > 0 ? money(depositChangeOf(event, placed), moved.currency) : null,
    depositReason: reasonOf(event),
    booked: lines.length > 0 ? booked : [],
  }
}

type Success = {
  refund: KnownRefund
  facts: Pick<PaymentFacts, 'orderId' | 'driverId' | 'amount' | 'bankAt' | 'knownAt'>
}

const routeOf = (way: RefundWay): { route?: RefundWay } => (way === 'bank' ? {} : { route: way })

/**
 * Returns the command by which the money of a refund that has succeeded moves, as far as it is not told yet; undefined where all of
 * it is. `refunds` are all of the attempt's.
 */
export function planRefund(
  history: readonly DomainEvent[],
  attempt: AttemptState,
  refunds: readonly KnownRefund[],
  { refund, facts }: Success,
): { command: PaymentCommand; booked?: readonly Booked[] } | undefined {
  const { attemptId } = attempt
  const { refundId, way, amount, from, asideMinor } = refund
  const moved = way === 'bank' ? untoldOf(refund, refunds, history, attemptId) : amount.amountMinor
  if (moved === 0n) return undefined
  const told: PaymentFacts = {
    ...facts,
    ...{ attemptId, refundId, reason: null, moved: money(moved, amount.currency) },
    status: statusAfterRefund(attempt, moved, amount.currency),
    ...routeOf(way),
  }
  if (way === 'bank') return { command: { type: 'record-payment', facts: told } }
  const wanted = {
    order: from === 'order' ? moved : 0n,
    suspense: from === 'suspense' ? moved : 0n,
    aside: from === 'deposit' ? asideMinor : 0n,
  }
  return {
    command: { type: 'record-payment', facts: told, out: { wanted } },
    booked: [{ refundId, amountMinor: moved, asideMinor: wanted.aside }],
  }
}
