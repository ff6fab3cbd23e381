/** Paying an order: every card of the fake bank, races, lost answers; one charge, whatever happens on the wire. */
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { money, pageOf, plainTaskList, streamOf } from '@lodge/shared-types'
import { cards, type CardName } from '@lodge/mocks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aKey,
  bankBalance,
  file,
  payWith,
  paymentOf,
  refusalOf,
  refusalsIn,
  start,
  toBank,
  type Filed,
} from '../../../test-support/filing.ts'
import { startProxy } from '../../../test-support/tcp-proxy.ts'
import { startTestOffice, until, type TestOffice } from '../../../test-support/test-office.ts'
import { balancesOf } from '../money/journal-lines.ts'
import { readStream } from '../../store/streams.ts'
import { applyNews } from './apply-news.ts'
import { repeatInitiate } from './initiate-attempt.ts'

let office: TestOffice
beforeAll(async () => {
  office = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '3' } })
})
afterAll(() => office.end())

const attemptOf = async (attemptId: string) => {
  const attempt = await office.office.store.attempts.one({ _id: attemptId })
  if (!attempt) throw new Error(`there is no attempt ${attemptId}`)
  return attempt
}
const becomes = (attemptId: string, status: string, withinMs = 8_000) =>
  until(
    `${attemptId} ${status}`,
    async () => (await attemptOf(attemptId)).status === status && attemptOf(attemptId),
    withinMs,
  )
const orderOf = async ({ actor, dossierId }: Filed) => {
  const [order] = (await office.services.dossierView(actor, dossierId)).orders
  if (!order) throw new Error('there is no order')
  return order
}
const paid = (filed: Filed) =>
  until('paid', async () => (await orderOf(filed)).status === 'paid' && orderOf(filed))
const eventsOf = async ({ dossierId, officeId }: Filed) =>
  readStream(office.office.store, officeId, streamOf('dossier', dossierId))
const typesOf = async (filed: Filed) => (await eventsOf(filed)).map(({ type }) => type)
const countOf = async (filed: Filed, type: string) =>
  (await typesOf(filed)).filter((one) => one === type).length
const journalOf = async (filed: Filed) => {
  const causes = new Set((await eventsOf(filed)).map(({ eventId }) => eventId))
  const rows = await office.office.store.journal.many({ officeId: filed.officeId })
  return balancesOf(rows.filter(({ causedBy }) => causes.has(causedBy)))
}
const newsThat = (outcome: 'expired' | 'failed' | 'succeeded') => ({
  outcome,
  bankReference: null,
  bankStatus: outcome,
  amount: null,
  bankAt: null,
  by: 'driver:card-gateway',
  causedBy: null,
})
/** What the bank took for one attempt. */
const takenFor = (attemptId: string): bigint => paymentOf(office, attemptId).captured.amountMinor
const answerOf = async ({ officeId }: Filed, attemptId: string) =>
  (await office.services.returnFromBank({ officeId, attemptId })).answer

async function startedWith(card: CardName, wish: Parameters<typeof file>[1] = {}) {
  const filed = await file(office, wish)
  const { attemptId } = await start(office, filed)
  await payWith(office, attemptId, card)
  return { filed, attemptId, total: filed.acknowledgement.order.total }
}

