/** What a bank's news makes of an attempt, case by case. */
import {
  linkHash,
  money,
  type AttemptStatus,
  type DomainEvent,
  type Money,
  type PaymentEvent,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { followNews, type News } from './follow-news.ts'

const bgn = (amountMinor: bigint): Money => money(amountMinor, 'BGN')
const total = bgn(520_00n)
const attempt = (status: AttemptStatus) => ({ _id: 'a1', status, amount: total })

/** An event that moved money of the attempt, or of another one. */
function moved(type: PaymentEvent['type'], amount: Money, attemptId = 'a1'): DomainEvent {
  const at = new Date('2026-11-20T10:00:00Z')
  const data = {
    orderId: 'o1',
    attemptId,
    driverId: 'card-gateway',
    status: 'succeeded' as const,
    amount: total,
    moved: amount,
    bankAt: at,
    knownAt: at,
    reason: null,
  }
  const event = {
    eventId: uuidv7(),
    officeId: 'borovia',
    stream: 'dossier:d1' as const,
    seq: 1,
    at,
    by: 'driver:card-gateway',
    causedBy: null,
    prevHash: '0'.repeat(64),
    type,
    v: 1 as const,
    data,
  }
  return { ...event, hash: linkHash(event) }
}

const news = (outcome: News['outcome'], amount: Money | null = null, more: Partial<News> = {}): News => ({
  outcome,
  bankReference: 'pay_1',
  bankStatus: 'SAID',
  amount,
  bankAt: null,
  by: 'driver:card-gateway',
  causedBy: null,
  ...more,
})
const paid = [moved('payment.confirmed', total), moved('payment.confirmed', bgn(7n), 'another')]

describe('money that came', () => {
  test('as asked counts, once', () => {
    expect(followNews(attempt('action-required'), news('succeeded', total), [])).toEqual({
      status: 'succeeded',
      moved: total,
      reason: null,
    })
    expect(followNews(attempt('succeeded'), news('succeeded', total), paid)).toBeUndefined()
  })
  test.each([bgn(519_99n), bgn(520_01n), money(520_00n, 'EUR')])(
    'otherwise than asked is for people to look at',
    (amount) => {
      expect(followNews(attempt('action-required'), news('succeeded', amount), [])).toEqual({
        status: 'review',
        moved: amount,
        reason: 'amount-mismatch',
      })
    },
  )
  test('after an end without money is late money', () => {
    for (const end of ['failed', 'cancelled', 'expired'] as const)
      expect(followNews(attempt(end), news('succeeded', total), [])).toMatchObject({
        status: 'succeeded-late',
        moved: total,
      })
  })
  test('on top of what had come is recorded, and looked at', () => {
    expect(followNews(attempt('succeeded'), news('succeeded', bgn(521_00n)), paid)).toEqual({
      status: 'review',
      moved: bgn(1_00n),
      reason: 'more-money-came',
    })
  })
  test('in parts counts part by part, and a repeat of the same sum is no news', () => {
    const part = [moved('payment.part-funded', bgn(100n))]
    expect(followNews(attempt('partially-funded'), news('partially-funded', bgn(150n)), part)).toMatchObject({
      status: 'partially-funded',
      moved: bgn(50n),
    })
    expect(followNews(attempt('partially-funded'), news('partially-funded', bgn(100n)), part)).toBeUndefined()
    expect(followNews(attempt('partially-funded'), news('succeeded', total), part)).toMatchObject({
      status: 'succeeded',
      moved: bgn(519_00n),
    })
  })
})

describe('money that went back', () => {
  test('is told apart: a charge-back of what a refund left counts in full', () => {
    const refunded = [...paid, moved('payment.refunded', bgn(100_00n))]
    expect(followNews(attempt('succeeded'), news('refunded', bgn(100_00n)), paid)).toMatchObject({
      status: 'partially-refunded',
      moved: bgn(100_00n),
    })
    expect(
      followNews(attempt('partially-refunded'), news('charged-back', bgn(420_00n)), refunded),
    ).toMatchObject({ status: 'charged-back', moved: bgn(420_00n) })
    expect(
      followNews(attempt('partially-refunded'), news('refunded', bgn(100_00n)), refunded),
    ).toBeUndefined()
    expect(followNews(attempt('partially-refunded'), news('refunded', total), refunded)).toMatchObject({
      status: 'refunded',
      moved: bgn(420_00n),
    })
  })
  test('before it was known to have come is for people to look at, and books nothing', () => {
    for (const status of ['action-required', 'failed', 'submitting'] as const)
      expect(followNews(attempt(status), news('charged-back', total), [])).toEqual({
        status: 'review',
        moved: null,
        reason: 'charged-back-before-confirmed',
      })
  })
  test('once more than there was goes out of suspense, for people to look at', () => {
    const all = [...paid, moved('payment.refunded', total)]
    expect(followNews(attempt('refunded'), news('charged-back', bgn(5n)), all)).toMatchObject({
      status: 'review',
      moved: bgn(-5n),
    })
  })
})

describe('an end without money', () => {
  test('never stays open because the bank calls it otherwise than the table', () => {
    expect(followNews(attempt('submitting'), news('expired'), [])).toEqual({
      status: 'failed',
      moved: null,
      reason: 'bank-expired',
    })
    expect(followNews(attempt('pending'), news('cancelled'), [])).toMatchObject({ status: 'failed' })
    expect(followNews(attempt('awaiting-funds'), news('failed'), [])).toMatchObject({ status: 'expired' })
    expect(followNews(attempt('partially-funded'), news('cancelled'), [])).toMatchObject({
      status: 'expired',
    })
    expect(followNews(attempt('action-required'), news('cancelled'), [])).toEqual({
      status: 'cancelled',
      moved: null,
      reason: null,
    })
  })
  test('never moves money back, nor an end to another end', () => {
    for (const status of ['succeeded', 'settled', 'refunded', 'charged-back', 'failed', 'expired'] as const)
      for (const outcome of ['failed', 'cancelled', 'expired', 'pending', 'action-required'] as const)
        expect(followNews(attempt(status), news(outcome), paid), `${status} ${outcome}`).toBeUndefined()
  })
})

test('no word of a bank leads out of review', () => {
  for (const outcome of ['succeeded', 'failed', 'refunded', 'charged-back', 'unknown', 'expired'] as const)
    expect(followNews(attempt('review'), news(outcome, total), paid)).toBeUndefined()
})

test('a status that no manifest names is unknown, never failed', () => {
  expect(followNews(attempt('pending'), news('unknown'), [])).toEqual({
    status: 'unknown',
    moved: null,
    reason: 'unknown-bank-status:SAID',
  })
})
