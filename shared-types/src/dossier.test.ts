import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { append } from './a-history.ts'
import { attemptStatuses, type AttemptStatus } from './attempt.ts'
import { activeAttempt, dossierStatus, foldDossier, noDossier, type DossierState } from './dossier.ts'
import { decideDossier, refusalOfOverride, type DossierCommand } from './dossier-decisions.ts'
import type { DomainEvent, PaymentFacts } from './events.ts'
import { checkChain } from './hash-chain.ts'
import { money, type Money } from './money.ts'
import { heldOf, missingOf } from './order.ts'
import { ProblemError } from './problem.ts'

const now = new Date('2026-11-20T08:00:00Z')
const eur = (minor: bigint | number): Money => money(minor, 'EUR')

const submit = (total: Money, order: { agreementNeeded?: boolean } = {}): DossierCommand => ({
  type: 'submit',
  submission: {
    submissionId: 's1',
    submissionNumber: 'S-2026-1',
    accountId: 'a1',
    receivedAt: now,
    receivedDate: '2026-11-20',
    clockDoubt: false,
    bodySha256: 'a'.repeat(64),
    requests: [],
  },
  order: {
    orderId: 'o1',
    orderNumber: 'I-2026-1',
    lines: [],
    total,
    tariffVersion: 't-1',
    releases: true,
    quoted: total,
    agreementNeeded: order.agreementNeeded ?? false,
  },
})

const facts = (attemptId: string, status: AttemptStatus, moved: Money | null = null): PaymentFacts => ({
  orderId: 'o1',
  attemptId,
  driverId: 'card-gateway',
  status,
  amount: eur(250_00),
  moved,
  bankAt: null,
  knownAt: now,
  reason: null,
})

const start = (attemptId: string): DossierCommand => ({
  type: 'start-attempt',
  facts: facts(attemptId, 'created'),
})
const news = (attemptId: string, status: AttemptStatus, moved?: Money): DossierCommand => ({
  type: 'record-payment',
  facts: facts(attemptId, status, moved ?? null),
})
const settle: DossierCommand = { type: 'settle-order', orderId: 'o1', paidAt: now }

/** Runs commands one after another; every decision is appended before the next is taken. */
const after = (...commands: DossierCommand[]): { history: DomainEvent[]; state: DossierState } => {
  const history = commands.reduce<DomainEvent[]>(
    (events, command) => append(events, decideDossier(command, foldDossier(events))),
    [],
  )
  return { history, state: foldDossier(history) }
}
const typesOf = (history: readonly DomainEvent[]): string[] => history.map((event) => event.type)
const started = [submit(eur(250_00)), start('p1'), news('p1', 'submitting')]

/** Returns the code of the refusal that `command` meets. */
function refusal(command: DossierCommand, state: DossierState): string {
  try {
    decideDossier(command, state)
  } catch (error) {
    if (error instanceof ProblemError) return error.code
    throw error
  }
  return 'not refused'
}

