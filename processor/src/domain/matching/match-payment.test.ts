/** Which rule a payment fits: the rules one by one, and ten thousand payments whose truth is known. */
import { creditorReferenceOf, formatCreditorReference, money } from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import {
  anOrder,
  aPayment,
  makePayments,
  scoreOf,
  targetOf,
} from '../../../test-support/statement-payments.ts'
import { createLookups, type Known, type KnownAttempt, type MatchPolicy } from './lookups.ts'
import { matchAll, matchPayment } from './match-payment.ts'
import type { Payment } from './payment.ts'

const order = anOrder(1, { missing: money(52_000n, 'EUR') })
const other = anOrder(2, { missing: money(52_000n, 'EUR') })
const attempt: KnownAttempt = {
  attemptId: '019a0000-0000-7000-8000-00000000000a',
  driverId: 'card-gateway',
  orderId: 'order-3',
  accountId: 'account-3',
  amount: money(52_000n, 'EUR'),
  bankReference: 'pay_0000777',
  settledMinor: 0n,
  backMinor: 0n,
}
const deposit = {
  accountId: 'account-9',
  creditorReference: creditorReferenceOf('D-2026-000009'),
  currency: 'EUR' as const,
}
const policy: MatchPolicy = { partial: 'take', over: 'credit' }
const known: Known = {
  orders: [order, other],
  attempts: [attempt],
  deposits: [deposit],
  payouts: [],
  lines: [],
  payers: [],
}

const match = (wish: Partial<Payment>, more: Partial<Known> = {}, rules: MatchPolicy = policy) =>
  matchPayment(aPayment(wish), createLookups({ ...known, ...more }, rules))
const eur = (amountMinor: bigint) => money(amountMinor, 'EUR')
const rf = order.creditorReference

describe('a payment with the order’s reference', () => {
  test.each([
    ['structured', { creditorReferences: [rf] }],
    ['in the text', { text: `fee ${rf}` }],
    ['in groups and small letters', { text: `please: ${formatCreditorReference(rf).toLowerCase()}, thanks` }],
    ['broken over lines', { text: `${rf.slice(0, 9)}\n${rf.slice(9)}` }],
    ['structured and in the text', { creditorReferences: [rf], text: rf }],
  ])('and its exact amount pays it, %s', (_, wish) => {
    expect(match(wish)).toMatchObject({
      rule: 'reference-exact',
      verdict: 'match',
      parts: [{ kind: 'order', orderId: order.orderId, attemptId: null, amountMinor: 52_000n }],
      accountId: order.accountId,
    })
  })

  test('but wrong check digits, a wrong key or no boundary matches nothing', () => {
    const wrong = `RF${String((Number(rf.slice(2, 4)) % 96) + 2).padStart(2, '0')}${rf.slice(4)}`
    for (const text of [wrong, `${rf.slice(0, -1)}9`, `X${rf}`, `${rf}7`])
      expect(match({ text }).verdict, text).toBe('suspense')
    expect(match({ text: wrong }).why).toBe('unknown-reference')
  })

  test('and less money is a part of it, or is proposed where the office wants to look', () => {
    expect(targetOf(match({ amount: eur(20_000n), text: rf }))).toBe('order:order-1=20000')
    expect(match({ amount: eur(20_000n), text: rf }, {}, { ...policy, partial: 'propose' })).toMatchObject({
      verdict: 'propose',
      why: 'part-not-allowed',
      suggestion: { kind: 'order', orderId: order.orderId },
    })
  })

  test('and more money pays it, and the rest is the payer’s credit', () => {
    expect(targetOf(match({ amount: eur(52_001n), text: rf }))).toBe(
      'order:order-1=52000+deposit:account-1=1',
    )
    expect(match({ amount: eur(52_001n), text: rf }, {}, { ...policy, over: 'propose' }).why).toBe(
      'over-not-allowed',
    )
  })

  test('that needs nothing any more is the payer’s credit', () => {
    const closed = { orders: [{ ...order, missing: eur(0n) }] }
    expect(match({ text: rf }, closed)).toMatchObject({
      rule: 'reference-closed',
      parts: [{ kind: 'deposit', accountId: 'account-1', orderId: 'order-1', amountMinor: 52_000n }],
    })
  })

  test('in another currency, or for a total that the payer has not agreed to, is a person’s', () => {
    expect(match({ text: rf, amount: money(52_000n, 'USD') }).why).toBe('other-currency')
    expect(match({ text: rf }, { orders: [{ ...order, isAgreed: false }] }).why).toBe('order-not-agreed')
  })

  test('beside other people’s references is never a match', () => {
    const both = `${rf} and ${formatCreditorReference(other.creditorReference)}`
    expect(match({ text: both })).toMatchObject({ verdict: 'propose', why: 'several-references', parts: [] })
    expect(match({ creditorReferences: [rf], text: other.creditorReference }).verdict).toBe('propose')
    // Nor beside one that somebody mistyped: it may be the one that was meant.
    expect(match({ creditorReferences: [rf], text: 'or RF12INV2026000009?' }).why).toBe(
      'reference-contradicts',
    )
    expect(match({ creditorReferences: ['210000000003139471430009017'], text: rf }).verdict).toBe('propose')
  })
})

