/** What an order offers: one act at a time, the right one, and a changed quote beside what the office asks. */
import { money, type FeeLine } from '@lodge/shared-types'
import { renderToStaticMarkup } from 'react-dom/server'
import { createMemoryRouter, RouterProvider } from 'react-router-dom'
import { expect, test } from 'vitest'
import '../messages/all.ts'
import { OrderPanel, type PanelOrder } from './order-panel.tsx'
import { comparedLines } from './order-quote.tsx'

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
  status: 'open',
  agreed: true,
}
const card = { driverId: 'card-gateway', displayName: { en: 'Card payment' } }
const bank = { driverId: 'bank-transfer', displayName: { en: 'Bank transfer' } }

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

test('while a payment is under way nothing else can be paid', () => {
  const waiting = { attemptId: 'a1', bankAddress: undefined, lacksBankPage: false }
  expect(buttons(panel({ underWay: waiting }))).toBe(0)
  const lost = panel({ underWay: { ...waiting, lacksBankPage: true } })
  expect(lost).toContain('value="resume"')
  expect(lost).not.toContain('value="pay"')
  expect(panel({ underWay: { ...waiting, bankAddress: 'https://bank.example/1' } })).toContain(
    'href="https://bank.example/1"',
  )
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
