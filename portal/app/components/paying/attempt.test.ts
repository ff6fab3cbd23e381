/** What is said of a payment beside its answer. */
import { attemptStatuses, money } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { payingInEnglish } from '../../messages/paying.en.ts'
import { standingOf } from './attempt.ts'

const words = payingInEnglish.standing
const said = (status: (typeof attemptStatuses)[number], arrived = money(4_00n, 'BGN')) =>
  standingOf(words, { status, arrived })

test('a part says how much of it has come, and a bank that took money back that it is owed again', () => {
  expect(said('partially-funded')).toContain('4.00')
  expect([said('charged-back'), said('returned')].map((text) => text?.includes('owed again'))).toEqual([
    true,
    true,
  ])
})

test('where the answer says all, nothing is added', () =>
  expect(attemptStatuses.filter((status) => said(status) === undefined)).toEqual([
    'created',
    'submitting',
    'action-required',
    'awaiting-funds',
    'pending',
    'succeeded',
    'failed',
    'settled',
  ]))
