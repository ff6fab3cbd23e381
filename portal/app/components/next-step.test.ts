/** What a payer is told to do next, in every standing of a dossier. */
import { money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { payingInEnglish } from '../messages/paying.en.ts'
import { nextSteps } from './next-step.tsx'

const order = (received: number, agreed = true) => ({
  orderId: 'o1',
  orderNumber: 'INV-1',
  lines: [],
  total: money(10_00, 'BGN'),
  received: money(received, 'BGN'),
  credit: money(0, 'BGN'),
  back: money(0, 'BGN'),
  missing: money(10_00 - received, 'BGN'),
  status: 'open' as const,
  agreed,
  due: null,
})
const toPay = money(10_00, 'BGN')
const waiting = {
  ...{ toPay, act: null, lacksBankPage: false },
  answer: 'awaiting-confirmation',
  status: 'pending',
} as const
const atBank = {
  ...waiting,
  status: 'action-required',
  act: { kind: 'redirect', url: 'https://bank.example/pay/1' },
} as const
const failed = { ...waiting, answer: 'failed', status: 'failed' } as const
const { finishAtBank, lodgedOwing, paymentFailed } = en.dossier
const catalogue = { words: en, paying: payingInEnglish }
const next = (status: keyof typeof en.dossierStatuses) => en.dossierStatuses[status].next
const steps = (standing: Parameters<typeof nextSteps>[1]) => nextSteps(catalogue, standing)

test('who has paid, or stands at the bank, is never asked to pay again', () => {
  for (const status of ['lodged', 'awaiting-confirmation'] as const)
    for (const attempt of [waiting, atBank])
      expect(steps({ status, orders: [order(0)], attempts: [failed, attempt] }).at(-1)).toBe(
        attempt === atBank ? finishAtBank : next('awaiting-confirmation'),
      )
  expect(steps({ status: 'lodged', orders: [order(10_00)], attempts: [] })).toEqual([next('lodged')])
  const refunded = { ...order(0), status: 'refunded' as const }
  expect(steps({ status: 'lodged', orders: [refunded], attempts: [] })).toEqual([next('lodged')])
})

test('who was lodged unpaid is asked to agree first, then to pay', () => {
  const asked = (agreed: boolean) =>
    steps({ status: 'lodged', orders: [order(0, agreed)], attempts: [] }).at(-1)
  expect([asked(false), asked(true)]).toEqual([next('awaiting-agreement'), lodgedOwing])
})

test('a payment that did not go through is told before the request to pay, and one that was cancelled is not', () => {
  const after = (status: 'failed' | 'expired' | 'cancelled') =>
    steps({ status: 'awaiting-payment', orders: [order(0)], attempts: [{ ...failed, status }] })
  expect(after('failed')).toEqual([paymentFailed, next('awaiting-payment')])
  expect(after('expired')).toEqual([paymentFailed, next('awaiting-payment')])
  expect(after('cancelled')).toEqual([next('awaiting-payment')])
  expect(steps({ status: 'awaiting-payment', orders: [order(0)], attempts: [] })).toEqual([
    next('awaiting-payment'),
  ])
})

test('who lost the bank’s page is told that going on charges nothing twice', () =>
  expect(
    steps({
      status: 'awaiting-confirmation',
      orders: [order(0)],
      attempts: [{ ...waiting, lacksBankPage: true }],
    }),
  ).toEqual([en.dossier.resumeLead]))

test('who has a bill or a place at the desk is told to use it, and whose money is looked at to wait', () => {
  const told = (attempt: Parameters<typeof nextSteps>[1]['attempts'][number]) =>
    steps({ status: 'awaiting-confirmation', orders: [order(0)], attempts: [attempt] })
  const funded = { ...waiting, status: 'awaiting-funds' } as const
  const bill = { kind: 'bill', billNumber: '1', payUrl: null, payBy: null } as const
  const desk = { kind: 'desk', reference: 'INV-1', payBy: null } as const
  const { next: words } = payingInEnglish
  expect(told({ ...funded, act: bill })).toEqual([words.bill])
  expect(told({ ...funded, act: desk })).toEqual([words.desk])
  expect(told({ ...waiting, status: 'review' })).toEqual([words.review])
  const part = told({ ...funded, status: 'partially-funded', act: desk, toPay: money(4_00, 'BGN') })
  expect(part.join()).toContain('4.00')
})
