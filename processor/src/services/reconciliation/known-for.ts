/** Gathers what one payment of a statement may be about, as it stands in the caller's snapshot: one read after the other, as transactions need it. */
import { creditorReferenceOf, foldDossier, missingOf, streamOf } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type {
  Known,
  KnownAttempt,
  KnownLine,
  KnownOrder,
  KnownPayout,
} from '../../domain/matching/lookups.ts'
import type { Payment } from '../../domain/matching/payment.ts'
import {
  bareReference,
  creditorReferencesIn,
  everyReference,
  longReferences,
  numbersIn,
  writtenNumbersIn,
} from '../../domain/matching/references-in-text.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { readStream } from '../../store/streams.ts'
import { toldBack } from '../money/refund-rules.ts'

/** Of the office's account that a line is of. */
export type Desk = { officeId: string; account: string; payTo: string | null; settles: readonly string[] }

/** More orders than this can a payment not name in earnest. */
const most = 20
const waitsForTransfer = ['awaiting-funds', 'partially-funded']
/** A transfer that went out is looked for this long. */
const payoutDays = 90

/** An id of ours as banks give it back: hyphens do not fit into 35 characters. */
function uuidIn(bare: string): string | undefined {
  const id = bare.toLowerCase()
  if (!/^[0-9a-f]{32}$/.test(id)) return undefined
  return [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-')
}

/** A number of the office makes its reference, however it is written. */
const referenceOfNumber = (bare: string): string[] => (bare.length <= 21 ? [creditorReferenceOf(bare)] : [])

export async function knownOrder(
  { store }: Pick<Office, 'store'>,
  session: ClientSession | undefined,
  { payTo }: Pick<Desk, 'payTo'>,
  order: Row<'orders'>,
): Promise<KnownOrder | undefined> {
  const { _id: orderId, officeId, dossierId, accountId, orderNumber } = order
  const stream = streamOf('dossier', dossierId)
  const history = await readStream(store, officeId, stream, session ? { session } : {})
  const waiting =
    payTo === null
      ? undefined
      : await store.attempts.one(
          { officeId, orderId, active: true, driverId: payTo, status: { $in: waitsForTransfer } },
          { session },
        )
  const dossier = foldDossier(history)
  const state = dossier.orders.find((one) => one.orderId === orderId)
  if (!state) return undefined
  const isOver = dossier.ended === 'withdrawn' || dossier.ended === 'returned'
  const missing = missingOf(state)
  return {
    ...{ orderId, accountId, orderNumber },
    submissionNumber: dossier.submission?.submissionNumber ?? '',
    creditorReference: order.creditorReference ?? creditorReferenceOf(orderNumber),
    missing: isOver ? { ...missing, amountMinor: 0n } : missing,
    isAgreed: state.agreed,
    attemptId: waiting?._id ?? null,
  }
}

async function ordersFor(
  office: Office,
  session: ClientSession,
  desk: Desk,
  payment: Payment,
): Promise<KnownOrder[]> {
  const { store } = office
  const { officeId } = desk
  const { creditorReferences, text, references } = payment
  const words = [...new Set([...numbersIn(text), ...longReferences([...references, ...creditorReferences])])]
  const named = [
    ...creditorReferences,
    ...creditorReferencesIn(text).flat(),
    ...words.flatMap(referenceOfNumber),
  ]
  const written = [...writtenNumbersIn(text), ...references.map((one) => one.toUpperCase())]
  const byReference =
    named.length === 0
      ? []
      : await store.orders.many(
          { officeId, creditorReference: { $in: [...new Set(named)] } },
          { session, limit: most },
        )
  const submissions =
    written.length === 0
      ? []
      : await store.submissions.many(
          { officeId, submissionNumber: { $in: written } },
          { session, limit: most },
        )
  const dossiers = submissions.map(({ dossierId }) => dossierId)
  const byDossier =
    dossiers.length === 0
      ? []
      : await store.orders.many({ officeId, dossierId: { $in: dossiers } }, { session, limit: most })
  const rows = new Map([...byReference, ...byDossier].map((row) => [row._id, row]))
  const known: KnownOrder[] = []
  for (const row of rows.values()) {
    const order = await knownOrder(office, session, desk, row)
    if (order) known.push(order)
  }
  return known
}

async function knownAttempt(
  { store }: Office,
  session: ClientSession,
  attempt: Row<'attempts'>,
): Promise<KnownAttempt> {
  const { _id: attemptId, officeId, driverId, dossierId, orderId, accountId, amount, bankReference } = attempt
  const lines = await store.statementLines.many(
    { officeId, 'parts.attemptId': attemptId, undoneBy: null, state: 'matched' },
    { session },
  )
  const history = await readStream(store, officeId, streamOf('dossier', dossierId), { session })
  const shown = lines
    .flatMap(({ parts }) => parts)
    .flatMap((part) => (part.kind === 'settled' && part.attemptId === attemptId ? [part.amountMinor] : []))
  const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n)
  const back =
    toldBack(history, attemptId, 'refunded', amount.currency) +
    toldBack(history, attemptId, 'charged-back', amount.currency)
  return {
    ...{ attemptId, driverId, orderId, accountId, amount, bankReference },
    settledMinor: sum(shown.filter((one) => one > 0n)),
    backMinor: back + sum(shown.filter((one) => one < 0n)),
  }
}

