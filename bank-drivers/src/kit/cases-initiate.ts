/** Starting a payment: what reaches the bank, what is refused here, and that nothing is ever charged twice. */
import { money, sumMoney } from '@lodge/shared-types'
import type { DriverKind } from '../manifest.ts'
import { must, NotApplicable, says, shown, type KitCase } from './kit-case.ts'
import {
  mustAmountTo,
  mustBe,
  mustBeFound,
  mustBeTakenOnce,
  mustBeUntouched,
  open,
  paid,
  refusalOf,
  started,
} from './judgement.ts'
import { currenciesOf, exponentOf, type Stand } from './stand.ts'

const actionOf = {
  redirect: 'redirect',
  'billing-gateway': 'bill',
  reference: 'transfer',
  deposit: undefined,
  counter: 'desk',
} as const satisfies Record<DriverKind, string | undefined>

/** Asks whether the payment has come in full, where the driver can ask. */
async function mustSucceed(stand: Stand, request: ReturnType<Stand['request']>, bankReference?: string) {
  if (!stand.factory.manifest.capabilities.query) return
  const found = mustBeFound(await stand.query(request, bankReference), 'although it was paid')
  mustBe(found.outcome, ['succeeded'], 'although the payer has paid in full')
  mustAmountTo(found.amount, request.amount, 'What the query says came in')
}

async function mustRefuseHere(stand: Stand, request: ReturnType<Stand['request']>, what: string) {
  const before = stand.calls()
  const error = await refusalOf(stand.driver.initiate(request), `for ${what}`)
  must(stand.calls() === before, `The bank was called for ${what}; the driver has to refuse it by itself.`)
  must(
    error.kind === 'invalid' && error.sent === 'no',
    `For ${what} the error says ${error.kind}, sent: ${error.sent}; it has to be invalid, sent: no, as nothing left this side.`,
  )
}