describe('a card', () => {
  test.each(['approve', 'challenge', 'pending', 'callback-lost', 'callback-twice', 'callback-late'] as const)(
    'of the kind %s pays the order once',
    async (card) => {
      const { filed, attemptId, total } = await startedWith(card)
      const order = await paid(filed)
      expect(order).toMatchObject({ received: total, credit: money(0n, 'BGN') })
      await becomes(attemptId, 'succeeded')
      expect(await countOf(filed, 'payment.confirmed')).toBe(1)
      expect(await countOf(filed, 'order.paid')).toBe(1)
      expect(await journalOf(filed)).toEqual(
        new Map([
          ['bank:card-gateway|BGN', total],
          [`order:${filed.orderId}|BGN`, money(-total.amountMinor, 'BGN')],
        ]),
      )
      expect(await answerOf(filed, attemptId)).toBe('successful')
    },
  )

  test('whose callback is lost is healed within two polls', async () => {
    const { attemptId } = await startedWith('callback-lost')
    const after = await becomes(attemptId, 'succeeded')
    expect(after.polls).toBeLessThanOrEqual(2)
  })

  test('that is declined leaves the order to be paid by another, once', async () => {
    const { filed, attemptId } = await startedWith('decline')
    await becomes(attemptId, 'failed')
    expect(await answerOf(filed, attemptId)).toBe('failed')
    const second = await start(office, filed)
    await payWith(office, second.attemptId, 'approve')
    await paid(filed)
    expect(await countOf(filed, 'order.paid')).toBe(1)
    expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'stale' })
  })

  test.each([
    ['callback-wrong-amount', 0n],
    ['short', -1n],
    ['over', 1n],
  ] as const)(
    'of the kind %s is kept aside for people: no release, the money in suspense, a task for finance',
    async (card, extra) => {
      const { filed, attemptId, total } = await startedWith(card)
      const after = await becomes(attemptId, 'review')
      expect(after.reason).toBe('amount-mismatch')
      const came = total.amountMinor + extra
      expect(takenFor(attemptId)).toBe(came)
      const journal = await until('booked', async () => {
        const now = await journalOf(filed)
        return now.size > 0 && now
      })
      expect(journal).toEqual(
        new Map([
          ['bank:card-gateway|BGN', money(came, 'BGN')],
          ['suspense|BGN', money(-came, 'BGN')],
        ]),
      )
      expect(await answerOf(filed, attemptId)).toBe('awaiting-confirmation')
      expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'payment-in-progress' })
      expect(await typesOf(filed)).not.toContain('order.paid')
      const { orderNumber } = filed.acknowledgement.order
      for (const role of ['finance', 'administrator'] as const) {
        const mine = await until('the task', async () => {
          const { rows } = await office.services.listTasks(office.staff([role]), plainTaskList)
          const found = rows.filter(({ subject }) => subject.includes(orderNumber))
          return found.length > 0 && found
        })
        expect(mine).toMatchObject([{ kind: 'payment-review', role: 'finance', holder: null }])
        expect(mine[0]?.subject).toContain('suspense')
      }
    },
  )

  test('that is never shown leaves the attempt awaiting, and the order free once it has expired', async () => {
    const filed = await file(office)
    const { attemptId } = await start(office, filed)
    expect(await answerOf(filed, attemptId)).toBe('awaiting-confirmation')
    expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'payment-in-progress' })
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/status`, { status: 'EXPIRED' })
    await becomes(attemptId, 'expired')
    expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
  })

  test('pays an order of sahil in three decimals, after it was lodged', async () => {
    const { filed, total } = await startedWith('approve', { officeId: 'sahil' })
    expect((await paid(filed)).received).toEqual(total)
    expect(total.currency).toBe('KWD')
  })

  test('that runs out of time leaves the order free', async () => {
    const { filed, attemptId } = await startedWith('expire')
    await becomes(attemptId, 'expired')
    expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
  })

  test('and every card that there is, is in this file', () => {
    const shown: CardName[] = [
      'approve',
      'challenge',
      'pending',
      'expire',
      'callback-lost',
      'callback-twice',
      'callback-late',
      'decline',
      'callback-wrong-amount',
      'short',
      'over',
      'cancel',
    ]
    expect(Object.keys(cards).toSorted()).toEqual(shown.toSorted())
  })
})

describe('starting twice', () => {
  test('with 20 keys at once gives one attempt and one charge', async () => {
    const filed = await file(office)
    const refusals = await refusalsIn(Array.from({ length: 20 }, () => start(office, filed)))
    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 19 }, () => 'payment-in-progress'))
    const attempts = await office.office.store.attempts.many({ orderId: filed.orderId })
    expect(attempts).toHaveLength(1)
    expect(office.bank.payments().filter(({ reference }) => reference === attempts[0]?._id)).toHaveLength(1)
  })

  test('with one key at once, in two processes, is one attempt for every caller', async () => {
    const other = await office.another()
    const filed = await file(office)
    const key = aKey()
    const started = await Promise.all(
      Array.from({ length: 10 }, (_, index) => start(index % 2 === 0 ? office : other, filed, key)),
    )
    expect(new Set(started.map(({ attemptId }) => attemptId)).size).toBe(1)
    const again = await start(office, filed, key)
    expect(again).toMatchObject({ status: 'action-required', attemptId: started[0]?.attemptId })
    expect(pageOf(again.nextAction)).toContain('/pay/')
    expect(await office.office.store.attempts.many({ orderId: filed.orderId })).toHaveLength(1)
  })

  test('when it is paid and fees has not said so yet, is refused as paid', async () => {
    const quiet = await startTestOffice({ run: false })
    try {
      const filed = await file(quiet)
      const { attemptId } = await start(quiet, filed)
      await payWith(quiet, attemptId, 'approve')
      expect(await quiet.services.returnFromBank({ officeId: 'borovia', attemptId })).toEqual({
        dossierId: filed.dossierId,
        answer: 'successful',
      })
      expect(await refusalOf(start(quiet, filed))).toMatchObject({ code: 'stale' })
    } finally {
      await quiet.end()
    }
  })
})

describe('an outcome that is not known', () => {
  const fault = (kind: string, more: Record<string, unknown> = {}) =>
    toBank(office, '/admin/faults', { kind, ...more })

  test.each(['error-500', 'truncated', 'reset', 'html', 'other-amount'])(
    '(%s after the charge) starts no second charge, and resolves to paid by a query',
    async (kind) => {
      const filed = await file(office)
      await fault(kind, { charge: true })
      const { attemptId, status } = await start(office, filed)
      expect(['unknown', 'succeeded']).toContain(status)
      const refusal = await refusalOf(start(office, filed))
      expect(['payment-in-progress', 'stale']).toContain(refusal.code)
      await paid(filed)
      expect(takenFor(attemptId)).toBe(filed.acknowledgement.order.total.amountMinor)
      expect(office.bank.payments().filter(({ reference }) => reference === attemptId)).toHaveLength(1)
      expect(await countOf(filed, 'order.paid')).toBe(1)
    },
  )

  test('gives the bank’s page all the same: the same key, or taking it up again, asks under the attempt’s own key', async () => {
    const quiet = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '1000' } })
    try {
      for (const again of ['key', 'resume'] as const) {
        const filed = await file(quiet)
        await toBank(quiet, '/admin/faults', { kind: 'reset' })
        const key = aKey()
        const { attemptId, status, nextAction } = await start(quiet, filed, key)
        expect({ status, nextAction }).toEqual({ status: 'unknown', nextAction: null })
        const { dossierId, actor } = filed
        const { attempts } = await quiet.services.dossierView(actor, dossierId)
        expect(attempts).toMatchObject([{ attemptId, lacksBankPage: true }])
        const healed =
          again === 'key'
            ? await start(quiet, filed, key)
            : await quiet.services.resumePayment(actor, { dossierId, attemptId })
        expect(healed).toMatchObject({ attemptId, status: 'action-required' })
        expect(pageOf(healed.nextAction)).toContain('/pay/')
        expect(quiet.bank.payments().filter(({ reference }) => reference === attemptId)).toHaveLength(1)
        expect(await quiet.services.resumePayment(actor, { dossierId, attemptId })).toEqual(healed)
        const stranger = quiet.agent('borovia', 'account-2')
        expect(
          await refusalOf(quiet.services.resumePayment(stranger, { dossierId, attemptId })),
        ).toMatchObject({ code: 'not-found' })
      }
    } finally {
      await quiet.end()
    }
  })

  test('gives no page of the bank any more once an earlier attempt has brought the money after all', async () => {
    const quiet = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '1000' } })
    try {
      const filed = await file(quiet)
      const { dossierId, actor } = filed
      const first = await start(quiet, filed)
      await applyNews(quiet.office, first.attemptId, newsThat('expired'))
      await toBank(quiet, '/admin/faults', { kind: 'reset-before' })
      const key = aKey()
      const { attemptId, status } = await start(quiet, filed, key)
      expect(status).toBe('unknown')
      await applyNews(quiet.office, first.attemptId, newsThat('succeeded'))
      const answers = [
        await quiet.services.resumePayment(actor, { dossierId, attemptId }),
        await start(quiet, filed, key),
      ]
      for (const answer of answers) expect(answer).toMatchObject({ attemptId, nextAction: null })
      expect(quiet.bank.payments().filter(({ reference }) => reference === attemptId)).toEqual([])
    } finally {
      await quiet.end()
    }
  })

  test('gives no page of the bank any more once the attempt has ended, for another may be under way', async () => {
    const quiet = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '1000' } })
    try {
      const { store } = quiet.office
      const filed = await file(quiet)
      await toBank(quiet, '/admin/faults', { kind: 'reset-before' })
      const { attemptId } = await start(quiet, filed)
      const before = await store.attempts.one({ _id: attemptId })
      if (!before) throw new Error('there is no attempt')
      // The polls give it up after it was read and before the bank is asked again.
      await applyNews(quiet.office, attemptId, newsThat('failed'))
      expect(await repeatInitiate(quiet.office, before)).toMatchObject({
        status: 'failed',
        nextAction: null,
      })
      expect(await store.attempts.one({ _id: attemptId })).toMatchObject({ active: false, nextAction: null })
      expect(await start(quiet, filed)).toMatchObject({ status: 'action-required' })
    } finally {
      await quiet.end()
    }
  })

  test('is not made worse by taking it up while the bank is away', async () => {
    const quiet = await startTestOffice({ env: { PAYMENT_POLL_PERCENT: '1000' } })
    try {
      const filed = await file(quiet)
      for (const kind of ['reset', 'error-500']) await toBank(quiet, '/admin/faults', { kind })
      const { attemptId } = await start(quiet, filed)
      const resume = () =>
        quiet.services.resumePayment(filed.actor, { dossierId: filed.dossierId, attemptId })
      expect(await resume()).toMatchObject({ status: 'unknown', nextAction: null })
      expect(await resume()).toMatchObject({ status: 'action-required' })
    } finally {
      await quiet.end()
    }
  })

  test('because the bank lost it, becomes failed after some polls, and can be paid again', async () => {
    const filed = await file(office)
    await fault('reset-before')
    const { attemptId, status } = await start(office, filed)
    expect(status).toBe('unknown')
    expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'payment-in-progress' })
    const after = await becomes(attemptId, 'failed')
    expect(after.reason).toBe('bank-does-not-know')
    expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
  })

  test.each([
    ['declined', 'declined:declined'],
    ['rate-limited', 'rate:too-many-requests'],
    ['unauthorised', 'auth:unauthorised'],
  ])('is no matter where the bank says no itself (%s): failed at once', async (kind, reason) => {
    const filed = await file(office)
    await fault(kind)
    expect(await start(office, filed)).toMatchObject({ status: 'failed', reason })
    expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
  })

  test('and a connection that is refused is: failed, nothing sent, pay again', async () => {
    const filed = await file(office)
    await toBank(office, '/admin/refuse', { ms: 700 })
    const { status, reason } = await start(office, filed)
    expect({ status, reason }).toEqual({ status: 'failed', reason: 'unavailable:ECONNREFUSED' })
    await until('the bank is back', () =>
      fetch(`${office.bank.url}/healthz`).then(
        () => true,
        () => false,
      ),
    )
    expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
  })

  test('of a status that no manifest names calls a person, and is resolved by a later word', async () => {
    const filed = await file(office)
    const { attemptId } = await start(office, filed)
    const { id } = paymentOf(office, attemptId)
    await toBank(office, `/admin/payments/${id}/status`, { status: 'WEIRD' })
    expect((await becomes(attemptId, 'unknown')).reason).toBe('unknown-bank-status:WEIRD')
    const alarm = () => office.office.store.tasks.one({ causedBy: `payment:${attemptId}:unknown:WEIRD` })
    expect(await until('alarm', alarm)).toMatchObject({ role: 'administrator' })
    await toBank(office, `/admin/payments/${id}/status`, { status: 'NEW' })
    await becomes(attemptId, 'action-required')
    await payWith(office, attemptId, 'approve')
    await paid(filed)
  })
})

test.each([
  ['CANCELLED', 'pending', 'failed'],
  ['EXPIRED', 'pending', 'failed'],
])('a payment that ends as %s after it was %s does not stay open for ever', async (end, _, status) => {
  const filed = await file(office)
  const { attemptId } = await start(office, filed)
  const { id } = paymentOf(office, attemptId)
  await toBank(office, `/admin/payments/${id}/status`, { status: 'PROCESSING' })
  await becomes(attemptId, 'pending')
  await toBank(office, `/admin/payments/${id}/status`, { status: end })
  await becomes(attemptId, status)
  expect(await start(office, filed)).toMatchObject({ status: 'action-required' })
})

/** A process of the office whose calls reach the bank only as far as `stall` lets them. */
async function behindStalledBank(stall: 'all' | 'answers') {
  const { hostname, port } = new URL(office.bank.url)
  const proxy = await startProxy({ host: hostname, port: Number(port) })
  proxy.stall(stall)
  const drivers = join(dirname(office.env.DRIVERS_FILE), `stalled-${stall}.json`)
  const card = {
    baseUrl: `http://127.0.0.1:${proxy.port}`,
    merchantId: 'lodge-demo',
    pageOrigins: [office.bank.url],
  }
  await writeFile(drivers, JSON.stringify({ borovia: { 'card-gateway': card } }))
  return { process: await office.another({ DRIVERS_FILE: drivers }), proxy }
}

