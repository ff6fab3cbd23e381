/** What a payer is told to do next, in every standing of a dossier. */
import { money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { nextSteps } from './next-step.tsx'

const order = (received: number, agreed = true) => ({
  orderId: 'o1',
  orderNumber: 'INV-1',
  lines: [],
  total: money(10_00, 'BGN'),
  received: money(received, 'BGN'),
  credit: money(0, 'BGN'),
  status: 'open' as const,
  agreed,
})
const waiting = { answer: 'awaiting-confirmation', bankAddress: undefined } as const
const atBank = { answer: 'awaiting-confirmation', bankAddress: 'https://bank.example/pay/1' } as const
const failed = { answer: 'failed', bankAddress: undefined } as const
const { finishAtBank, lodgedOwing, paymentFailed } = en.dossier
const next = (status: keyof typeof en.dossierStatuses) => en.dossierStatuses[status].next

test('who has paid, or stands at the bank, is never asked to pay again', () => {
  for (const status of ['lodged', 'awaiting-confirmation'] as const)
    for (const attempt of [waiting, atBank]) {
      const steps = nextSteps(en, { status, orders: [order(0)], attempts: [failed, attempt] })
      expect(steps.at(-1)).toBe(attempt === atBank ? finishAtBank : next('awaiting-confirmation'))
    }
  expect(nextSteps(en, { status: 'lodged', orders: [order(10_00)], attempts: [] })).toEqual([next('lodged')])
  const refunded = { ...order(10_00), credit: money(10_00, 'BGN'), status: 'refunded' as const }
  expect(nextSteps(en, { status: 'lodged', orders: [refunded], attempts: [] })).toEqual([next('lodged')])
})

test('who was lodged unpaid is asked to agree first, then to pay', () => {
  const asked = (agreed: boolean) =>
    nextSteps(en, { status: 'lodged', orders: [order(0, agreed)], attempts: [] }).at(-1)
  expect([asked(false), asked(true)]).toEqual([next('awaiting-agreement'), lodgedOwing])
})

test('a payment that did not go through is told before the request to pay', () => {
  expect(nextSteps(en, { status: 'awaiting-payment', orders: [order(0)], attempts: [failed] })).toEqual([
    paymentFailed,
    next('awaiting-payment'),
  ])
  expect(nextSteps(en, { status: 'awaiting-payment', orders: [order(0)], attempts: [] })).toEqual([
    next('awaiting-payment'),
  ])
})

test('who lost the bank’s page is told that going on charges nothing twice', () =>
  expect(
    nextSteps(en, {
      status: 'awaiting-confirmation',
      orders: [order(0)],
      attempts: [{ ...waiting, lacksBankPage: true }],
    }),
  ).toEqual([en.dossier.resumeLead]))
