/** Money that people move: reviews, refunds, deposits, the cash desk and stopped payments, through the real services and stores. */
import { formatAmount, money, streamOf, type Actor, type Money } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { somebody } from '../../../test-support/examining.ts'
import {
  aKey,
  bankBalance,
  file,
  nextSeed,
  payWith,
  paymentOf,
  refusalOf,
  refusalsIn,
  start,
  toBank,
  type Filed,
} from '../../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { readStream } from '../../store/streams.ts'
import { balancesOf } from './journal-lines.ts'
import { orderDue } from '../payments/order-due.ts'
import { pollAttempt } from '../payments/poll-attempt.ts'
import { topUpDeposit } from './top-up.ts'

const officeId = 'sahil'
let office: TestOffice
let finance: Actor
let registrar: Actor
beforeAll(async () => {
  office = await startTestOffice()
  finance = await somebody(office, ['finance'], 'Faisal Omar')
  registrar = await somebody(office, ['registrar'], 'Rana Saleh')
})
afterAll(() => office.end())

const kwd = (minor: bigint): Money => money(minor, 'KWD')
const anOrder = (accountId = `account-${nextSeed()}`): Promise<Filed> => file(office, { officeId, accountId })
const totalOf = ({ acknowledgement }: Filed): Money => acknowledgement.order.total
const accountOf = ({ actor }: Filed): string => actor.accountId ?? ''

async function verdict(actor: Actor, approvalId: string, given: 'approve' | 'refuse' = 'approve') {
  const { digest } = await office.services.approval(actor, approvalId)
  return office.services.decideApproval(actor, approvalId, {
    ...{ verdict: given, digest },
    ...(given === 'refuse' ? { reason: 'Not so.' } : {}),
  })
}

/** The balance of one account of the journal. */
async function balance(account: string): Promise<bigint> {
  const rows = await office.office.store.journal.many({ officeId, 'lines.account': account })
  return balancesOf(rows).get(`${account}|KWD`)?.amountMinor ?? 0n
}
const orderRow = ({ orderId }: Filed) => office.office.store.orders.one({ _id: orderId })
const attemptRow = (attemptId: string) => office.office.store.attempts.one({ _id: attemptId })
const statusOf = (filed: Filed, status: string) =>
  until(status, async () => {
    const row = await orderRow(filed)
    return row?.status === status && row
  })

/** Pays an order by card, and returns the attempt once fees has said so. */
async function paidByCard(filed: Filed): Promise<string> {
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, 'approve')
  await statusOf(filed, 'paid')
  return attemptId
}

/** Lets a card be charged for another amount than asked, and returns the attempt in review. */
async function inReview(filed: Filed, card: 'short' | 'over'): Promise<string> {
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, card)
  await until('review', async () => (await attemptRow(attemptId))?.status === 'review')
  return attemptId
}

/** Puts money into an account's deposit as a transfer would. */
const topUp = (accountId: string, amount: Money) =>
  office.office.store.transaction((session) =>
    topUpDeposit(office.office, session, {
      ...{ officeId, accountId, amount, driverId: 'bank-transfer', about: 'D' },
      ...{ by: 'processor:test', causedBy: `test:${uuidv7()}`, at: new Date() },
    }),
  )

const payFromDeposit = ({ actor, dossierId, orderId }: Filed) =>
  office.services.startPayment(actor, {
    ...{ key: aKey(), dossierId, orderId, driverId: 'deposit-account', language: 'en' },
  })