describe('paying for a dossier', () => {
  test('a payment of the whole total pays the order', () => {
    const { history, state } = after(...started, news('p1', 'succeeded', eur(250_00)), settle)
    expect(typesOf(history).slice(-2)).toEqual(['payment.confirmed', 'order.paid'])
    expect(dossierStatus(state)).toBe('paid')
    expect(state.orders[0]).toMatchObject({ status: 'paid', paidAt: now, credit: eur(0) })
  })
  test('a payment short by one cent does not release the dossier', () => {
    const { history, state } = after(...started, news('p1', 'succeeded', eur(249_99)), settle)
    expect(history.at(-1)).toMatchObject({
      type: 'order.part-paid',
      data: { missing: eur(1), received: eur(249_99) },
    })
    expect(dossierStatus(state)).toBe('awaiting-payment')
  })
  test('money over the total is the payer’s credit', () => {
    const { history } = after(...started, news('p1', 'succeeded', eur(260_00)), settle)
    expect(history.at(-1)).toMatchObject({
      type: 'order.paid',
      data: { received: eur(260_00), credit: eur(10_00) },
    })
  })
  test('funds that come in three parts are all counted', () => {
    const { history, state } = after(
      submit(eur(250_00)),
      start('p1'),
      news('p1', 'submitting'),
      news('p1', 'awaiting-funds'),
      news('p1', 'partially-funded', eur(100_00)),
      settle,
      news('p1', 'partially-funded', eur(100_00)),
      settle,
      news('p1', 'succeeded', eur(50_00)),
      settle,
    )
    expect(typesOf(history).filter((type) => type.startsWith('order.'))).toEqual([
      'order.opened',
      'order.part-paid',
      'order.part-paid',
      'order.paid',
    ])
    expect(state.orders[0]?.received).toEqual(eur(250_00))
  })
  test('a poll that says the same part again, without money, changes nothing', () => {
    const { state } = after(...started, news('p1', 'partially-funded', eur(100_00)))
    expect(decideDossier(news('p1', 'partially-funded'), state)).toEqual([])
    expect(decideDossier(news('p1', 'partially-funded', eur(0)), state)).toEqual([])
    expect(decideDossier(news('p1', 'partially-funded', eur(-40_00)), state)).toEqual([])
  })
  test('a part is told once, however often the order is settled', () => {
    const part = [...started, news('p1', 'partially-funded', eur(1_00)), settle]
    expect(after(...part, settle, settle).history).toHaveLength(after(...part).history.length)
  })
  test('a paid order is paid once, however often it is settled', () => {
    const { history } = after(...started, news('p1', 'succeeded', eur(250_00)), settle, settle, settle)
    expect(typesOf(history).filter((type) => type === 'order.paid')).toHaveLength(1)
  })
  test('nothing to pay releases at once, without an instant of payment', () => {
    const { history } = after(submit(eur(0)), { type: 'settle-order', orderId: 'o1', paidAt: null })
    expect(history.at(-1)).toMatchObject({ type: 'order.paid', data: { paidAt: null, received: eur(0) } })
  })
  test('late money after expiry pays the order', () => {
    const { history, state } = after(
      ...started,
      news('p1', 'action-required'),
      news('p1', 'expired'),
      news('p1', 'succeeded', eur(250_00)),
      settle,
    )
    expect(state.attempts[0]?.status).toBe('succeeded-late')
    expect(history.at(-1)?.type).toBe('order.paid')
  })
  test('late money after a second attempt has paid is credit', () => {
    const { state } = after(
      ...started,
      news('p1', 'failed'),
      start('p2'),
      news('p2', 'submitting'),
      news('p2', 'succeeded', eur(250_00)),
      settle,
      news('p1', 'succeeded', eur(250_00)),
      settle,
    )
    expect(state.orders[0]).toMatchObject({ status: 'paid', received: eur(500_00), credit: eur(250_00) })
  })
  test('a repeat and a step back of the bank’s news change nothing', () => {
    const { state } = after(...started, news('p1', 'succeeded', eur(250_00)))
    expect(decideDossier(news('p1', 'succeeded', eur(250_00)), state)).toEqual([])
    expect(decideDossier(news('p1', 'failed'), state)).toEqual([])
  })
  test('money in another currency never counts for the order', () => {
    const { state } = after(...started)
    expect(refusal(news('p1', 'succeeded', money(250_00, 'USD')), state)).toBe('invalid')
  })
  test('money in another currency comes to review, where it counts for nothing', () => {
    const { state } = after(...started, news('p1', 'review', money(250_00, 'USD')))
    expect(state.orders[0]?.received).toEqual(eur(0))
    expect(state.attempts[0]?.status).toBe('review')
  })
  test('news of an attempt that was never started is refused', () =>
    expect(refusal(news('p9', 'succeeded', eur(1)), after(...started).state)).toBe('not-found'))
})

