/** Money that goes back: never twice, never more than came, and found again when its answer got lost. */
import { money } from '@lodge/shared-types'
import { idempotencyKeyOf } from '../contract.ts'
import type { RefundRequest } from '../contract.ts'
import { must, NotApplicable, says, shown, type KitCase } from './kit-case.ts'
import { mustAmountTo, mustBe, mustBeFound, mustSay, paid, refusalOf, tried } from './judgement.ts'
import { spellingsOf, type Stand } from './stand.ts'

type Paid = Awaited<ReturnType<typeof paid>>

const refundOf = (stand: Stand, { request, bankReference }: Paid, amountMinor: bigint): RefundRequest => {
  const refundId = stand.random.id()
  return {
    refundId,
    idempotencyKey: idempotencyKeyOf(refundId, 'refund'),
    bankReference,
    amount: money(amountMinor, request.amount.currency),
  }
}

/** How much a refund of this driver has to be: a part where it can be one, else all. */
const somePart = ({ factory }: Stand, { request }: Paid): bigint =>
  factory.manifest.capabilities.refund === 'partial'
    ? request.amount.amountMinor / 3n
    : request.amount.amountMinor

async function wentBack(stand: Stand, { request }: Paid): Promise<bigint[]> {
  return (await stand.movements(request)).filter((amount) => amount < 0n)
}