describe('a payment in review', () => {
  test('pays the order and credits the rest once two people take it, by the day on which the money came', async () => {
    const filed = await anOrder()
    const attemptId = await inReview(filed, 'over')
    const wish = { attemptId, decision: 'take' as const, reason: 'The payer confirmed it by telephone.' }
    expect((await refusalOf(office.services.proposeReview(filed.actor, { key: aKey(), ...wish }))).code).toBe(
      'not-allowed',
    )
    expect((await office.services.reviewOf(finance, attemptId)).decisions).toMatchObject({
      take: null,
      'nothing-came': 'review-something-there',
    })
    const { approvalId } = await office.services.proposeReview(finance, { key: aKey(), ...wish })
    expect((await refusalOf(verdict(finance, approvalId))).code).toBe('not-allowed')
    expect((await attemptRow(attemptId))?.status).toBe('review')
    await verdict(registrar, approvalId)
    const row = await statusOf(filed, 'paid')
    const taken = paymentOf(office, attemptId).captured
    expect(await balance(`order:${filed.orderId}`)).toBe(-totalOf(filed).amountMinor)
    const over = taken.amountMinor - totalOf(filed).amountMinor
    expect(await balance(`deposit:${accountOf(filed)}`)).toBe(-over)
    const history = await readStream(office.office.store, officeId, streamOf('dossier', filed.dossierId))
    const doubted = history.find(({ type }) => type === 'payment.doubted')
    expect(row.paidAt).toEqual(doubted && 'knownAt' in doubted.data && doubted.data.knownAt)
    expect(await office.services.depositsOf(filed.actor)).toMatchObject([{ balance: kwd(over) }])
    await until('the task to close', async () => {
      const tasks = await office.office.store.tasks.many({
        officeId,
        kind: 'payment-review',
        about: attemptId,
      })
      return tasks.length === 1 && tasks.every(({ state }) => state === 'done')
    })
  })

  test('goes back to the payer once two people say so, and leaves the order free', async () => {
    const filed = await anOrder()
    const attemptId = await inReview(filed, 'short')
    const captured = paymentOf(office, attemptId).captured
    const { approvalId } = await office.services.proposeReview(registrar, {
      ...{ key: aKey(), attemptId, decision: 'refund', reason: 'Too little.' },
    })
    await verdict(finance, approvalId)
    const attempt = await until('refunded', async () => {
      const row = await attemptRow(attemptId)
      return row?.status === 'refunded' && row
    })
    expect(attempt.active).toBe(false)
    expect(paymentOf(office, attemptId).refunded).toEqual(captured)
    expect(await office.services.refundsOf(filed.actor, filed)).toMatchObject([
      { state: 'succeeded', amount: captured, from: 'suspense' },
    ])
    await paidByCard(filed)
  })
})