describe('money that goes back', () => {
  const paidBy = (attemptId: string) => [
    start(attemptId),
    news(attemptId, 'submitting'),
    news(attemptId, 'succeeded', eur(250_00)),
    settle,
  ]
  test('by the office’s refund is owed no more: the order is refunded in part, then in full', () => {
    const part = [submit(eur(250_00)), ...paidBy('p1'), news('p1', 'partially-refunded', eur(50_00))]
    expect(after(...part).state.orders[0]).toMatchObject({ status: 'part-refunded', refunded: eur(50_00) })
    const { state } = after(...part, news('p1', 'refunded', eur(200_00)))
    expect(state.orders[0]?.status).toBe('refunded')
    expect(dossierStatus(state)).toBe('paid')
    expect(refusal(start('p2'), state)).toBe('stale')
  })
  test('by a charge-back is owed again, and can be paid again', () => {
    const { state } = after(submit(eur(250_00)), ...paidBy('p1'), news('p1', 'charged-back', eur(250_00)))
    const [order] = state.orders
    expect(order && [order.status, missingOf(order), heldOf(order)]).toEqual([
      'part-paid',
      eur(250_00),
      eur(0),
    ])
    const again = after(
      ...[submit(eur(250_00)), ...paidBy('p1'), news('p1', 'charged-back', eur(250_00)), ...paidBy('p2')],
    )
    expect(again.state.orders[0]).toMatchObject({ status: 'paid', credit: eur(0), paidAt: now })
    expect(typesOf(again.history).filter((type) => type === 'order.paid')).toHaveLength(2)
  })
  test('of an over-payment comes out of what the payer had of it first, and is owed by them once they have spent it', () => {
    const over = [
      submit(eur(250_00)),
      start('p1'),
      news('p1', 'submitting'),
      news('p1', 'succeeded', eur(260_00)),
    ]
    const back = { ...facts('p1', 'charged-back', eur(260_00)) }
    const spent = decideDossier(
      { type: 'record-payment', facts: back, out: { depositBalance: 3_00n } },
      after(...over).state,
    )
    expect(spent[0]?.data).toMatchObject({ placed: { order: 250_00n, deposit: 3_00n, owed: 7_00n } })
  })
  test('in review leaves suspense only by two people’s word, for the order first', () => {
    const { state } = after(...started, news('p1', 'review', eur(260_00)))
    expect(refusal({ type: 'review-payment', facts: facts('p1', 'pending') }, state)).toBe('invalid')
    const [event] = decideDossier(
      { type: 'review-payment', facts: facts('p1', 'succeeded', eur(260_00)) },
      state,
    )
    expect(event).toMatchObject({
      type: 'payment.reviewed',
      data: { placed: { order: 250_00n, deposit: 10_00n } },
    })
    expect(
      refusal({ type: 'review-payment', facts: facts('p1', 'succeeded') }, after(...started).state),
    ).toBe('stale')
  })
  test('is told in old histories without its places as it was booked then', () => {
    const { history } = after(
      ...started,
      news('p1', 'succeeded', eur(260_00)),
      news('p1', 'partially-refunded', eur(30_00)),
    )
    const old = history.map((event) => {
      if (event.type !== 'payment.confirmed' && event.type !== 'payment.refunded') return event
      const { placed: _placed, ...data } = event.data
      return { ...event, data }
    })
    expect(foldDossier(old)).toEqual(foldDossier(history))
  })
})

describe('one attempt at a time', () => {
  test.each<AttemptStatus>(['action-required', 'awaiting-funds', 'pending', 'unknown', 'review'])(
    'while an attempt is %s no second one starts',
    (status) => {
      const { state } = after(...started, news('p1', status))
      expect(refusal(start('p2'), state)).toBe('payment-in-progress')
      expect(dossierStatus(state)).toBe('awaiting-confirmation')
    },
  )
  test('after a failure another may start', () =>
    expect(after(...started, news('p1', 'failed'), start('p2')).state.attempts).toHaveLength(2))
  test('a paid order takes no attempt', () =>
    expect(refusal(start('p2'), after(...started, news('p1', 'succeeded', eur(250_00)), settle).state)).toBe(
      'stale',
    ))
  test('an ended attempt that comes to review blocks nobody: its money waits for two people', () => {
    const { state, history } = after(
      ...started,
      news('p1', 'failed'),
      start('p2'),
      news('p1', 'review', eur(10)),
    )
    expect(history.at(-1)).toMatchObject({
      type: 'payment.doubted',
      data: { attemptId: 'p1', moved: eur(10) },
    })
    expect(activeAttempt(state, 'o1')?.attemptId).toBe('p2')
    expect(state.orders[0]?.received).toEqual(eur(0))
  })
})