async function attemptsFor(
  office: Office,
  session: ClientSession,
  { officeId, settles }: Desk,
  { references }: Payment,
): Promise<KnownAttempt[]> {
  if (settles.length === 0 || references.length === 0) return []
  const ids = references.map(bareReference).flatMap((one) => uuidIn(one) ?? [])
  const driverId = { $in: [...settles] }
  const byBank = await office.store.attempts.many(
    { officeId, driverId, bankReference: { $in: [...references] } },
    { session, limit: most },
  )
  const byId =
    ids.length === 0
      ? []
      : await office.store.attempts.many({ _id: { $in: ids }, officeId, driverId }, { session, limit: most })
  const rows = new Map([...byBank, ...byId].map((row) => [row._id, row]))
  const known: KnownAttempt[] = []
  for (const row of rows.values()) known.push(await knownAttempt(office, session, row))
  return known
}

/** Transfers that people have ordered and no line has shown. */
async function payoutsFor(
  { store, clock }: Office,
  session: ClientSession,
  { officeId }: Desk,
  { references, text }: Payment,
): Promise<KnownPayout[]> {
  const words = [...new Set([...longReferences(references), ...numbersIn(text)])]
  const since = new Date(clock.now().getTime() - payoutDays * 86_400_000)
  const refunds = await store.refunds.many(
    { officeId, state: { $in: ['pending', 'succeeded'] }, way: 'payout', createdAt: { $gt: since } },
    { session, sort: { createdAt: -1 }, limit: 500 },
  )
  const sentBack =
    words.length === 0
      ? []
      : await store.statementLines.many(
          { officeId, payoutReference: { $in: words }, undoneBy: null },
          { session },
        )
  const shown = await store.statementLines.many(
    { officeId, 'parts.refundId': { $in: refunds.map(({ _id }) => _id) }, undoneBy: null },
    { session },
  )
  const isShown = new Set(
    shown.flatMap(({ parts }) => parts.map((part) => ('refundId' in part ? part.refundId : ''))),
  )
  return [
    ...refunds
      .filter(({ _id }) => !isShown.has(_id))
      .map(({ _id, amount, payout }): KnownPayout => ({
        kind: 'refund',
        id: _id,
        amount,
        references: [_id, ...(payout ? [payout.reference] : [])],
      })),
    ...sentBack.map(({ _id, amount, payoutReference }): KnownPayout => ({
      kind: 'send-back',
      id: _id,
      amount,
      references: [payoutReference ?? ''],
    })),
  ]
}

async function linesFor(
  { store }: Office,
  session: ClientSession,
  { officeId, account }: Desk,
  lineId: string,
  payment: Payment,
): Promise<KnownLine[]> {
  const rows = await store.statementLines.many(
    { officeId, bareReferences: { $in: everyReference(payment) } },
    { session, limit: 200 },
  )
  return rows
    .filter(
      (row) =>
        row.account === account && row._id !== lineId && row.state !== 'waiting' && row.state !== 'split',
    )
    .map((row): KnownLine => ({
      lineId: row._id,
      amount: row.amount,
      references: row.bareReferences,
      isOpen: row.state === 'suspense' && row.approvalId === null,
      isUndone: row.undoneBy !== null || row.state === 'resolved',
      parts: row.parts,
      accountId: row.accountId,
    }))
}

/** Returns what the payment of line `lineId` may be about. */
export async function knownFor(
  office: Office,
  session: ClientSession,
  desk: Desk,
  lineId: string,
  payment: Payment,
): Promise<Known> {
  const { store } = office
  const { officeId } = desk
  const isOut = payment.amount.amountMinor < 0n
  const bank = payment.counterparty.account
  const references = [...payment.creditorReferences, ...creditorReferencesIn(payment.text).flat()]
  const deposits =
    references.length === 0
      ? []
      : await store.deposits.many(
          { officeId, creditorReference: { $in: references } },
          { session, limit: most },
        )
  const payers =
    bank === null
      ? []
      : await store.statementLines.many(
          { officeId, 'counterparty.account': bank, accountId: { $type: 'string' } },
          { session, limit: most },
        )
  return {
    orders: await ordersFor(office, session, desk, payment),
    attempts: await attemptsFor(office, session, desk, payment),
    deposits: deposits.map(({ accountId, creditorReference, balance }) => ({
      accountId,
      creditorReference,
      currency: balance.currency,
    })),
    payouts: isOut ? await payoutsFor(office, session, desk, payment) : [],
    lines: payment.isReturn ? await linesFor(office, session, desk, lineId, payment) : [],
    payers: payers.flatMap(({ accountId }) =>
      accountId === null || bank === null ? [] : [{ account: bank, accountId }],
    ),
  }
}