describe('a refund', () => {
  const propose = (
    attemptId: string,
    amount: Money,
    more: { actor?: Actor; way?: 'bank' | 'payout' | 'deposit'; from?: 'order' | 'deposit' } = {},
  ) =>
    office.services.proposeRefund(more.actor ?? finance, {
      ...{ key: aKey(), attemptId, amount: formatAmount(amount), reason: 'One class was withdrawn in time.' },
      ...{ from: more.from ?? 'order', way: more.way ?? 'bank' },
    })

  test('of a part and then of the rest goes back to the card, each once, and the order tells', async () => {
    const filed = await anOrder()
    const attemptId = await paidByCard(filed)
    const total = totalOf(filed)
    const first = await propose(attemptId, kwd(1_000n))
    expect((await refusalOf(verdict(finance, first.approvalId))).code).toBe('not-allowed')
    await verdict(registrar, first.approvalId)
    await statusOf(filed, 'part-refunded')
    expect((await attemptRow(attemptId))?.status).toBe('partially-refunded')
    const rest = kwd(total.amountMinor - 1_000n)
    expect((await refusalOf(propose(attemptId, kwd(rest.amountMinor + 1n)))).errors).toMatchObject([
      { code: 'refund-too-much' },
    ])
    const second = await propose(attemptId, rest, { actor: registrar })
    await verdict(finance, second.approvalId)
    await statusOf(filed, 'refunded')
    expect(paymentOf(office, attemptId).refunded).toEqual(total)
    const states = await readStream(office.office.store, officeId, streamOf('dossier', filed.dossierId))
    const told = states.flatMap(({ type, data }) =>
      type === 'refund.changed' && 'refundId' in data && data.refundId === first.refundId && 'state' in data
        ? [data.state]
        : [],
    )
    expect(told).toEqual(['proposed', 'approved', 'submitting', 'succeeded'])
  })

  test('is made once though the bank’s answer was lost', async () => {
    const filed = await anOrder()
    const attemptId = await paidByCard(filed)
    await toBank(office, '/admin/faults', { kind: 'error-500', charge: true })
    const { approvalId, refundId } = await propose(attemptId, totalOf(filed))
    await verdict(registrar, approvalId)
    await statusOf(filed, 'refunded')
    await until('succeeded', async () => {
      const row = await office.office.store.refunds.one({ _id: refundId })
      return row?.state === 'succeeded'
    })
    expect(paymentOf(office, attemptId).refunded).toEqual(totalOf(filed))
  })

  test('is reserved: of many at once no more is promised than there is, and what is refused is free again', async () => {
    const filed = await anOrder()
    const attemptId = await paidByCard(filed)
    const half = kwd(totalOf(filed).amountMinor / 2n)
    const tries = Array.from({ length: 6 }, () => propose(attemptId, half))
    const refusals = await refusalsIn(tries)
    expect(refusals).toHaveLength(4)
    const [waiting] = await office.office.store.approvals.many({ officeId, kind: 'refund', state: 'waiting' })
    if (!waiting) throw new Error('no proposal waits')
    await verdict(registrar, waiting._id, 'refuse')
    await propose(attemptId, half)
    for (const { _id } of await office.office.store.approvals.many({
      officeId,
      kind: 'refund',
      state: 'waiting',
    }))
      await office.services.withdrawApproval(finance, _id)
    expect((await office.services.refundable(finance, attemptId)).amounts).toEqual([
      { from: 'order', amount: totalOf(filed) },
    ])
  })

  test('into the deposit stays at the office; a transfer is ordered by one person and confirmed by another', async () => {
    const filed = await anOrder()
    const attemptId = await paidByCard(filed)
    const before = bankBalance(office)
    await verdict(registrar, (await propose(attemptId, kwd(2_000n), { way: 'deposit' })).approvalId)
    expect(await balance(`deposit:${accountOf(filed)}`)).toBe(-2_000n)
    expect(bankBalance(office)).toBe(before)
    const { approvalId, refundId } = await propose(attemptId, kwd(500n), { way: 'payout' })
    await verdict(registrar, approvalId)
    await office.services.orderPayout(finance, { key: aKey(), refundId, reference: 'TRF-1' })
    const own = office.services.confirmPayout(finance, { key: aKey(), refundId })
    expect((await refusalOf(own)).code).toBe('not-allowed')
    await office.services.confirmPayout(registrar, { key: aKey(), refundId })
    expect(await balance('payout')).toBe(-500n)
    expect(await balance(`order:${filed.orderId}`)).toBe(-totalOf(filed).amountMinor + 2_500n)
    const row = await office.office.store.refunds.one({ _id: refundId })
    expect(row).toMatchObject({ state: 'succeeded', bankRefundReference: 'TRF-1' })
  })
})

