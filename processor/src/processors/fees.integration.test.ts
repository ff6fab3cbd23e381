/** Fees: what payments amount to for an order, however late and in whatever bunch fees hears of them. */
import { money, streamOf, type Money } from '@lodge/shared-types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { file, payWith, paymentOf, start, toBank, type Filed } from '../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../test-support/test-office.ts'
import { applyNews } from '../services/payments/apply-news.ts'
import type { News } from '../services/payments/follow-news.ts'
import { readStream } from '../store/streams.ts'
import { balancesOf } from '../services/money/journal-lines.ts'
import { payments } from './payments.ts'

// Nothing runs until a test says so: everything has happened by then.
let office: TestOffice
beforeEach(async () => {
  office = await startTestOffice({ run: false })
})
afterEach(() => office.end())

const tells = (attemptId: string, news: Pick<News, 'outcome'> & Partial<News>) =>
  applyNews(office.office, attemptId, {
    bankReference: null,
    bankStatus: 'said',
    amount: null,
    bankAt: null,
    by: 'driver:card-gateway',
    causedBy: null,
    ...news,
  })
const eventsOf = ({ dossierId }: Filed) =>
  readStream(office.office.store, 'borovia', streamOf('dossier', dossierId))
async function caughtUp(filed: Filed) {
  await office.another().then((process) => process.run())
  return until('lodged', async () => {
    const events = await eventsOf(filed)
    return events.some(({ type }) => type === 'dossier.lodged') && events
  })
}
/** The balance of each kind of account. */
async function journal(): Promise<Record<string, bigint>> {
  const balances = balancesOf(await office.office.store.journal.many({}))
  return Object.fromEntries(
    [...balances].map(([account, { amountMinor }]): [string, bigint] => [
      account.split(/[:|]/)[0] ?? '',
      amountMinor,
    ]),
  )
}
const day = (date: string) => new Date(`${date}T09:00:00Z`)

test('an order is paid by the part that completed it, at that part’s time, and told of each part once', async () => {
  const filed = await file(office)
  const { total } = filed.acknowledgement.order
  const part: Money = money(100n, total.currency)
  const { attemptId } = await start(office, filed)
  await tells(attemptId, { outcome: 'unknown' })
  await tells(attemptId, { outcome: 'awaiting-funds' })
  await tells(attemptId, { outcome: 'partially-funded', amount: part, bankAt: day('2026-11-21') })
  await tells(attemptId, { outcome: 'partially-funded', amount: part, bankAt: day('2026-11-22') })
  await tells(attemptId, { outcome: 'succeeded', amount: total, bankAt: day('2026-11-25') })
  const events = await caughtUp(filed)
  const said = events.filter(({ type }) => type === 'order.part-paid' || type === 'order.paid')
  expect(said).toMatchObject([
    { type: 'order.part-paid', data: { received: part } },
    { type: 'order.paid', data: { received: total, paidAt: day('2026-11-25') } },
  ])
  const t = total.amountMinor
  expect(await journal()).toEqual({ bank: t, order: -t })
})

test('an order that two attempts paid before fees looked is paid once; the second payment is the payer’s', async () => {
  const filed = await file(office)
  const { total } = filed.acknowledgement.order
  const first = await start(office, filed)
  await payWith(office, first.attemptId, 'cancel')
  await office.services.returnFromBank({ officeId: 'borovia', attemptId: first.attemptId })
  const second = await start(office, filed)
  await payWith(office, second.attemptId, 'callback-lost')
  await office.services.returnFromBank({ officeId: 'borovia', attemptId: second.attemptId })
  await toBank(office, `/admin/payments/${paymentOf(office, first.attemptId).id}/capture`)
  const late = await until('the late callback', async () => {
    const all = await office.office.store.callbacks.many({}, { sort: { receivedAt: -1 } })
    return all.find(({ body }) => Buffer.from(body.value()).toString().includes('CAPTURED'))
  })
  await payments.callback?.(late._id, office.office)
  const events = await caughtUp(filed)
  expect(events.map(({ type }) => type).slice(2, 8)).toEqual([
    'payment.started',
    'payment.awaited',
    'payment.cancelled',
    'payment.started',
    'payment.awaited',
    'payment.confirmed',
  ])
  expect(events.filter(({ type }) => type === 'payment.confirmed')).toHaveLength(2)
  expect(events.filter(({ type }) => type === 'order.paid')).toMatchObject([
    { data: { received: total, credit: money(0n, total.currency) } },
  ])
  const order = await until('credited', () =>
    office.office.store.orders.one({ _id: filed.orderId, 'credit.amountMinor': total.amountMinor }),
  )
  expect(order).toMatchObject({ status: 'paid', received: money(2n * total.amountMinor, total.currency) })
  const t = total.amountMinor
  await until('booked', async () => (await office.office.store.journal.count({})) === 2)
  expect(await journal()).toEqual({ bank: 2n * t, order: -t, deposit: -t })
})