describe('a total other than the quoted one', () => {
  const asked = [submit(eur(250_00), { agreementNeeded: true })]
  const agree = (total: Money): DossierCommand => ({ type: 'agree-order', orderId: 'o1', total })
  test('waits for the agent', () => {
    const { state } = after(...asked)
    expect(dossierStatus(state)).toBe('awaiting-agreement')
    expect(refusal(start('p1'), state)).toBe('stale')
  })
  test('is agreed to only as it was shown', () => {
    const { state } = after(...asked)
    expect(refusal(agree(eur(249_00)), state)).toBe('stale')
    expect(refusal(agree(money(250_00, 'USD')), state)).toBe('stale')
  })
  test('opens the way to payment, once', () => {
    const { history, state } = after(...asked, agree(eur(250_00)), agree(eur(250_00)))
    expect(typesOf(history)).toEqual(['dossier.submitted', 'order.opened', 'order.agreed'])
    expect(dossierStatus(state)).toBe('awaiting-payment')
  })
})

describe('a total that the office has lowered', () => {
  const lower = (total: Money): DossierCommand => ({
    type: 'override-order',
    orderId: 'o1',
    total,
    approvalId: 'approval-1',
  })
  test('is what is owed from then on, and what a payment must come to', () => {
    const { state } = after(
      submit(eur(250_00)),
      lower(eur(100_00)),
      start('p1'),
      news('p1', 'submitting'),
      news('p1', 'succeeded', eur(100_00)),
      settle,
    )
    expect(state.orders[0]).toMatchObject({ total: eur(100_00), status: 'paid', credit: eur(0) })
  })
  test('is agreed to as it is now, where the first one waited for agreement', () => {
    const { state } = after(submit(eur(250_00), { agreementNeeded: true }), lower(eur(100_00)))
    expect(dossierStatus(state)).toBe('awaiting-agreement')
    const agree = (total: Money): DossierCommand => ({ type: 'agree-order', orderId: 'o1', total })
    expect(refusal(agree(eur(250_00)), state)).toBe('stale')
    expect(refusal(start('p1'), after(submit(eur(250_00)), lower(eur(100_00))).state)).toBe('not refused')
  })
  test('is always lower, never below nothing, and never of another currency', () => {
    const { state } = after(submit(eur(250_00)))
    for (const total of [eur(250_00), eur(250_01), eur(-1), money(1_00, 'USD')])
      expect(refusalOfOverride(state, 'o1', total)).toBe('override-not-lower')
    expect(refusalOfOverride(state, 'o1', eur(0))).toBeUndefined()
  })
  test('is too late once money has come or is under way, and once the dossier is withdrawn', () => {
    const tooLate = [
      after(...started).state,
      after(...started, news('p1', 'partially-funded', eur(1))).state,
      after(...started, news('p1', 'succeeded', eur(250_00)), settle).state,
      after(submit(eur(250_00)), { type: 'withdraw' }).state,
    ]
    for (const state of tooLate) {
      expect(refusalOfOverride(state, 'o1', eur(1))).toBe('order-settled')
      expect(refusal(lower(eur(1)), state)).toBe('stale')
    }
    expect(refusalOfOverride(after(...started, news('p1', 'failed')).state, 'o1', eur(1))).toBeUndefined()
  })
})