describe('a deposit', () => {
  test('pays exactly as many of fifty orders at once as it holds, and its clearing account ends at zero', async () => {
    const accountId = `account-${nextSeed()}`
    const orders = await Promise.all(Array.from({ length: 50 }, () => anOrder(accountId)))
    const each = totalOf(orders[0] ?? (await anOrder(accountId))).amountMinor
    await topUp(accountId, kwd(each * 7n + 3n))
    const started = await Promise.all(orders.map(payFromDeposit))
    expect(started.filter(({ status }) => status === 'succeeded')).toHaveLength(7)
    expect(started.filter(({ status }) => status === 'failed')).toHaveLength(43)
    const actor = office.agent(officeId, accountId)
    expect(await office.services.depositsOf(actor)).toMatchObject([{ balance: kwd(3n) }])
    expect(await balance(`deposit:${accountId}`)).toBe(-3n)
    expect(await balance('bank:deposit-account')).toBe(0n)
    const statement = await office.services.depositMovements(actor, { currency: 'KWD', page: 1 })
    expect(statement).toMatchObject({ opening: kwd(0n), closing: kwd(3n), total: 8 })
    expect(statement.rows.map(({ kind }) => kind)).toEqual(['top-up', ...Array<string>(7).fill('payment')])
    const foreign = office.services.depositsOf(office.agent(officeId, 'other'), { accountId })
    expect((await refusalOf(foreign)).code).toBe('not-found')
  })

  test('that was there before deposits had rows is taken over from the account’s history, and spent once', async () => {
    const filed = await anOrder()
    const { store } = office.office
    const accountId = accountOf(filed)
    await topUp(accountId, totalOf(filed))
    await store.deposits.remove({ officeId, accountId })
    const { status, attemptId } = await payFromDeposit(filed)
    expect(status).toBe('succeeded')
    expect(await store.deposits.one({ officeId, accountId })).toMatchObject({ balance: kwd(0n) })
    await statusOf(filed, 'paid')
    const { approvalId } = await office.services.proposeRefund(finance, {
      ...{
        key: aKey(),
        attemptId,
        amount: formatAmount(totalOf(filed)),
        from: 'order',
        way: 'bank',
        reason: 'Twice.',
      },
    })
    await verdict(registrar, approvalId)
    await statusOf(filed, 'refunded')
    expect(await office.services.depositsOf(filed.actor)).toMatchObject([{ balance: totalOf(filed) }])
  })

  test('never goes below zero when the bank takes back what was spent: the payer owes it', async () => {
    const filed = await anOrder()
    const attemptId = await inReview(filed, 'over')
    const { approvalId } = await office.services.proposeReview(finance, {
      ...{ key: aKey(), attemptId, decision: 'take', reason: 'Agreed.' },
    })
    await verdict(registrar, approvalId)
    await statusOf(filed, 'paid')
    const { store } = office.office
    const accountId = accountOf(filed)
    const over = paymentOf(office, attemptId).captured.amountMinor - totalOf(filed).amountMinor
    // Spent elsewhere meanwhile.
    await store.deposits.update({ officeId, accountId }, { $set: { 'balance.amountMinor': 0n } })
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/charge-back`)
    await statusOf(filed, 'part-paid')
    expect(await balance(`owed:${accountId}`)).toBe(over)
    expect(await balance(`order:${filed.orderId}`)).toBe(0n)
    await paidByCard(filed)
  })
})

describe('the cash desk', () => {
  test('takes what an order lacks against a numbered receipt, gives it back the same day, and closes the day for good', async () => {
    const filed = await anOrder()
    const total = totalOf(filed)
    const cashier = await somebody(office, ['finance'], 'Cashier')
    const [found] = await office.services.findPayable(cashier, filed.acknowledgement.order.orderNumber)
    expect(found).toMatchObject({ kind: 'order', orderId: filed.orderId, missing: total, underWay: null })
    const { creditorReference = '' } = (await orderRow(filed)) ?? {}
    expect(await office.services.findPayable(cashier, creditorReference)).toMatchObject([
      { orderId: filed.orderId },
    ])
    const given = { orderId: filed.orderId, amount: total, means: 'cash' as const }
    const less = { ...given, amount: kwd(total.amountMinor - 1n) }
    expect((await refusalOf(office.services.takeCash(cashier, { key: aKey(), ...less }))).code).toBe('stale')
    expect((await refusalOf(office.services.takeCash(registrar, { key: aKey(), ...given }))).code).toBe(
      'not-allowed',
    )
    const key = aKey()
    const tendered = kwd(total.amountMinor + 250n)
    const [taken, again] = await Promise.all([
      office.services.takeCash(cashier, { key, ...given, tendered }),
      office.services.takeCash(cashier, { key, ...given, tendered }),
    ])
    expect(taken).toEqual(again)
    expect(taken.receiptNumber).toMatch(/^C-\d{4}-\d{6}$/)
    await statusOf(filed, 'paid')
    const { takings } = await office.services.cashDay(cashier, {})
    expect(takings).toMatchObject([{ amount: total, change: kwd(250n), receiptNumber: taken.receiptNumber }])
    const { approvalId } = await office.services.proposeCashVoid(cashier, {
      ...{ key: aKey(), takingId: taken.takingId, reason: 'The wrong payer.' },
    })
    await verdict(registrar, approvalId)
    await statusOf(filed, 'part-paid')
    expect(await balance(`order:${filed.orderId}`)).toBe(0n)
    const second = await office.services.takeCash(cashier, {
      ...{ key: aKey(), ...given, means: 'cheque', chequeNumber: '000123' },
    })
    await statusOf(filed, 'paid')
    expect(second.attemptId).not.toBe(taken.attemptId)
    const { day, rev, expected } = await office.services.cashDay(cashier, {})
    expect(expected).toEqual([{ means: 'cheque', amount: total }])
    const counted = [
      {
        means: 'cheque' as const,
        currency: 'KWD' as const,
        amount: formatAmount(kwd(total.amountMinor - 5n)),
      },
    ]
    const close = (more: { rev?: number; note?: string }) =>
      office.services.closeCashDay(cashier, { key: aKey(), day, rev, counted, ...more })
    expect((await refusalOf(close({}))).errors).toMatchObject([{ code: 'cash-difference-unexplained' }])
    expect((await refusalOf(close({ rev: rev - 1, note: 'Torn.' }))).code).toBe('stale')
    const before = await balance('cash-difference')
    await close({ note: 'A corner is missing.' })
    expect(await balance('cash-difference')).toBe(before + 5n)
    expect((await refusalOf(close({ note: 'Again.' }))).code).toBe('stale')
    const late = office.services.takeDeposit(cashier, {
      ...{ key: aKey(), accountId: accountOf(filed), amount: kwd(5n), means: 'cash' },
    })
    expect(['stale', 'not-found']).toContain((await refusalOf(late)).code)
  })
})

describe('a way to the desk that the payer chose', () => {
  test('can be stopped, so that a card can pay, and comes to an end by the clock', async () => {
    const filed = await anOrder()
    const { dossierId, orderId, actor } = filed
    const begin = () =>
      office.services.startPayment(actor, {
        key: aKey(),
        dossierId,
        orderId,
        driverId: 'counter',
        language: 'en',
      })
    const slip = await begin()
    expect(slip).toMatchObject({ status: 'awaiting-funds', nextAction: { kind: 'desk' } })
    expect((await refusalOf(start(office, filed))).code).toBe('payment-in-progress')
    const wish = { dossierId, attemptId: slip.attemptId }
    expect((await refusalOf(office.services.cancelPayment(office.agent(officeId, 'other'), wish))).code).toBe(
      'not-found',
    )
    expect(await office.services.cancelPayment(actor, wish)).toMatchObject({ status: 'cancelled' })
    expect(await office.services.cancelPayment(actor, wish)).toMatchObject({ status: 'cancelled' })
    const second = await begin()
    const { store } = office.office
    await store.attempts.update({ _id: second.attemptId }, { $set: { expiresAt: new Date(Date.now() - 1) } })
    await pollAttempt({ subject: second.attemptId, createdAt: new Date() }, office.office)
    expect((await attemptRow(second.attemptId))?.status).toBe('expired')
    const attemptId = await paidByCard(filed)
    expect(await office.services.cancelPayment(actor, { dossierId, attemptId })).toMatchObject({
      status: 'succeeded',
    })
  })
})

test('an order that is not paid by its last day calls finance, once, until it is paid', async () => {
  const filed = await anOrder()
  const { store } = office.office
  expect((await orderRow(filed))?.payBy).toMatch(/^\d{4}-\d\d-\d\d$/)
  const job = { officeId, subject: filed.orderId }
  const remind = await orderDue(job, office.office)
  expect(remind).toHaveProperty('runAt')
  await store.orders.update({ _id: filed.orderId }, { $set: { payBy: '2026-01-05' } })
  expect(await orderDue(job, office.office)).toBe('done')
  expect(await orderDue(job, office.office)).toBe('done')
  const tasks = () => store.tasks.many({ officeId, kind: 'order-overdue', about: filed.orderId })
  expect(await tasks()).toMatchObject([{ state: 'open', role: 'finance' }])
  const said = await readStream(store, officeId, streamOf('dossier', filed.dossierId))
  expect(said.map(({ type }) => type)).toEqual(expect.arrayContaining(['order.reminded', 'order.overdue']))
  await paidByCard(filed)
  await until('the task to close', async () => (await tasks()).every(({ state }) => state === 'done'))
})

test('after all of this every entry adds up to zero, and the journal has what the bank has', async () => {
  const rows = await office.office.store.journal.many({})
  for (const row of rows) expect(row.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n)
  expect(await balance('bank:card-gateway')).toBe(bankBalance(office))
  const deposits = await office.office.store.deposits.many({ officeId })
  expect(deposits.every(({ balance: { amountMinor } }) => amountMinor >= 0n)).toBe(true)
})