describe('a process that never hears from the bank', () => {
  test('because the call never left it: the attempt fails after some polls, and the order can be paid again', async () => {
    const { process, proxy } = await behindStalledBank('all')
    const filed = await file(office)
    const call = start(process, filed).catch(() => undefined)
    const stored = await until('stored', () => office.office.store.attempts.one({ orderId: filed.orderId }))
    expect(stored.status).toBe('submitting')
    expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'payment-in-progress' })
    expect((await becomes(stored._id, 'failed')).reason).toBe('bank-does-not-know')
    const second = await start(office, filed)
    await payWith(office, second.attemptId, 'approve')
    await paid(filed)
    await proxy.stop()
    await call
    expect((await attemptOf(stored._id)).status).toBe('failed')
    expect(await countOf(filed, 'order.paid')).toBe(1)
  })

  test('though the bank charged: callback and query pay the order once, before the call has an answer', async () => {
    const { process, proxy } = await behindStalledBank('answers')
    const filed = await file(office)
    await toBank(office, '/admin/faults', { kind: 'timeout', charge: true })
    const call = start(process, filed).catch(() => undefined)
    await paid(filed)
    expect(await refusalOf(start(office, filed))).toMatchObject({ code: 'stale' })
    await proxy.stop()
    const { status, attemptId } = (await call) ?? {}
    expect(status).toBe('succeeded')
    expect(takenFor(attemptId ?? '')).toBe(filed.acknowledgement.order.total.amountMinor)
    expect(await countOf(filed, 'order.paid')).toBe(1)
  })
})

