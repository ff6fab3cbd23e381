/** What the money pages promise: sums that are right, differences that are seen, and each account by a name. */
import { money } from '@lodge/shared-types'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { expect, test } from 'vitest'
import '../../../messages/all.ts'
import { moneyWords } from '../../../messages/money.ts'
import { paymentReasonIn } from '../../../messages/payment-reasons.ts'
import { addressOfTask } from '../task-line.ts'
import { accountInWords } from './account-name.ts'
import { CloseDay } from './cash-day.tsx'
import { denominationsOf, sumOfPieces } from './denominations.ts'
import { addressWith } from './filters.tsx'
import { Candidates, MatchForm, type Candidate } from './match-form.tsx'

const bgn = (minor: bigint) => money(minor, 'BGN')
const shown = (element: ReactElement): string =>
  renderToStaticMarkup(<RouterProvider router={createMemoryRouter([{ path: '*', element }])} />)

test('two notes of 50, one of 20 and three coins of 10 stotinki are 120.30', () => {
  const counts = [
    { minor: 5_000n, count: 2 },
    { minor: 2_000n, count: 1 },
    { minor: 10n, count: 3 },
  ]
  expect(sumOfPieces(counts)).toBe(120_30n)
  expect(denominationsOf('BGN')).toContain(5_000n)
  expect(denominationsOf('JPY')).toEqual([])
})

test('an account of the books is named by its kind and by what it is about, and one that is not known by itself', () => {
  const { kinds } = moneyWords.en.books
  expect(accountInWords('bank:card-gateway', kinds)).toBe('At the bank, by driver: \u2068card-gateway\u2069')
  expect(accountInWords('order:0191', kinds, 'E-2026-000012')).toBe('Orders: \u2068E-2026-000012\u2069')
  expect(accountInWords('suspense', kinds)).toBe('Suspense')
  expect(accountInWords('order:*', kinds)).toBe('Orders')
  expect(accountInWords('account:BG28RIVB91551000000001', kinds)).toBe(
    'Bank account: \u2068BG28 RIVB 9155 1000 0000 01\u2069',
  )
  expect(accountInWords(`suspense:${'L0b8a8873192b74decbb6582'.padEnd(40, '0')}`, kinds)).toBe(
    'Suspense: \u2068L0b8a88731…\u2069',
  )
  expect(accountInWords('toString:x', kinds)).toBe('toString:x')
})

test('a reason that this release does not know is shown as the office wrote it', () => {
  expect([null, 'more-money-came', 'new-reason'].map((one) => paymentReasonIn(one, 'en'))).toEqual([
    '–',
    'More money came than was confirmed before',
    'new-reason',
  ])
})

test('a task about money leads to where it is worked on', () => {
  const to = (kind: string, about: string) =>
    addressOfTask('/desk', { taskId: 't1', kind, about, fileId: null }, { tasks: [] })
  expect(to('payment-review', 'a1')).toBe('/desk/money/reviews/a1')
  expect(to('refund-payout', 'r1')).toBe('/desk/money/refunds/r1')
  expect(to('order-overdue', 'o1')).toBe('/desk/money/orders/o1')
  expect(to('suspense-old', 'borovia|L1#2')).toBe('/desk/money/line?id=borovia%7CL1%232')
  expect(to('day-red', '2026-11-20')).toBe('/desk/money/closes/2026-11-20')
  expect(to('alarm', 'x')).toBe('/desk/alarms/t1')
})

test('a filter that is taken away leaves the address, and another page keeps the rest', () => {
  expect(addressWith({ q: 'RF18', state: undefined }, { page: '2' })).toBe('?q=RF18&page=2')
  expect(addressWith({ q: 'RF18' }, { q: '' })).toBe('?')
})

const candidate = (id: string, amount: bigint): Candidate => ({
  ...{ id: `order:${id}`, kind: 'order', number: id, accountId: 'account-1', isSuggested: false },
  amount: bgn(amount),
})

test('beside money that came stands whether each order wants exactly that, more or less', () => {
  const html = shown(
    <Candidates
      amount={bgn(100_00n)}
      candidates={[candidate('one', 100_00n), candidate('two', 120_00n), candidate('three', 80_00n)]}
    />,
  )
  expect(html).toContain('exactly what is owed')
  expect(html).toContain('20.00\u00a0BGN less than is owed')
  expect(html).toContain('20.00\u00a0BGN more than is owed')
})

test('money that went out can be a fee or something else, and never an order', () => {
  const form = (amount: bigint): string =>
    shown(
      <MatchForm
        amount={bgn(amount)}
        candidates={[candidate('one', 100_00n)]}
        chosen=""
        formKey="key-1"
        refused={undefined}
      />,
    )
  expect(form(100_00n)).toContain('value="order:one"')
  expect(form(100_00n)).toContain('value="send-back"')
  expect(form(-100_00n)).not.toContain('value="order:one"')
  expect(form(-100_00n)).toContain('value="bank-fee"')
})

test('a drawer that was short is told with the amount in red, and one that was right is not', () => {
  const day = {
    ...{ day: '2026-11-20', state: 'closed' as const, takings: [], note: 'A coin rolled away.', rev: 2 },
    closedAt: new Date('2026-11-20T17:00:00Z'),
    expected: [{ means: 'cash' as const, amount: bgn(520_00n) }],
    counted: [{ means: 'cash' as const, amount: bgn(519_50n) }],
    differences: [{ means: 'cash' as const, amount: bgn(-50n) }],
  }
  const short = shown(<CloseDay day={day} formKey="key-1" refused={undefined} />)
  expect(short).toMatch(/<strong[^>]*>.*-0\.50/)
  expect(short).toContain('It differed')
  const right = { ...day, counted: day.expected, differences: [] }
  expect(shown(<CloseDay day={right} formKey="key-1" refused={undefined} />)).not.toContain('<strong')
})
