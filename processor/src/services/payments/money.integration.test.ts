/** Money over random histories: whatever payers, banks and networks do, every minor unit is in exactly one place. */
import type { CardName } from '@lodge/mocks'
import { foldDossier, heldOf, nextAttemptStatuses, streamOf, type AttemptStatus } from '@lodge/shared-types'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  aKey,
  bankBalance,
  file,
  payWith,
  paymentOf,
  start,
  toBank,
  type Filed,
} from '../../../test-support/filing.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { balancesOf } from '../money/journal-lines.ts'
import { readStream } from '../../store/streams.ts'

/** Few: the rules are played by the thousand without a store, in money-histories.test.ts. */
const histories = 40
const atOnce = 10

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '2' } })
})
afterAll(() => office.end())

const card = fc.constantFrom<CardName[]>(
  'approve',
  'decline',
  'callback-lost',
  'callback-twice',
  'callback-late',
  'callback-wrong-amount',
  'short',
  'over',
  'cancel',
)
const act = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('start' as const), times: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pay' as const), card }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('repeat' as const), times: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('capture-late' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('charge-back' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pay-twice' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('bank-fails' as const),
      kind: fc.constantFrom('error-500', 'truncated', 'reset', 'reset-before', 'html'),
      charge: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('callback-drops' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 400 }) }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never
const history = fc.record({
  officeId: fc.constantFrom<('borovia' | 'sahil')[]>('borovia', 'sahil'),
  acts: fc.array(act, { minLength: 3, maxLength: 12 }),
})

const attemptsOf = ({ orderId }: Filed) =>
  office.office.store.attempts.many({ orderId }, { sort: { createdAt: 1 } })
const atBank = (attemptId: string) => office.bank.payments().find(({ reference }) => reference === attemptId)

async function perform(filed: Filed, one: Act): Promise<void> {
  const attempts = await attemptsOf(filed)
  const known = attempts.filter(({ _id }) => atBank(_id))
  const last = known.at(-1)
  switch (one.do) {
    case 'start':
      await Promise.allSettled(Array.from({ length: one.times }, () => start(office, filed, aKey())))
      return
    case 'pay':
      if (last) await payWith(office, last._id, one.card)
      return
    case 'return':
      if (last) await office.services.returnFromBank({ officeId: filed.officeId, attemptId: last._id })
      return
    case 'repeat': {
      const about = office.bank.callbacks().filter(({ body }) => known.some(({ _id }) => body.includes(_id)))
      for (const { id } of about) await toBank(office, `/admin/resend/${id}`, { times: one.times })
      return
    }
    case 'capture-late': {
      const [ended] = known.filter(({ active }) => !active)
      if (ended) await toBank(office, `/admin/payments/${paymentOf(office, ended._id).id}/capture`)
      return
    }
    case 'charge-back': {
      const settled = known.findLast(({ status }) => status === 'succeeded' || status === 'succeeded-late')
      if (settled) await toBank(office, `/admin/payments/${paymentOf(office, settled._id).id}/charge-back`)
      return
    }
    case 'pay-twice': {
      if (!last) return
      await payWith(office, last._id, 'decline')
      await office.services.returnFromBank({ officeId: filed.officeId, attemptId: last._id })
      const second = await start(office, filed).catch(() => undefined)
      if (second && atBank(second.attemptId)) await payWith(office, second.attemptId, 'approve')
      await toBank(office, `/admin/payments/${paymentOf(office, last._id).id}/capture`)
      return
    }
    case 'bank-fails':
      await toBank(office, '/admin/faults', { kind: one.kind, charge: one.charge })
      return
    case 'callback-drops':
      await toBank(office, '/admin/callback-faults', { kind: 'drop' })
      return
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, one.ms))
  }
}

/** Whether the table of attempts lets `next` follow. */
const mayFollow = (before: AttemptStatus, next: AttemptStatus): boolean =>
  nextAttemptStatuses[before].some((status) => status === next)

/** What the journal says of one dossier, by the kind of account. */
async function booked(filed: Filed) {
  const events = await readStream(office.office.store, filed.officeId, streamOf('dossier', filed.dossierId))
  const causes = events.map(({ eventId }) => eventId)
  const rows = await office.office.store.journal.many({ causedBy: { $in: causes } })
  const sums = { bank: 0n, order: 0n, deposit: 0n, suspense: 0n }
  for (const [account, { amountMinor }] of balancesOf(rows)) {
    const [kind = ''] = account.split(/[:|]/)
    if (kind === 'bank' || kind === 'order' || kind === 'deposit' || kind === 'suspense')
      sums[kind] += amountMinor
    else throw new Error(`The journal knows no account ${account}`)
  }
  return { events, sums }
}