describe('late money', () => {
  const capture = (attemptId: string) =>
    toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/capture`)

  test('after the payment was cancelled pays the order all the same', async () => {
    const { filed, attemptId, total } = await startedWith('cancel')
    await becomes(attemptId, 'cancelled')
    await capture(attemptId)
    await becomes(attemptId, 'succeeded-late')
    expect((await paid(filed)).received).toEqual(total)
    expect(await answerOf(filed, attemptId)).toBe('successful')
  })

  test('for an order that another attempt has paid is the payer’s: on their account and in the deposit', async () => {
    const { filed, attemptId, total } = await startedWith('decline', { accountId: 'account-late' })
    await becomes(attemptId, 'failed')
    const second = await start(office, filed)
    await payWith(office, second.attemptId, 'approve')
    await paid(filed)
    await capture(attemptId)
    await becomes(attemptId, 'succeeded-late')
    const order = await until('credited', async () => {
      const now = await orderOf(filed)
      return now.credit.amountMinor > 0n && now
    })
    expect(order).toMatchObject({ status: 'paid', credit: total })
    expect(await countOf(filed, 'order.paid')).toBe(1)
    const account = await readStream(office.office.store, 'borovia', streamOf('account', 'account-late'))
    expect(account).toMatchObject([{ type: 'account.credited', data: { amount: total } }])
    await until('booked', async () => (await journalOf(filed)).has('deposit:account-late|BGN'))
    expect((await journalOf(filed)).get('deposit:account-late|BGN')).toEqual(money(-total.amountMinor, 'BGN'))

    // It is charged back: it leaves the deposit, and the order stays paid by the other.
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/charge-back`)
    await becomes(attemptId, 'charged-back')
    const journal = await until('booked back', async () => {
      const now = await journalOf(filed)
      return now.get('deposit:account-late|BGN')?.amountMinor === 0n && now
    })
    expect(journal.get(`order:${filed.orderId}|BGN`)).toEqual(money(-total.amountMinor, 'BGN'))
    expect(journal.get('bank:card-gateway|BGN')).toEqual(total)
    const told = await readStream(office.office.store, 'borovia', streamOf('account', 'account-late'))
    expect(told.map(({ type }) => type)).toEqual(['account.credited', 'account.debited'])
  })

  test('that came and went back before it was known calls a person, and is not charged again', async () => {
    const { filed, attemptId } = await startedWith('decline')
    await becomes(attemptId, 'failed')
    await toBank(office, '/admin/callback-faults', { kind: 'drop', times: 4 })
    await capture(attemptId)
    await new Promise((resolve) => setTimeout(resolve, 1_600))
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/charge-back`)
    expect((await becomes(attemptId, 'review')).reason).toBe('charged-back-before-confirmed')
    expect(await journalOf(filed)).toEqual(new Map())
  })
})

describe('a charge-back', () => {
  test('of a paid order takes the money out of the order again, once', async () => {
    const { filed, attemptId, total } = await startedWith('approve')
    await paid(filed)
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/charge-back`)
    await becomes(attemptId, 'charged-back')
    await until(
      'booked',
      async () => (await journalOf(filed)).get('bank:card-gateway|BGN')?.amountMinor === 0n,
    )
    expect((await journalOf(filed)).get(`order:${filed.orderId}|BGN`)).toEqual(money(0n, 'BGN'))
    expect(await countOf(filed, 'payment.charged-back')).toBe(1)
    expect(total.amountMinor).toBeGreaterThan(0n)
  })
})