export const refundCases: readonly KitCase[] = [
  {
    id: 'lifecycle/refund',
    says: 'a refund goes back once, in its amount, and is found again',
    needs: ['refund'],
    async run(stand) {
      const payment = await paid(stand)
      const part = somePart(stand, payment)
      const refund = refundOf(stand, payment, part)
      const result = await stand.driver.refund(refund)
      must(['succeeded', 'pending'].includes(result.outcome), `The refund is ${result.outcome}.`)
      mustAmountTo(result.amount, refund.amount, 'The refund')
      const back = await wentBack(stand, payment)
      must(shown(back) === shown([-part]), `For a refund of ${part} the bank gave back ${shown(back)}.`)
      for (const reference of [result.bankRefundReference, undefined]) {
        const found = await stand.driver.queryRefund({
          refundId: refund.refundId,
          ...(reference === undefined ? {} : { bankRefundReference: reference }),
        })
        must(found.found, 'The refund was made, and the driver does not find it.')
        mustAmountTo(found.amount, refund.amount, 'The refund by query')
      }
      const unknown = await stand.driver.queryRefund({ refundId: stand.random.id() })
      must(!unknown.found, 'The driver found a refund that nobody has asked for.')
    },
  },
  {
    id: 'lifecycle/part-refunds',
    says: 'refunds in parts add up, and the payment tells their total',
    needs: ['part-refund', 'query'],
    async run(stand) {
      const payment = await paid(stand)
      const { request, bankReference } = payment
      const part = somePart(stand, payment)
      for (const times of [1n, 2n]) {
        await stand.driver.refund(refundOf(stand, payment, part))
        const found = mustBeFound(
          await stand.query(request, bankReference),
          'although it was refunded in part',
        )
        if (found.outcome === 'refunded')
          mustAmountTo(found.amount, money(part * times, request.amount.currency), 'What went back in all')
      }
      must((await wentBack(stand, payment)).length === 2, 'Two refunds of the same amount were made one.')
      await stand.driver.refund(refundOf(stand, payment, request.amount.amountMinor - 2n * part))
      const sum = (await stand.movements(request)).reduce((a, b) => a + b, 0n)
      must(sum === 0n, `After three refunds of the whole sum the bank still holds ${sum}.`)
    },
  },
  {
    id: 'lifecycle/over-refund',
    says: 'more than came in never goes back',
    needs: ['refund'],
    async run(stand) {
      const payment = await paid(stand)
      const whole = payment.request.amount.amountMinor
      const tries = [
        whole + 1n,
        ...(stand.factory.manifest.capabilities.refund === 'partial' ? [whole - 1n, 2n] : [whole, whole]),
      ]
      for (const amountMinor of tries) {
        const outcome = await tried(stand.driver.refund(refundOf(stand, payment, amountMinor)))
        must(
          !('error' in outcome) || outcome.error.sent !== 'maybe',
          `The bank refused the refund for good; the error (${shown(outcome)}) leaves a doubt.`,
        )
      }
      const back = (await wentBack(stand, payment)).reduce((sum, one) => sum - one, 0n)
      must(back <= whole, `Of ${whole} minor units ${back} went back.`)
    },
  },
  {
    id: 'lifecycle/refund-of-nothing',
    says: 'a refund of zero or less never leaves this side',
    needs: ['refund'],
    async run(stand) {
      const payment = await paid(stand)
      for (const amountMinor of [0n, -1n]) {
        const before = stand.calls()
        const error = await refusalOf(
          stand.driver.refund(refundOf(stand, payment, amountMinor)),
          `for ${amountMinor}`,
        )
        mustSay(error, 'no', 'such a refund is refused here')
        must(stand.calls() === before, `A refund of ${amountMinor} was sent.`)
      }
    },
  },
  {
    id: 'lifecycle/refund-same-key',
    says: 'a refund repeated under its key, also ten times at once, goes back once',
    needs: ['refund', 'idempotency'],
    async run(stand) {
      const payment = await paid(stand)
      const refund = refundOf(stand, payment, somePart(stand, payment))
      await stand.driver.refund(refund)
      const again = await Promise.all(Array.from({ length: 10 }, async () => stand.open().refund(refund)))
      must(new Set(again.map((one) => one.bankRefundReference)).size === 1, 'One key gave several refunds.')
      const back = await wentBack(stand, payment)
      must(back.length === 1, `One refund went back ${back.length} times.`)
    },
  },
  {
    id: 'lifecycle/refund-in-doubt',
    says: 'a refund whose answer got lost leaves a doubt and is found by its id',
    needs: ['refund', 'start-asks'],
    async run(stand) {
      const isOfBooks = stand.factory.manifest.kind === 'deposit'
      const kinds = isOfBooks ? (['no-answer'] as const) : (['error-500', 'cut', 'html', 'html-404'] as const)
      for (const kind of kinds) {
        const payment = await paid(stand)
        const refund = refundOf(stand, payment, somePart(stand, payment))
        stand.spoil({ kind })
        const error = await refusalOf(
          stand.driver.refund(refund),
          `although the refund met the fault "${kind}"`,
        )
        mustSay(error, 'maybe', 'nobody knows whether the bank gave the money back')
        if (kind === 'html-404') continue
        const found = await stand.driver.queryRefund({ refundId: refund.refundId })
        must(found.found, 'The refund was made, and the driver does not find it by its id.')
        mustAmountTo(found.amount, refund.amount, 'The refund by query')
      }
    },
  },
  {
    id: 'lifecycle/refund-other-answer',
    says: 'an answer about another refund, or another sum, is a doubt',
    needs: ['refund', 'start-at-bank'],
    async run(stand) {
      for (const about of ['refund', 'sum'] as const) {
        const payment = await paid(stand)
        const refund = refundOf(stand, payment, somePart(stand, payment))
        const more = spellingsOf(money(refund.amount.amountMinor + 1n, refund.amount.currency))
        const sums = spellingsOf(refund.amount).map((one, index) => [one, more[index] ?? one] as const)
        stand.line.plan({
          kind: 'rewrite',
          changes: about === 'sum' ? sums : [[refund.refundId, stand.random.id()]],
        })
        const before = stand.line.rewritten()
        const outcome = await tried(stand.driver.refund(refund))
        if (stand.line.rewritten() === before) continue
        must('error' in outcome, `The driver took an answer about another ${about} for its own.`)
        mustSay(outcome.error, 'maybe', 'nobody knows what the bank gave back')
      }
    },
  },
  {
    id: 'lifecycle/charge-back',
    says: 'money that the payer’s bank takes back is told, with its amount',
    needs: ['query'],
    async run(stand) {
      const { takeBack } = stand.side
      if (!takeBack) {
        must(
          !says(stand.factory.manifest, 'charged-back'),
          'A status means "charged-back", and the bank side cannot takeBack: write it.',
        )
        throw new NotApplicable('no status means "charged-back", and the bank side cannot take money back')
      }
      const { request, bankReference } = await paid(stand)
      await takeBack(request)
      const found = mustBeFound(await stand.query(request, bankReference), 'although it was charged back')
      mustBe(found.outcome, ['charged-back'], 'after the payer’s bank took the money back')
      mustAmountTo(found.amount, request.amount, 'What was charged back')
    },
  },
]