test('a deposit’s reference tops it up', () => {
  expect(match({ amount: eur(1n), creditorReferences: [deposit.creditorReference] })).toMatchObject({
    rule: 'deposit-reference',
    parts: [{ kind: 'deposit', accountId: 'account-9', orderId: null, amountMinor: 1n }],
  })
})

test('equal amounts without a reference never match', () => {
  expect(match({})).toMatchObject({ verdict: 'suspense', why: 'no-reference', suggestion: null })
})

describe('a number of the office in the text', () => {
  const payers = [{ account: 'XB11', accountId: order.accountId }]
  const counterparty = { name: 'Koleva', account: 'XB11' }

  test.each([['INV-2026-000001'], ['inv 2026 / INV2026000001'], ['E-2026-000001']])(
    'with the exact amount of a payer who is known is proposed: %s',
    (text) => {
      expect(match({ text, counterparty }, { payers })).toMatchObject({
        rule: 'number-and-payer',
        verdict: 'propose',
        suggestion: { kind: 'order', orderId: 'order-1' },
      })
    },
  )

  test('of a payer who is not known, or with another amount, is suspense with a hint', () => {
    expect(match({ text: 'INV-2026-000001', counterparty })).toMatchObject({
      verdict: 'suspense',
      why: 'unknown-payer',
      suggestion: { kind: 'order', orderId: 'order-1' },
    })
    expect(match({ text: 'INV-2026-000001', amount: eur(1n), counterparty }, { payers }).why).toBe(
      'amount-differs',
    )
  })
})

describe('money that a driver hands on', () => {
  test('is settled by the bank’s reference or ours, with hyphens or without, and its exact amount', () => {
    for (const references of [['pay_0000777'], [attempt.attemptId], [attempt.attemptId.replaceAll('-', '')]])
      expect(targetOf(match({ references })), references[0]).toBe(`settled:${attempt.attemptId}=52000`)
    expect(match({ references: ['pay_0000777'], isOfBatch: true }).rule).toBe('batch-net')
  })

  test('of another amount, or a second time, is a person’s', () => {
    expect(match({ references: ['pay_0000777'], amount: eur(51_999n) }).why).toBe('amount-differs')
    const settled = { attempts: [{ ...attempt, settledMinor: 52_000n }] }
    expect(match({ references: ['pay_0000777'] }, settled).why).toBe('already-settled')
  })

  test('that names one payment and another order is proposed', () => {
    expect(match({ references: ['pay_0000777'], creditorReferences: [rf] }).why).toBe('reference-contradicts')
  })

  test('less what the driver gave back is settled too, and no more than that', () => {
    const back = { attempts: [{ ...attempt, settledMinor: 52_000n, backMinor: 10_000n }] }
    const out = (amountMinor: bigint) =>
      match({ references: ['pay_0000777'], amount: eur(amountMinor) }, back)
    expect(targetOf(out(-10_000n))).toBe(`settled:${attempt.attemptId}=-10000`)
    expect(out(-10_001n).verdict).toBe('suspense')
  })
})

