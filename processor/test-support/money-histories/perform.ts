/** Lets one thing happen in a world of the money histories. */
import { money } from '@lodge/shared-types'
import { reviewDecisions } from '../../src/store/money-rows.ts'
import { attemptsFor, dossiersFor, refundsFor, type Named } from './acts.ts'
import * as bankOf from './bank.ts'
import * as books from './office.ts'
import * as refunds from './office-refunds.ts'
import { applyWord, callback, findRefund, isDeposit, makeRefund, poll, type World } from './world.ts'

/** Lately made ones come up more often: most acts are about what is under way. */
const pick = <T>(list: readonly T[], which: number): T | undefined =>
  which < 18
    ? list.at(-1 - (which % Math.min(2, Math.max(1, list.length))))
    : list[which % Math.max(1, list.length)]

export function perform(world: World, { do: act, which, how }: Named): void {
  const { office, bank } = world
  const dossier = pick(dossiersFor(office, act), which)
  const attempt = pick(attemptsFor(world, act), which)
  const payment = attempt && bank.payments.get(attempt._id)
  const refund = pick(refundsFor(office, act), which)
  const ofRefund = refund && office.attempts.find((one) => one._id === refund.attemptId)
  switch (act) {
    case 'start':
    case 'start-deposit':
      if (dossier) books.startAttempt(office, dossier, act === 'start' ? 'card' : 'deposit-account')
      return
    case 'call':
    case 'call-lost':
      if (!attempt?.active) return
      if (isDeposit(attempt)) {
        const isTaken = books.debitDeposit(office, attempt)
        if (act === 'call')
          books.applyNews(office, attempt, { outcome: isTaken ? 'succeeded' : 'failed', amount: null })
      } else {
        const made = bankOf.create(bank, attempt._id, attempt.amount)
        books.applyNews(
          office,
          attempt,
          act === 'call' ? bankOf.wordOf(made) : { outcome: 'unknown', amount: null, reason: 'lost' },
        )
      }
      return
    case 'call-unsent':
      if (attempt?.status === 'submitting' && !payment && !books.hasDebited(office, attempt))
        books.applyNews(office, attempt, { outcome: 'failed', amount: null })
      return
    case 'pay':
    case 'capture-late':
      if (
        payment &&
        payment.captured.amountMinor < payment.amount.amountMinor &&
        (act === 'capture-late' || payment.status === 'open' || payment.status === 'pending')
      )
        bankOf.capture(
          bank,
          payment,
          money(payment.amount.amountMinor - payment.captured.amountMinor, payment.amount.currency),
          'paid',
        )
      return
    case 'pay-part':
      if (payment?.status === 'open')
        bankOf.capture(bank, payment, money(1n + BigInt(how), payment.amount.currency), 'open')
      return
    case 'pay-odd':
      if (payment?.status === 'open')
        bankOf.capture(bank, payment, money(1n + BigInt(how * 5), payment.amount.currency), 'paid')
      return
    case 'other-currency':
      if (payment?.status === 'open' && payment.captured.amountMinor === 0n)
        bankOf.capture(bank, payment, money(5n, 'USD'), 'paid')
      return
    case 'end':
      if (payment)
        bankOf.end(
          bank,
          payment,
          (['declined', 'cancelled', 'expired', 'pending'] as const)[how % 4] ?? 'declined',
        )
      return
    case 'callback':
    case 'callback-again': {
      const fact = bank.callbacks[which % Math.max(1, bank.callbacks.length)]
      if (!fact) return
      if (act === 'callback') bank.callbacks = bank.callbacks.filter((one) => one !== fact)
      callback(world, fact)
      return
    }
    case 'callback-lost':
      bank.callbacks = bank.callbacks.slice(1)
      return
    case 'poll':
      if (attempt && attempt.status !== 'review') poll(world, attempt)
      return
    case 'bank-refund':
      if (payment) bankOf.giveBack(bank, payment, 'refunded', BigInt(how + 1))
      return
    case 'charge-back':
      if (payment) bankOf.giveBack(bank, payment, 'chargedBack', 1_000n)
      return
    case 'cancel':
      if (attempt && (attempt.status === 'awaiting-funds' || attempt.status === 'action-required'))
        books.applyNews(office, attempt, { outcome: 'cancelled', amount: null })
      return
    case 'propose': {
      if (!attempt) return
      const state = books.stateOf(office, attempt)
      const places = (['order', 'deposit', 'suspense'] as const).filter(
        (place) => (place === 'suspense' ? state.suspense.length : state[place]) > 0,
      )
      const from = places[how % Math.max(1, places.length)]
      const way = (['bank', 'bank', 'payout', 'deposit'] as const)[which % 4]
      const there =
        from === 'suspense' ? state.suspense[0] : from && money(state[from], attempt.amount.currency)
      if (!from || !way || !there) return
      const amount = money(how % 2 === 0 ? there.amountMinor : (there.amountMinor + 1n) / 2n, there.currency)
      refunds.proposeRefund(office, attempt, from, way, amount)
      return
    }
    case 'decide':
      if (refund && ofRefund) refunds.decideRefund(office, ofRefund, refund, how % 4 > 0)
      return
    case 'send':
    case 'send-lost':
    case 'send-killed': {
      if (!refund || !ofRefund || !refunds.beginAtBank(office, refund)) return
      if (act === 'send-killed') return
      const word = makeRefund(world, ofRefund, refund, how)
      if (act === 'send-lost') refunds.setRefund(refund, 'unknown')
      else applyWord(world, ofRefund, refund, word)
      return
    }
    case 'find':
      if (refund && ofRefund) findRefund(world, ofRefund, refund)
      return
    case 'bank-refund-ends':
      for (const made of bank.refunds.values()) bankOf.finishRefund(bank, made)
      return
    case 'payout':
      if (refund?.way !== 'payout' || !ofRefund) return
      if (refund.state === 'to-pay-out') refunds.setRefund(refund, 'pending')
      else if (refund.state === 'pending') {
        if (how % 4 === 0) refunds.failRefund(office, refund)
        else refunds.succeedRefund(office, ofRefund, refund)
      }
      return
    case 'review': {
      const inReview = pick(
        office.attempts.filter(({ status }) => status === 'review'),
        which,
      )
      const decision = reviewDecisions[how % reviewDecisions.length]
      if (inReview && decision) refunds.review(office, inReview, decision)
      return
    }
    case 'fees':
      for (let times = 0; dossier && times <= how && books.runFees(dossier); times += 1);
      return
    case 'withdraw':
      if (dossier && how < 2) books.withdraw(dossier)
  }
}
