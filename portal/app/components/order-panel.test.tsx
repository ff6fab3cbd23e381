/** What an order offers: one act at a time, the right one, and a changed quote beside what the office asks. */
import { money, type FeeLine } from '@lodge/shared-types'
import { renderToStaticMarkup } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { expect, test } from 'vitest'
import '../messages/all.ts'
import { OrderPanel, type PanelOrder } from './order-panel.tsx'
import { comparedLines } from './order-quote.tsx'
import type { ShownAttempt } from './paying/attempt.ts'

const line = (code: string, amountMinor: bigint, requestId: string | null = null): FeeLine => ({
  code,
  rule: `Rule of ${code}`,
  label: { en: `Fee ${code}` },
  requestId,
  quantity: 1,
  unitMinor: amountMinor,
  amountMinor,
})

const order: PanelOrder = {
  orderId: 'o1',
  orderNumber: 'INV-1',
  lines: [line('a', 10_00n), line('b', 5_00n)],
  total: money(15_00n, 'BGN'),
  received: money(0n, 'BGN'),
  credit: money(0n, 'BGN'),
  back: money(0n, 'BGN'),
  missing: money(15_00n, 'BGN'),
  status: 'open',
  agreed: true,
  due: null,
}
const limits = { BGN: { minMinor: 1n, maxMinor: 1_000_00n } }
const card = {
  driverId: 'card-gateway',
  displayName: { en: 'Card payment' },
  kind: 'redirect',
  limits,
} as const
const bank = {
  driverId: 'bank-transfer',
  displayName: { en: 'Bank transfer' },
  kind: 'reference',
  limits,
} as const
const deposit = {
  driverId: 'deposit-account',
  displayName: { en: 'Deposit' },
  kind: 'deposit',
  limits,
} as const
const office = { name: { en: 'Office' }, address: { en: '12 Linden Boulevard' } }
const attempt: ShownAttempt = {
  attemptId: 'a1',
  orderId: 'o1',
  method: { en: 'Card payment' },
  status: 'pending',
  answer: 'awaiting-confirmation',
  amount: money(15_00n, 'BGN'),
  toPay: money(15_00n, 'BGN'),
  arrived: null,
  createdAt: new Date('2026-03-14T09:00:00Z'),
  act: null,
  lacksBankPage: false,
  mayCancel: false,
}

const panel = (more: Partial<Parameters<typeof OrderPanel>[0]> = {}): string =>
  renderToStaticMarkup(
    <RouterProvider
      router={createMemoryRouter([
        {
          path: '*',
          element: (
            <OrderPanel
              order={order}
              methods={[card]}
              deposits={[]}
              depositsAt="/o/borovia/deposits"
              office={office}
              underWay={undefined}
              quote={undefined}
              names={new Map()}
              mayAct
              keys={{ agree: 'agree-key', pay: 'pay-key' }}
              {...more}
            />
          ),
        },
      ])}
    />,
  )
const buttons = (html: string): number => html.split('<button').length - 1

test('one way of paying is one button; several are a choice before one button', () => {
  const one = panel()
  expect(buttons(one)).toBe(1)
  expect(one).toContain('name="driverId" value="card-gateway"')
  const several = panel({ methods: [card, bank] })
  expect(buttons(several)).toBe(1)
  expect(several.match(/type="radio"/g)).toHaveLength(2)
  expect(several).toContain('How do you want to pay?')
})

test('nothing can be paid before a changed total is agreed to', () => {
  const html = panel({
    order: { ...order, agreed: false },
    quote: { total: money(11_00n, 'BGN'), lines: [line('a', 9_00n), line('c', 2_00n)] },
  })
  expect(html).not.toContain('value="pay"')
  expect(html).toContain('value="agree"')
  for (const word of ['Changed', 'New', 'No longer asked', 'Your quote (BGN)', 'The office (BGN)', '+4.00'])
    expect(html).toContain(word)
})

test('a quote without lines is compared by its total, and one in another currency without a difference', () => {
  const unagreed = { ...order, agreed: false }
  const total = panel({ order: unagreed, quote: { total: money(11_00n, 'BGN') } })
  expect(total).toContain('Your quote')
  expect(total).toContain('+4.00')
  const foreign = panel({ order: unagreed, quote: { total: money(11_00n, 'EUR'), lines: [line('a', 1n)] } })
  expect(foreign).toContain('EUR')
  expect(foreign).not.toContain('Difference')
})

test('a deposit that is too small cannot be chosen and says by how much, and one that is enough can', () => {
  const ways = (minor: bigint) =>
    panel({
      methods: [deposit, card],
      deposits: [{ number: 'D-2026-000001', balance: money(minor, 'BGN') }],
    })
  const short = ways(12_00n)
  expect(short).toMatch(/disabled=""[^>]*value="deposit-account"|value="deposit-account"[^>]*disabled=""/)
  for (const word of ['D-2026-000001', '12.00', '3.00', 'too little', 'href="/o/borovia/deposits"'])
    expect(short).toContain(word)
  // The first way that can pay is chosen.
  expect(short.match(/<input[^>]*checked=""[^>]*>/)?.[0]).toContain('card-gateway')
  const enough = ways(15_00n)
  expect(enough).not.toContain('disabled')
  expect(enough.match(/<input[^>]*checked=""[^>]*>/)?.[0]).toContain('deposit-account')
})