describe('the end of a dossier', () => {
  test('a dossier is submitted once', () =>
    expect(refusal(submit(eur(1)), after(submit(eur(1))).state)).toBe('already-lodged'))
  test('a dossier is lodged once', () => {
    const files = [
      { requestId: '7b0a4d3e-1f57-4c39-9c8e-0f4a3a1f9d11', fileId: 'f1', fileNumber: 'TL-TM-2026-1' },
    ]
    const { history, state } = after(submit(eur(1)), { type: 'lodge', files }, { type: 'lodge', files })
    expect(typesOf(history).filter((type) => type === 'dossier.lodged')).toHaveLength(1)
    expect(state).toMatchObject({ files, ended: 'lodged' })
    expect(refusal({ type: 'withdraw' }, state)).toBe('already-lodged')
  })
  test('what was never submitted is neither lodged nor withdrawn nor paid', () => {
    expect(refusal({ type: 'lodge', files: [] }, noDossier)).toBe('not-found')
    expect(refusal({ type: 'withdraw' }, noDossier)).toBe('not-found')
    expect(refusal(start('p1'), noDossier)).toBe('not-found')
  })
  test('a dossier is withdrawn while no money is there or under way', () => {
    expect(refusal({ type: 'withdraw' }, after(...started).state)).toBe('payment-in-progress')
    expect(refusal({ type: 'withdraw' }, after(...started, news('p1', 'succeeded', eur(1))).state)).toBe(
      'payment-in-progress',
    )
    const { state } = after(...started, news('p1', 'failed'), { type: 'withdraw' })
    expect(dossierStatus(state)).toBe('withdrawn')
    expect(state.orders[0]?.status).toBe('cancelled')
    expect(refusal(start('p2'), state)).toBe('stale')
  })
  test('late money for a withdrawn dossier is credit and lodges nothing', () => {
    const { history, state } = after(
      ...started,
      news('p1', 'failed'),
      { type: 'withdraw' },
      news('p1', 'succeeded', eur(250_00)),
      settle,
    )
    expect(typesOf(history)).not.toContain('order.paid')
    expect(state.orders[0]).toMatchObject({ received: eur(250_00), credit: eur(250_00), status: 'cancelled' })
  })
})

const backTypes = ['payment.refunded', 'payment.returned', 'payment.charged-back']
const anyCommand: fc.Arbitrary<DossierCommand> = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 }).map((n) => start(`p${n}`)) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(...attemptStatuses),
        fc.option(fc.integer({ min: 0, max: 400_00 })),
      )
      .map(([n, status, moved]) => news(`p${n}`, status, moved === null ? undefined : eur(moved))),
  },
  { weight: 3, arbitrary: fc.constant(settle) },
  { weight: 1, arbitrary: fc.constant<DossierCommand>({ type: 'withdraw' }) },
)

describe('whatever happens, in any order and with any repetition', () => {
  const run = (commands: readonly DossierCommand[], check: (state: DossierState) => void): DomainEvent[] =>
    commands.reduce<DomainEvent[]>(
      (history, command) => {
        const state = foldDossier(history)
        const decided = ((): DomainEvent[] => {
          try {
            return append(history, decideDossier(command, state))
          } catch (error) {
            if (error instanceof ProblemError) return history
            throw error
          }
        })()
        check(foldDossier(decided))
        return decided
      },
      append([], decideDossier(submit(eur(250_00)), noDossier)),
    )

  test('what came is in the order, with the payer or back again, and the order never holds more than its total', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        const history = run(commands, (state) => {
          const [order] = state.orders
          if (!order) throw new Error('no order')
          const held = heldOf(order).amountMinor
          expect(held >= 0n && held <= 250_00n).toBe(true)
          expect(state.attempts.reduce((sum, one) => sum + one.order, 0n)).toBe(held)
        })
        const [order] = foldDossier(history).orders
        const moved = (types: readonly string[]): bigint =>
          history.reduce(
            (sum, event) =>
              types.includes(event.type) && 'moved' in event.data
                ? sum + (event.data.moved?.amountMinor ?? 0n)
                : sum,
            0n,
          )
        expect(order?.received).toEqual(eur(moved(['payment.confirmed', 'payment.part-funded'])))
        const tookBack = history.filter(({ type }) => backTypes.includes(type))
        const paid = history.filter((event) => event.type === 'order.paid')
        expect(paid.length).toBeLessThanOrEqual(1 + tookBack.length)
        if (paid.length > 0) expect(order?.wasPaid).toBe(true)
      }),
      { numRuns: 300 },
    ))

  test('no order ever has two active attempts', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (commands) => {
        run(commands, (state) => {
          const active = state.attempts.filter((attempt) => attempt.active)
          expect(active.length).toBeLessThanOrEqual(1)
          expect(activeAttempt(state, 'o1')).toEqual(active[0])
        })
      }),
      { numRuns: 300 },
    ))

  test('the history is a whole chain', () =>
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), (commands) => {
        expect(checkChain(run(commands, () => undefined))).toEqual([])
      }),
      { numRuns: 30 },
    ))
})
