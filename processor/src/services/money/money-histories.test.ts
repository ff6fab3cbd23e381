/** Money over random histories: a small seeded number of what `npm run money:histories` plays by the hundred thousand. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newBank } from '../../../test-support/money-histories/bank.ts'
import { aHistory, play } from '../../../test-support/money-histories/histories.ts'
import { check } from '../../../test-support/money-histories/invariants.ts'
import { newOffice, type SimOffice } from '../../../test-support/money-histories/office.ts'
import { perform } from '../../../test-support/money-histories/perform.ts'

const seed = 20_261_120
const numRuns = 500

test('in random histories every minor unit is in one place, and nothing is charged or given back twice', () => {
  fc.assert(
    fc.property(aHistory, (history) => void play(history)),
    { numRuns, seed },
  )
})

/** How often things happened in such histories. */
function seen(): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const history of fc.sample(aHistory, { numRuns, seed })) {
    const { world, happened } = play(history)
    const events = world.office.dossiers.flatMap((one) => one.history)
    const refunds = world.office.refunds.flatMap(({ state, way, from }) => [
      ...[`refund ${state}`, `refund by ${way}`, `refund of ${from}`],
    ])
    for (const kind of [...happened.map((one) => one.do), ...events.map(({ type }) => type), ...refunds])
      counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

test('the histories are not all of one kind', () => {
  const counts = seen()
  for (const kind of [
    ...['payment.confirmed', 'payment.part-funded', 'payment.doubted', 'payment.reviewed'],
    ...['payment.refunded', 'payment.charged-back', 'payment.failed', 'payment.cancelled', 'payment.expired'],
    ...['order.paid', 'order.part-paid', 'dossier.withdrawn', 'call-lost', 'send-lost', 'send-killed'],
    ...['refund succeeded', 'refund failed', 'refund refused', 'refund by payout', 'refund by deposit'],
    ...['refund of order', 'refund of deposit', 'refund of suspense'],
  ])
    expect(counts[kind] ?? 0, kind).toBeGreaterThan(4)
})

/** An office in which an order has been paid by card. */
function paidOffice() {
  const world = { office: newOffice([10n]), bank: newBank(), canAsk: true }
  for (const act of ['start', 'call', 'pay', 'poll', 'fees'] as const)
    perform(world, { do: act, which: 0, how: 9 })
  return world
}

test.each<[string, (office: SimOffice) => void]>([
  ['a unit that is booked nowhere', (office) => void office.journal.pop()],
  ['an entry of one side', (office) => void office.journal[0]?.lines.pop()],
  ['a deposit that grows by itself', (office) => void office.deposit.set('EUR', 1n)],
])('%s is found', (_, breakIt) => {
  const world = paidOffice()
  check(world)
  breakIt(world.office)
  expect(() => {
    check(world)
  }).toThrow()
})
