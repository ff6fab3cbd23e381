/** What happens to a payment afterwards: lost callbacks, late money, cancelling, and what must never be believed. */
import { money } from '@lodge/shared-types'
import { createIntake } from './intake.ts'
import { must, NotApplicable, says, shown, type KitCase } from './kit-case.ts'
import {
  mustAmountTo,
  mustBe,
  mustBeFound,
  mustBeUntouched,
  mustSay,
  open,
  paid,
  refusalOf,
  started,
  tried,
  withoutMoney,
} from './judgement.ts'
import type { Stand } from './stand.ts'

/** Lets the time for paying pass. */
const passExpiry = ({ clock, driver }: Stand): void => clock.turn((driver.manifest.expiryMs ?? 0) + 60_000)

export const lifecycleCases: readonly KitCase[] = [
  {
    id: 'lifecycle/lost-callback',
    says: 'money of which no callback came is found within two polls',
    needs: ['query'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      const intake = createIntake([request])
      intake.ask(request, await stand.query(request, bankReference))
      await stand.pay(request)
      for (let poll = 0; poll < 2 && intake.credited(request) === 0n; poll += 1)
        intake.ask(request, await stand.query(request, bankReference))
      must(
        intake.statusOf(request) === 'succeeded',
        `After two polls the paid attempt is ${intake.statusOf(request)}.`,
      )
    },
  },
  {
    id: 'lifecycle/late-money',
    says: 'money that comes after expiry is found, and counts as late',
    needs: ['query', 'start-at-bank'],
    async run(stand) {
      if (stand.driver.manifest.expiryMs === undefined && !says(stand.factory.manifest, 'expired'))
        throw new NotApplicable('no status means "expired", and the manifest has no expiryMs')
      const { request, bankReference } = await started(stand)
      const intake = createIntake([request])
      intake.ask(request, await stand.query(request, bankReference))
      passExpiry(stand)
      const expired = mustBeFound(await stand.query(request, bankReference), 'although it has only expired')
      mustBe(expired.outcome, ['expired'], 'once its time was over')
      intake.ask(request, expired)
      await stand.pay(request)
      const late = mustBeFound(await stand.query(request, bankReference), 'although late money came')
      mustBe(late.outcome, ['succeeded'], 'after late money came')
      mustAmountTo(late.amount, request.amount, 'The late money')
      must(intake.ask(request, late) === 'applied', 'The late money was not applied.')
      must(
        intake.statusOf(request) === 'succeeded-late',
        `With late money the attempt is ${intake.statusOf(request)}.`,
      )
    },
  },
  {
    id: 'lifecycle/expiry-told',
    says: 'the end that the driver names lies ahead, by the clock that it is given',
    needs: [],
    async run(stand) {
      const { result } = await started(stand)
      const ends = [
        result.expiresAt,
        ...(result.nextAction?.kind === 'bill' || result.nextAction?.kind === 'desk'
          ? [result.nextAction.payBy]
          : []),
      ].flatMap((end) => (end ? [end.getTime()] : []))
      const [now, year] = [stand.clock.now().getTime(), 400 * 86_400_000]
      for (const end of ends)
        must(
          end >= now && end <= now + year,
          `The payer has to pay by ${new Date(end).toISOString()}; it is ${stand.clock.now().toISOString()}. Take the time from context.clock.`,
        )
    },
  },
  {
    id: 'lifecycle/abandoned',
    says: 'a payer who goes away leaves a payment that is open, then cancelled or expired, and never paid',
    needs: ['query', 'start-at-bank'],
    async run(stand) {
      const left = await started(stand)
      const waiting = mustBeFound(
        await stand.query(left.request, left.bankReference),
        'although it was started',
      )
      mustBe(waiting.outcome, open, 'while nobody has paid')
      must(
        stand.side.abandon !== undefined ||
          !says(stand.factory.manifest, 'cancelled') ||
          stand.factory.manifest.kind !== 'redirect',
        'A status means "cancelled", and the bank side cannot abandon: write how a payer goes back.',
      )
      if (stand.side.abandon) {
        await stand.side.abandon(left.request)
        const gone = mustBeFound(
          await stand.query(left.request, left.bankReference),
          'although it was abandoned',
        )
        mustBe(gone.outcome, ['cancelled', 'failed', 'expired'], 'after the payer went back')
      }
      const forgotten = await started(stand)
      passExpiry(stand)
      const found = mustBeFound(await stand.query(forgotten.request), 'although it was started')
      mustBe(found.outcome, withoutMoney, 'although nobody has paid')
      await mustBeUntouched(stand, forgotten.request, 'although nobody has paid')
    },
  },
  {
    id: 'lifecycle/tampered-return',
    says: 'a return address that names another, paid payment makes nobody’s payment good',
    needs: ['query', 'start-at-bank'],
    async run(stand) {
      const [victim, bought] = [await started(stand), await paid(stand)]
      const outcome = await tried(stand.query(victim.request, bought.bankReference))
      if ('error' in outcome)
        mustSay(outcome.error, 'maybe', 'a query that cannot be trusted decides nothing')
      must(
        'error' in outcome || !outcome.value.found || outcome.value.outcome !== 'succeeded',
        'Asked about an unpaid attempt under the bank’s reference of another, paid one, the driver reported success.',
      )
    },
  },
  {
    id: 'lifecycle/foreign-reference',
    says: 'a reference that would lead to another address of the bank calls nobody',
    needs: ['query', 'bank'],
    async run(stand) {
      for (const reference of [
        '../../admin',
        'a/../b',
        '..',
        'a?status=paid',
        'a#b',
        '%2e%2e%2fadmin',
        'a\u0000b',
      ]) {
        const before = stand.line.calls.length
        const outcome = await tried(stand.query(stand.request(), reference))
        const paths = stand.line.calls.slice(before).map(({ url }) => url.split('?')[0] ?? '')
        must(
          'error' in outcome || !outcome.value.found,
          `The reference ${shown(reference)} was found at the bank.`,
        )
        must(
          paths.every((path) => !path.includes('..') && !path.includes('admin') && !path.includes('#')),
          `The reference ${shown(reference)} led to ${shown(paths)}: encode what comes from outside, or refuse it.`,
        )
      }
    },
  },
  {
    id: 'lifecycle/never-heard-of',
    says: 'a payment that the bank never heard of is "not found", not an error and not a failure',
    needs: ['find-by-reference'],
    async run(stand) {
      must(!(await stand.query(stand.request())).found, 'The driver found a payment that nobody has started.')
    },
  },
  {
    id: 'lifecycle/query-in-doubt',
    says: 'a query without a usable answer is an error, never "not found" and never an outcome',
    needs: ['query', 'bank'],
    async run(stand) {
      const { request, bankReference } = await paid(stand)
      for (const kind of ['error-500', 'html', 'html-404', 'cut', 'redirect', 'rate'] as const)
        for (const reference of [bankReference, undefined]) {
          stand.spoil({ kind })
          await refusalOf(stand.query(request, reference), `although the query met the fault "${kind}"`)
        }
      mustBeFound(await stand.query(request, bankReference), 'although the line is good again')
    },
  },
  {
    id: 'lifecycle/books-in-doubt',
    says: 'a query that the books do not answer is an error, never "not found" and never an outcome',
    needs: ['query', 'books'],
    async run(stand) {
      const { request, bankReference } = await paid(stand)
      stand.spoil({ kind: 'lost' })
      await refusalOf(stand.query(request, bankReference), 'although the books did not answer')
      mustBeFound(await stand.query(request, bankReference), 'although the books answer again')
    },
  },
  {
    id: 'lifecycle/no-memory',
    says: 'a driver keeps no state: a fresh one, as after a restart, knows the same',
    needs: ['query'],
    async run(stand) {
      const { request, bankReference } = await paid(stand)
      const answers = [stand.driver, stand.open()].map((driver) =>
        driver.query({ attemptId: request.attemptId, bankReference }),
      )
      const [here, there] = await Promise.all(answers)
      must(shown(here) === shown(there), `One driver says ${shown(here)}, a fresh one ${shown(there)}.`)
    },
  },
  {
    id: 'lifecycle/other-sum',
    says: 'a payment that is short or over by one is told as it came',
    needs: ['query'],
    async run(stand) {
      if (stand.side.takesOtherSums !== true)
        throw new NotApplicable('by the bank side nobody can pay another sum than was asked (takesOtherSums)')
      const isPart = says(stand.factory.manifest, 'partially-funded')
      for (const off of [-1n, 1n]) {
        const { request, bankReference } = await started(stand)
        const amount = money(request.amount.amountMinor + off, request.amount.currency)
        await stand.pay(request, amount)
        const found = mustBeFound(await stand.query(request, bankReference), 'although money came')
        mustBe(
          found.outcome,
          off < 0n && isPart ? ['partially-funded'] : ['succeeded', 'unknown'],
          `when ${off} came over what was asked`,
        )
        mustAmountTo(found.amount, amount, 'What the query says came in')
      }
    },
  },
  {
    id: 'lifecycle/paid-in-parts',
    says: 'a payment in two parts is told as a total: first a part, then all of it',
    needs: ['query'],
    async run(stand) {
      const { request, bankReference } = await started(stand)
      if (!says(stand.factory.manifest, 'partially-funded'))
        throw new NotApplicable('no status means "partially-funded"')
      const half = money(request.amount.amountMinor / 2n, request.amount.currency)
      await stand.pay(request, half)
      const first = mustBeFound(await stand.query(request, bankReference), 'although a part came')
      mustBe(first.outcome, ['partially-funded'], 'when a part has come')
      mustAmountTo(first.amount, half, 'The first part')
      await stand.pay(request, money(request.amount.amountMinor - half.amountMinor, half.currency))
      const whole = mustBeFound(await stand.query(request, bankReference), 'although all came')
      mustBe(whole.outcome, ['succeeded'], 'when all has come in two parts')
      mustAmountTo(whole.amount, request.amount, 'Both parts together')
    },
  },
]