test('where no way can pay the amount there is nothing to press, and each says why', () => {
  const html = panel({ methods: [deposit, { ...card, limits: { BGN: { minMinor: 1n, maxMinor: 5_00n } } }] })
  expect(buttons(html)).toBe(0)
  for (const word of ['cannot be paid online', 'no deposit in this currency', 'Only up to'])
    expect(html).toContain(word)
})

test('an office that takes money at its desk alone says so with the number to bring', () =>
  expect(panel({ methods: [] })).toMatch(/Bring the number of the order: INV-1/))

test('while a payment is under way nothing else can be paid', () => {
  expect(buttons(panel({ underWay: attempt }))).toBe(0)
  const lost = panel({ underWay: { ...attempt, lacksBankPage: true } })
  expect(lost).toContain('value="resume"')
  expect(lost).not.toContain('value="pay"')
  const act = { kind: 'redirect', url: 'https://bank.example/1' } as const
  expect(panel({ underWay: { ...attempt, status: 'action-required', act } })).toContain(
    'href="https://bank.example/1"',
  )
})

test('a slip says everything that a bank asks for, in groups of four, and can be cancelled', () => {
  const html = panel({
    underWay: {
      ...attempt,
      status: 'awaiting-funds',
      mayCancel: true,
      act: {
        kind: 'transfer',
        qr: { size: 21, path: 'M0 0h1v1h-1z' },
        slip: {
          creditorName: 'Borovia Patent Office',
          creditorAccount: 'BG80BNBG96611020345678',
          bic: 'BNBGBGSF',
          bankName: null,
          creditorReference: 'RF18539007547034',
          amount: money(15_00n, 'BGN'),
          payBy: '2026-12-04',
          qrText: 'BCD',
        },
      },
    },
  })
  for (const word of ['BG80 BNBG 9661 1020 3456 78', 'RF18 5390 0754 7034', 'BNBGBGSF', '4 December 2026'])
    expect(html).toContain(word)
  expect(html).toContain('viewBox="-4 -4 29 29"')
  expect(html).toContain('name="act" value="cancel"')
  expect(html).toContain('nothing is lost')
  expect(html).not.toContain('value="pay"')
})

test('money that went back is told beside what came, and so is the last day to pay', () => {
  const html = panel({
    order: {
      ...order,
      status: 'part-paid',
      received: money(15_00n, 'BGN'),
      back: money(15_00n, 'BGN'),
      due: { payBy: '2026-12-04', daysLeft: -2 },
    },
  })
  for (const word of ['Received', 'Gone back', 'Still to pay', '4 December 2026', 'overdue by 2 days'])
    expect(html).toContain(word)
})

test('staff see what is owed and have nothing to press', () =>
  expect(buttons(panel({ mayAct: false }))).toBe(0))

test('every line of both sides is compared once, per request', () => {
  const [r1, r2] = ['request-1', 'request-2']
  const compared = comparedLines(
    [line('a', 10n, r1), line('a', 10n, r2), line('gone', 3n, r2)],
    [line('a', 12n, r1), line('a', 10n, r2), line('tax', 1n)],
  )
  expect(compared.map(({ key, quotedMinor, officeMinor }) => [key, quotedMinor, officeMinor])).toEqual([
    [`a ${r1}`, 10n, 12n],
    [`a ${r2}`, 10n, 10n],
    ['tax ', null, 1n],
    [`gone ${r2}`, 3n, null],
  ])
})

test('a line says which of several it is, and what made it less by which rule', () => {
  const state = {
    ...line('state', 5_00n),
    detail: 'US',
    fullUnitMinor: 10_00n,
    reductions: [{ code: 'half', rule: 'Article 9', label: { en: 'Small entity' }, lessMinor: 5_00n }],
  }
  const html = panel({ order: { ...order, lines: [state, line('b', 10_00n)] } })
  expect(html).toContain('Fee state: US')
  expect(html).toContain('5.00 less: Small entity (Article 9)')
})

test('several lines of one fee are compared together', () => {
  const quoted = [line('state', 1_00n), line('state', 2_00n)]
  const office = [line('state', 1_00n), line('state', 2_00n), line('state', 4_00n)]
  expect(comparedLines(quoted, office)).toMatchObject([
    { label: { en: 'Fee state' }, quotedMinor: 3_00n, officeMinor: 7_00n },
  ])
  expect(comparedLines(office, office)).toMatchObject([{ quotedMinor: 7_00n, officeMinor: 7_00n }])
})
