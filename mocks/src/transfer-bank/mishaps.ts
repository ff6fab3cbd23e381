/** What payers do with a slip: pay it exactly, or one of the ways in which it goes wrong. */
import { money } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import type { TransferBank } from './bank.ts'
import type { Party } from './accounts.ts'
import type { Line } from './books.ts'

export const waysToPay = [
  'exact',
  'short',
  'over',
  'twice',
  'in-two-parts',
  'wrong-reference',
  'no-reference',
  'reference-in-text',
  'fee-deducted',
  'fee-separate',
  'batch',
  'returned',
  'reversed',
] as const
export type WayToPay = (typeof waysToPay)[number]

export type PaidSlip = {
  readonly from: Party
  readonly account: string
  readonly reference: string
  readonly amount: Money
}

/** Returns the reference with its last two characters changed round, or one changed: check digits or not, it is no longer the slip's. */
function misread(reference: string): string {
  const [before = '0', last = '0'] = Array.from(reference.slice(-2))
  const wrong = last === before ? `${before}${last === '1' ? '2' : '1'}` : `${last}${before}`
  return reference.slice(0, -2) + wrong
}

/** Pays a slip in one of the ways; returns the lines on the payee's account. */
export function paySlip(
  bank: TransferBank,
  { from, account, reference, amount }: PaidSlip,
  as: WayToPay,
): readonly Line[] {
  const { amountMinor, currency } = amount
  const one = money(1n, currency)
  const order = { from, to: account, reference, amount }
  const ways: Readonly<Record<WayToPay, () => readonly Line[]>> = {
    exact: () => bank.transfer(order),
    short: () => bank.transfer({ ...order, amount: money(amountMinor - 1n, currency) }),
    over: () => bank.transfer({ ...order, amount: money(amountMinor + 1n, currency) }),
    twice: () => [...bank.transfer(order), ...bank.transfer(order)],
    'in-two-parts': () => [
      ...bank.transfer({ ...order, amount: money(amountMinor / 2n, currency) }),
      ...bank.transfer({ ...order, amount: money(amountMinor - amountMinor / 2n, currency) }),
    ],
    // A payer's own bank refuses a structured reference with wrong check digits, so it comes as text.
    'wrong-reference': () => bank.transfer({ ...order, reference: null, text: misread(reference) }),
    'no-reference': () => bank.transfer({ ...order, reference: null, text: 'fees' }),
    'reference-in-text': () =>
      bank.transfer({
        ...order,
        reference: null,
        text: `Payment ${reference.replaceAll(/(.{4})(?=.)/g, '$1 ')} thank you`,
      }),
    'fee-deducted': () => bank.transfer({ ...order, fee: { amount: one, how: 'deducted' } }),
    'fee-separate': () => bank.transfer({ ...order, fee: { amount: one, how: 'separate' } }),
    batch: () =>
      bank.batch([
        order,
        { ...order, reference: null, text: 'another payer', amount: money(15_00n, currency) },
      ]),
    returned: () => bank.transfer(order).flatMap((line) => [line, ...bank.giveBack(line.id)]),
    reversed: () => bank.transfer(order).flatMap((line) => [line, ...bank.reverse(line.id)]),
  }
  return ways[as]()
}