describe('the way back from the bank', () => {
  test('asks the bank, and believes nothing else', async () => {
    const filed = await file(office)
    const { attemptId } = await start(office, filed)
    expect(await answerOf(filed, attemptId)).toBe('awaiting-confirmation')
    expect(await typesOf(filed)).not.toContain('payment.confirmed')
    await payWith(office, attemptId, 'callback-lost')
    expect(await answerOf(filed, attemptId)).toBe('successful')
  })

  test('is unknown at another office, for another attempt, and with a tampered id', async () => {
    const filed = await file(office)
    const { attemptId } = await start(office, filed)
    for (const [officeId, id] of [
      ['sahil', attemptId],
      ['borovia', `${attemptId}'`],
      ['borovia', ''],
      ['nowhere', attemptId],
    ] as const)
      expect(await refusalOf(office.services.returnFromBank({ officeId, attemptId: id }))).toMatchObject({
        code: 'not-found',
      })
  })

  test('says awaiting confirmation while the bank is away', async () => {
    const filed = await file(office)
    const { attemptId } = await start(office, filed)
    await toBank(office, '/admin/faults', { kind: 'error-500', on: 'query', times: 3 })
    expect(await answerOf(filed, attemptId)).toBe('awaiting-confirmation')
    await toBank(office, `/admin/payments/${paymentOf(office, attemptId).id}/status`, { status: 'EXPIRED' })
    await becomes(attemptId, 'expired')
  })
})

