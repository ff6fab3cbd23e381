/** Random histories of money: payers, banks and networks do as they like, people decide, and after each step the books are right. */
import fc from 'fast-check'
import { reviewDecisions } from '../../src/store/money-rows.ts'
import { nameOf, type Act, type Named } from './acts.ts'
import * as bankOf from './bank.ts'
import { check, checkEnd } from './invariants.ts'
import * as books from './office.ts'
import * as refunds from './office-refunds.ts'
import { perform } from './perform.ts'
import { findRefund, isDeposit, poll, type World } from './world.ts'

const anAct: fc.Arbitrary<Act> = fc.record({
  n: fc.noBias(fc.nat(999)),
  which: fc.noBias(fc.nat(30)),
  how: fc.noBias(fc.nat(11)),
})

export const aHistory = fc.record({
  /** Whether the bank can be asked; else its callbacks and, in the end, its statements are all that is known. */
  canAsk: fc.boolean(),
  totals: fc.array(fc.bigInt({ min: 1n, max: 40n }), { minLength: 1, maxLength: 2 }),
  acts: fc.array(anAct, { minLength: 1, maxLength: 40, size: 'max' }),
})
export type History = typeof aHistory extends fc.Arbitrary<infer H> ? H : never

/** In the end statements tell every fact, people decide what waits for them, and refunds come to their end. */
function heal(world: World, how: number): void {
  const { office, bank } = world
  for (let round = 0; round < 40; round += 1) {
    let isQuiet = true
    for (const attempt of office.attempts) {
      if (attempt.status === 'review') {
        const first = reviewDecisions[(how + round) % reviewDecisions.length] ?? 'keep'
        isQuiet =
          ![first, ...reviewDecisions].some((decision) => refunds.review(office, attempt, decision)) &&
          isQuiet
        continue
      }
      const payment = bank.payments.get(attempt._id)
      const facts = isDeposit(attempt) || !payment ? [] : bankOf.factsOf(payment)
      for (const fact of facts) if (books.applyNews(office, attempt, fact)) isQuiet = false
      if (facts.length === 0 && attempt.active) poll({ ...world, canAsk: true }, attempt)
    }
    for (const made of bank.refunds.values()) bankOf.finishRefund(bank, made)
    for (const refund of office.refunds.filter(refunds.isOpenRefund)) {
      const attempt = office.attempts.find((one) => one._id === refund.attemptId)
      if (!attempt) continue
      isQuiet = false
      if (refund.state === 'proposed') refunds.decideRefund(office, attempt, refund, false)
      else if (refund.way === 'payout') {
        if (refund.state === 'to-pay-out') refunds.setRefund(refund, 'pending')
        else refunds.succeedRefund(office, attempt, refund)
      } else {
        if (refund.state === 'approved') refunds.beginAtBank(office, refund)
        findRefund(world, attempt, refund)
      }
    }
    for (const dossier of office.dossiers) while (books.runFees(dossier)) isQuiet = false
    if (isQuiet) return
  }
  throw new Error('It never comes to rest')
}

/** Plays one history. Returns what happened. @throws with what is broken, and what had happened until then */
export function play({ canAsk, totals, acts: list }: History): { world: World; happened: Named[] } {
  const world: World = { office: books.newOffice(totals), bank: bankOf.newBank(), canAsk }
  const happened: Named[] = []
  try {
    for (const act of list) {
      const named = nameOf(world, act)
      if (!named) continue
      happened.push(named)
      perform(world, named)
      check(world)
    }
    heal(world, list.length)
    check(world)
    checkEnd(world)
  } catch (error) {
    const steps = happened.map(({ do: act, which, how }) => `${act}(${which},${how})`).join(' ')
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}; totals ${totals.join(',')}${canAsk ? '' : ', no queries'}: ${steps}`,
      { cause: error },
    )
  }
  return { world, happened }
}