export const initiateCases: readonly KitCase[] = [
  {
    id: 'initiate/success',
    says: 'a payment starts, tells the payer what to do next, and is charged once and in full when it is paid',
    needs: [],
    async run(stand) {
      const { kind } = stand.factory.manifest
      const { request, result, bankReference } = await started(stand)
      mustBe(result.outcome, kind === 'deposit' ? ['succeeded'] : open, 'when a payment has been started')
      must(
        result.nextAction?.kind === (open.includes(result.outcome) ? actionOf[kind] : undefined),
        `The next action is ${shown(result.nextAction?.kind)}; for kind ${kind} it is ${shown(actionOf[kind])}.`,
      )
      if (kind !== 'deposit') await mustBeUntouched(stand, request, 'before the payer did anything')
      await stand.pay(request)
      await mustBeTakenOnce(stand, request)
      await mustSucceed(stand, request, bankReference)
    },
  },
  {
    id: 'initiate/declined',
    says: 'a payment that the bank declines takes no money and is final',
    needs: [],
    async run(stand) {
      const { side, factory } = stand
      if (side.decline === undefined && side.declineAtOnce === undefined) {
        must(
          !says(factory.manifest, 'failed') && factory.manifest.kind !== 'deposit',
          'A status means "failed", and the bank side can neither decline nor declineAtOnce: write one of them.',
        )
        throw new NotApplicable('no status means "failed", and the bank side cannot decline')
      }
      if (side.declineAtOnce) await declinedAtOnce(stand)
      if (side.decline) {
        const { request, bankReference } = await started(stand)
        await side.decline(request)
        await mustBeUntouched(stand, request, 'for a payment that it declined')
        if (factory.manifest.capabilities.query) {
          const found = mustBeFound(await stand.query(request, bankReference), 'although it was declined')
          mustBe(found.outcome, ['failed'], 'after the bank declined the payer')
        }
      }
    },
  },
  {
    id: 'initiate/out-of-range',
    says: 'an amount below the least, above the most, zero, negative or in another currency never leaves this side',
    needs: [],
    async run(stand) {
      const { currencies } = stand.driver.manifest
      for (const currency of currenciesOf({ currencies })) {
        const limits = currencies[currency]
        if (!limits) continue
        const wrong = new Map([
          ['one minor unit more than the most', limits.maxMinor + 1n],
          ['one minor unit less than the least', limits.minMinor - 1n],
          ['zero', 0n],
          ['a negative amount', -limits.minMinor],
        ])
        for (const [what, amountMinor] of wrong)
          await mustRefuseHere(stand, stand.request(money(amountMinor, currency)), `${what} (${currency})`)
      }
      const other = (['ZMW', 'EUR', 'ISK'] as const).find((currency) => currencies[currency] === undefined)
      if (other)
        await mustRefuseHere(
          stand,
          stand.request(money(10_000n, other)),
          `a currency that is not offered (${other})`,
        )
    },
  },
  {
    id: 'initiate/edges-of-range',
    says: 'the least and the most are within the limits',
    needs: [],
    async run(stand) {
      const amount = stand.amount()
      const limits = stand.driver.manifest.currencies[amount.currency]
      must(limits !== undefined, 'The driver has no limits for its first currency.')
      // What is in the kit's account need not reach to the most that a deposit may pay.
      const edges =
        stand.factory.manifest.kind === 'deposit' ? [limits.minMinor] : [limits.minMinor, limits.maxMinor]
      for (const edge of edges) await stand.driver.initiate(stand.request(money(edge, amount.currency)))
    },
  },
  {
    id: 'initiate/lines-differ',
    says: 'lines that do not add up to the amount, or are in another currency, never leave this side',
    needs: [],
    async run(stand) {
      const amount = stand.amount()
      const short = [{ label: 'Filing fee', amount: money(amount.amountMinor - 1n, amount.currency) }]
      await mustRefuseHere(stand, stand.request(amount, { lines: short }), 'lines that are short by one')
      const foreign = [
        { label: 'Filing fee', amount: money(amount.amountMinor, amount.currency === 'EUR' ? 'USD' : 'EUR') },
      ]
      await mustRefuseHere(stand, stand.request(amount, { lines: foreign }), 'lines in another currency')
    },
  },
  {
    id: 'initiate/decimals',
    says: 'currencies with 0, 2 and 3 decimals reach the bank in the right unit and come back the same',
    needs: [],
    async run(stand) {
      const currencies = currenciesOf(stand.driver.manifest)
      for (const exponent of [0, 2, 3]) {
        const currency = currencies.find((one) => exponentOf(one) === exponent)
        if (!currency) continue
        const { request, bankReference } = await paid(stand, stand.request(stand.amount(currency)))
        await mustBeTakenOnce(stand, request)
        await mustSucceed(stand, request, bankReference)
      }
    },
  },
  {
    id: 'initiate/forty-lines',
    says: 'an order of forty lines is one payment of their sum',
    needs: [],
    async run(stand) {
      const { currency } = stand.amount()
      const limits = stand.driver.manifest.currencies[currency]
      const unit = limits && limits.maxMinor < 82_000n ? 1n : 100n
      const lines = Array.from({ length: 40 }, (_, index) => ({
        label: `Class ${index + 1}: fee, “additional” & other`,
        amount: money(BigInt(index + 1) * unit, currency),
      }))
      const total = sumMoney(
        lines.map((line) => line.amount),
        currency,
      )
      const { request } = await paid(stand, stand.request(total, { lines }))
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'initiate/texts',
    says: 'signs that have a meaning on the wire, and other scripts, are sent as text',
    needs: [],
    async run(stand) {
      const description = "Fees & “costs” = 100% <b> + ?#/\\ 'q' رسوم 手数料"
      const lines = [{ label: description, amount: stand.amount() }]
      const request = stand.request(lines[0]?.amount, { description, lines, language: 'ar' })
      await paid(stand, request)
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'initiate/same-key-twice',
    says: 'the same key twice is one payment, also for another process',
    needs: ['idempotency'],
    async run(stand) {
      const request = stand.request()
      const once = await stand.driver.initiate(request)
      const again = await stand.open().initiate(request)
      must(
        again.bankReference === once.bankReference,
        `The same key gave two payments, ${once.bankReference} and ${again.bankReference}.`,
      )
      await stand.pay(request)
      await stand.driver.initiate(request)
      await mustBeTakenOnce(stand, request)
      const other = stand.keysAtBooks().find((key) => key !== request.idempotencyKey)
      must(
        other === undefined,
        `The books were given the key ${shown(other)} in place of that of the request.`,
      )
    },
  },
  {
    id: 'initiate/same-key-20-times',
    says: 'the same key twenty times at the same moment is one payment and one charge',
    needs: ['idempotency'],
    async run(stand) {
      const request = stand.request()
      const drivers = Array.from({ length: 20 }, () => stand.open())
      const results = await Promise.all(drivers.map(async (driver) => driver.initiate(request)))
      const references = new Set(results.map(({ bankReference }) => bankReference))
      must(references.size === 1, `The same key at the same moment gave ${references.size} payments.`)
      await stand.pay(request)
      await mustBeTakenOnce(stand, request)
    },
  },
  {
    id: 'initiate/slip',
    says: 'the slip names the order’s own reference and amount, in words and in its code for telephones',
    needs: ['reference'],
    async run(stand) {
      const { request, result } = await started(stand)
      const slip = result.nextAction?.kind === 'transfer' ? result.nextAction.slip : undefined
      must(slip !== undefined, 'A payment by transfer was started without a slip.')
      const { creditorReference, amount } = request
      must(
        slip.creditorReference === creditorReference,
        `The slip asks for the reference ${slip.creditorReference}, the order has ${creditorReference}.`,
      )
      mustAmountTo(slip.amount, amount, 'The slip')
      must(
        slip.qrText === null || slip.qrText.includes(creditorReference),
        'The code for telephones does not hold the reference of the order.',
      )
      const again = await stand.open().initiate(request)
      must(
        shown(again) === shown(await stand.driver.initiate(request)),
        'The same request gave two different slips.',
      )
    },
  },
  {
    id: 'initiate/two-payments',
    says: 'two attempts at one order are two payments: a new attempt never takes the answer of an old one',
    needs: [],
    async run(stand) {
      const first = await started(stand)
      const second = await started(
        stand,
        stand.request(first.request.amount, {
          orderNumber: first.request.orderNumber,
          creditorReference: first.request.creditorReference,
        }),
      )
      if (stand.factory.manifest.kind !== 'reference')
        must(
          first.bankReference !== second.bankReference,
          'A second attempt at the same order was given the first one’s payment.',
        )
    },
  },
]

async function declinedAtOnce(stand: Stand): Promise<void> {
  const { declineAtOnce } = stand.side
  must(declineAtOnce !== undefined, 'The bank side cannot declineAtOnce; a driver of this kind needs it.')
  const request = stand.request()
  await declineAtOnce(request)
  const error = await refusalOf(stand.driver.initiate(request), 'for a payment that the bank declined')
  must(
    error.kind === 'declined' && error.sent !== 'maybe',
    `For a declined payment the error says ${error.kind}, sent: ${error.sent}; it has to be declined, sent: yes or no.`,
  )
  await mustBeUntouched(stand, request, 'for a payment that it declined')
}
