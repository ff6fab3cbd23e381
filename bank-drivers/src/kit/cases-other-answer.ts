/** Starting a payment at a bank whose answer is whole, readable, and about something else than was asked. */
import { money } from '@lodge/shared-types'
import type { InitiateRequest } from '../contract.ts'
import type { Fault } from './fault-line.ts'
import { callsToStart, mustSay, tried } from './judgement.ts'
import { must, NotApplicable, type KitCase } from './kit-case.ts'
import { spellingsOf, type Stand } from './stand.ts'

/** The answer is whole and readable, and about something else than was asked. */
const otherAnswer = (
  id: KitCase['id'],
  says: string,
  needs: KitCase['needs'],
  change: (request: InitiateRequest, stand: Stand) => Extract<Fault, { kind: 'rewrite' }>,
): KitCase => ({
  id,
  says,
  needs,
  async run(stand) {
    const calls = await callsToStart(stand)
    const request = stand.request()
    const { line } = stand
    line.plan(change(request, stand), { onCall: calls })
    const outcome = await tried(stand.open().initiate(request))
    // An answer that does not repeat what was asked cannot contradict it.
    if (line.rewritten() === 0) throw new NotApplicable('the bank’s answer does not repeat what was asked')
    must('error' in outcome, `The driver took an answer for its own in which ${says.split(':')[0] ?? says}.`)
    mustSay(outcome.error, 'maybe', 'nobody knows what the bank registered')
  },
})

export const otherAnswerCases: readonly KitCase[] = [
  otherAnswer(
    'initiate/other-amount-in-answer',
    'the bank registered another amount: a doubt, not a payment',
    ['start-at-bank'],
    ({ amount }) => {
      const more = spellingsOf(money(amount.amountMinor + 1n, amount.currency))
      return {
        kind: 'rewrite',
        changes: spellingsOf(amount).map((spelling, index) => [spelling, more[index] ?? spelling] as const),
      }
    },
  ),
  otherAnswer(
    'initiate/other-payment-in-answer',
    'the bank answered about another payment: a doubt, not a payment',
    ['start-at-bank'],
    ({ attemptId }, { random }) => ({ kind: 'rewrite', changes: [[attemptId, random.id()]] }),
  ),
  otherAnswer(
    'initiate/foreign-page',
    'the bank sends the payer to an address that is not its own: a doubt, and nobody is sent there',
    ['start-at-bank'],
    (_request, { side, line }) => ({
      kind: 'rewrite',
      changes: [side.baseUrl, line.url].flatMap((url) =>
        url === undefined ? [] : [[new URL(url).origin, 'https://elsewhere.example'] as const],
      ),
    }),
  ),
]