test('an order of another account is unknown to whoever wants to pay it', async () => {
  const filed = await file(office)
  const other = { ...filed, actor: office.agent('borovia', 'account-2') }
  expect(await refusalOf(start(office, other))).toMatchObject({ code: 'not-found' })
  const elsewhere = { ...filed, actor: office.agent('sahil') }
  expect(await refusalOf(start(office, elsewhere))).toMatchObject({ code: 'not-found' })
  const staff = { ...filed, actor: office.staff(['finance']) }
  expect(await refusalOf(start(office, staff))).toMatchObject({ code: 'not-found' })
})

test('after all of this, what the bank holds is what the journal says', async () => {
  const drained = await until('equal', async () => {
    const rows = await office.office.store.journal.many({})
    const balances = balancesOf(rows)
    const bank = [...balances]
      .filter(([account]) => account.startsWith('bank:'))
      .reduce((sum, [, { amountMinor }]) => sum + amountMinor, 0n)
    return bank === bankBalance(office) && balances
  })
  const sum = (currency: string) =>
    [...drained]
      .filter(([account]) => account.endsWith(`|${currency}`))
      .reduce((total, [, { amountMinor }]) => total + amountMinor, 0n)
  expect([sum('BGN'), sum('KWD')]).toEqual([0n, 0n])
})