test(
  `over ${histories} random histories every minor unit is in one place, an order is paid once, and no money moves back`,
  { timeout: 90_000 },
  async () => {
    const seed = 20_261_120
    const drawn = fc.sample(history, { numRuns: histories, seed })
    const all: Filed[] = []
    for (let from = 0; from < drawn.length; from += atOnce)
      await Promise.all(
        drawn.slice(from, from + atOnce).map(async ({ officeId, acts }, index) => {
          const filed = await file(office, { officeId, accountId: `account-${from + index}` })
          all.push(filed)
          await perform(filed, { do: 'start', times: 1 })
          for (const one of acts) await perform(filed, one)
        }),
      )
    await fetch(`${office.bank.url}/admin/faults`, { method: 'DELETE' })
    // What no callback told, the return asks for; an attempt that ended is told by its callback only.
    await until(
      'the bank’s books in the journal',
      async () => {
        for (const { id } of office.bank.callbacks().filter(({ state }) => state !== 'delivered'))
          await toBank(office, `/admin/resend/${id}`)
        const rows = await office.office.store.journal.many({})
        const bank = [...balancesOf(rows)].filter(([account]) => account.startsWith('bank:'))
        return bank.reduce((sum, [, { amountMinor }]) => sum + amountMinor, 0n) === bankBalance(office)
      },
      30_000,
    )

    const seen = { paid: 0, deposits: 0, suspense: 0, back: 0 }
    for (const filed of all) {
      const { events, sums } = await booked(filed)
      const attempts = await attemptsOf(filed)
      const why = `${filed.officeId} ${filed.dossierId}: ${events.map(({ type }) => type).join(' ')}`
      // Zero in all, and the bank's money is the order's, the payer's or in suspense.
      expect(sums.bank + sums.order + sums.deposit + sums.suspense, why).toBe(0n)
      const held = attempts.reduce((sum, { _id }) => {
        const payment = atBank(_id)
        return payment ? sum + payment.captured.amountMinor - payment.chargedBack.amountMinor : sum
      }, 0n)
      expect(sums.bank, why).toBe(held)
      for (const kind of ['order', 'deposit', 'suspense'] as const) expect(sums[kind] <= 0n, why).toBe(true)
      const { total } = filed.acknowledgement.order
      expect(-sums.order <= total.amountMinor, why).toBe(true)
      // Paid with its whole total, and once more only after a bank has taken money back.
      const paid = events.filter(({ type }) => type === 'order.paid')
      const takenBack = events.filter(({ type }) => type === 'payment.charged-back')
      expect(paid.length, why).toBeLessThanOrEqual(1 + takenBack.length)
      const [order] = foldDossier(events).orders
      expect(order && heldOf(order).amountMinor, why).toBe(-sums.order)
      expect(order?.status === 'paid', why).toBe(-sums.order === total.amountMinor)
      // One attempt at a time, and no step that the table does not know: none leaves money for no money.
      expect(attempts.filter(({ active }) => active).length, why).toBeLessThanOrEqual(1)
      const states = new Map<string, AttemptStatus>()
      for (const event of events) {
        if (!event.type.startsWith('payment.') || !('bankAt' in event.data)) continue
        const { attemptId, status } = event.data
        const before = states.get(attemptId)
        if (before !== undefined)
          expect(mayFollow(before, status), `${before} then ${status}; ${why}`).toBe(true)
        states.set(attemptId, status)
      }
      for (const { _id, status } of attempts) expect(states.get(_id), why).toBe(status)
      // The account's history is the deposit's balance.
      const account = await readStream(
        office.office.store,
        filed.officeId,
        streamOf('account', filed.actor.accountId ?? ''),
      )
      const told = account.reduce((sum, event) => {
        if (event.type === 'account.credited') return sum + event.data.amount.amountMinor
        return event.type === 'account.debited' ? sum - event.data.amount.amountMinor : sum
      }, 0n)
      expect(told, why).toBe(-sums.deposit)
      seen.paid += paid.length
      seen.deposits += sums.deposit < 0n ? 1 : 0
      seen.suspense += sums.suspense < 0n ? 1 : 0
      seen.back += [...states.values()].filter((status) => status === 'charged-back').length
    }
    // The histories were not all of one kind.
    for (const [kind, count] of Object.entries(seen)) expect(count, kind).toBeGreaterThan(0)
  },
)