describe('money that goes out', () => {
  test('is a refund by the reference and the amount of the transfer that was ordered', () => {
    const payouts = [{ kind: 'refund' as const, id: 'r1', amount: eur(5_000n), references: ['TRF-2026-17'] }]
    expect(targetOf(match({ amount: eur(-5_000n), references: ['TRF-2026-17'] }, { payouts }))).toBe(
      'refund:r1',
    )
    expect(match({ amount: eur(-4_999n), references: ['TRF-2026-17'] }, { payouts }).why).toBe(
      'amount-differs',
    )
    expect(match({ amount: eur(-5_000n) }, { payouts }).why).toBe('unknown-outgoing')
  })

  test('is a fee by the bank’s own code', () => {
    expect(match({ amount: eur(-250n), transactionCode: 'ACMT-MDOP-CHRG' }).rule).toBe('bank-fee')
    expect(match({ amount: eur(-250n), transactionCode: 'NCHG' }).rule).toBe('bank-fee')
    expect(match({ amount: eur(-250n), transactionCode: 'NTRF+166' }).verdict).toBe('suspense')
  })

  test('undoes the payment of an order whose reference it repeats, where nobody gave it a name', () => {
    const lookups = createLookups(known, policy)
    const back = aPayment({ amount: eur(-52_000n), creditorReferences: [rf], isReturn: true })
    const lines = [
      { lineId: 'a', payment: aPayment({ text: rf }) },
      { lineId: 'b', payment: back },
      { lineId: 'c', payment: back },
    ]
    expect(matchAll(lines, lookups).map(targetOf)).toEqual(['order:order-1=52000', 'undo:a', null])
  })

  test('undoes the one line that it takes back, once and whole', () => {
    const line = {
      ...{ lineId: 'L1', amount: eur(52_000n), references: ['E2E-000001'], accountId: 'account-1' },
      ...{ isOpen: false, isUndone: false, parts: [] },
    }
    const back = { amount: eur(-52_000n), references: ['E2E-000001'], isReturn: true }
    expect(targetOf(match(back, { lines: [line] }))).toBe('undo:L1')
    expect(match({ ...back, amount: eur(-51_999n) }, { lines: [line] }).why).toBe('unknown-original')
    expect(match(back, { lines: [{ ...line, isUndone: true }] }).why).toBe('unknown-original')
    expect(match(back, { lines: [line, { ...line, lineId: 'L2' }] }).why).toBe('unknown-original')
  })
})

test('a batch that does not add up is a person’s, and what the bank kept of one that does is its fee', () => {
  expect(match({ isOff: true, text: rf }).why).toBe('details-off')
  expect(match({ isCharge: true, amount: eur(-90n) })).toMatchObject({ rule: 'batch-net', verdict: 'match' })
})

test('the second of two payments of one order finds it paid', () => {
  const lookups = createLookups(known, policy)
  const lines = ['a', 'b'].map((lineId) => ({ lineId, payment: aPayment({ text: rf }) }))
  expect(matchAll(lines, lookups).map(targetOf)).toEqual(['order:order-1=52000', 'deposit:account-1=52000'])
})

test('parts add up to the payment, whatever it is', () => {
  const { known: all, payments } = makePayments(600, 7)
  matchAll(payments, createLookups(all, policy)).forEach(({ verdict, parts }, index) => {
    const sum = parts.reduce((total, { amountMinor }) => total + amountMinor, 0n)
    expect(sum).toBe(verdict === 'match' ? payments[index]?.payment.amount.amountMinor : 0n)
  })
})

test.each([1, 2, 3])(
  'of 1,000 payments with near misses and twins none is matched wrongly (seed %i)',
  (seed) => {
    const { known: all, payments } = makePayments(1_000, seed)
    const { falseMatches, matchable, matched } = scoreOf(
      payments,
      matchAll(payments, createLookups(all, policy)),
    )
    expect(falseMatches).toEqual([])
    expect(matched / matchable).toBeGreaterThanOrEqual(0.95)
  },
)
