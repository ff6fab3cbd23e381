/** Driver of deposit accounts: takes a payment out of what the payer has prepaid at the office, at once or not at all. */
import { assertSameAmount } from './answer.ts'
import type { BookEntry, DebitResult } from './books.ts'
import type { Driver, DriverContext, RefundResult } from './contract.ts'
import {
  depositAccountConfigSchema,
  depositAccountManifest,
  putBack,
  taken,
} from './deposit-account-manifest.ts'
import { DriverError, refusedLocally } from './driver-error.ts'
import type { DriverFactory } from './drivers.ts'
import { outcomeOf, refundOutcomeOf } from './manifest.ts'
import { withoutCallbacks } from './no-bank-words.ts'
import { assertPayable } from './payable.ts'

type Refused = Extract<DebitResult, { taken: false }>['reason']

const refusals: Readonly<Record<Refused, string>> = {
  insufficient: 'The deposit account does not hold enough for this payment; nothing was taken.',
  'no-account': 'There is no deposit account in this currency; nothing was taken.',
}

/** The books know a debit by the attempt it was made for, so its id is the reference: a refund needs no other. */
const factsOf = (attemptId: string) => ({
  outcome: outcomeOf(depositAccountManifest, taken),
  bankReference: attemptId,
  bankStatus: taken,
})

const refundResultOf = ({ entryId, amount, at }: BookEntry): RefundResult => ({
  outcome: refundOutcomeOf(depositAccountManifest, putBack),
  bankRefundReference: entryId,
  bankStatus: putBack,
  amount,
  bankAt: at,
})

/**
 * Returns the driver for one office. `config` is parsed by `depositAccountConfigSchema`.
 * @throws ZodError when the configuration is wrong; the driver's functions reject with DriverError.
 */
export function createDepositAccount(config: unknown, { books }: DriverContext): Driver {
  const { limits } = depositAccountConfigSchema.parse(config)
  const manifest = { ...depositAccountManifest, currencies: limits ?? depositAccountManifest.currencies }

  return Object.freeze<Driver>({
    manifest,
    ...withoutCallbacks,

    async initiate(request) {
      assertPayable(manifest.currencies, request)
      const { attemptId, accountId, amount, idempotencyKey: key } = request
      const debit = await books.debitDeposit({ key, attemptId, accountId, amount })
      if (!debit.taken)
        throw new DriverError({
          kind: 'declined',
          sent: 'no',
          code: debit.reason,
          message: refusals[debit.reason],
        })
      assertSameAmount(amount, debit.entry.amount)
      return factsOf(attemptId)
    },

    async query({ attemptId }) {
      const debit = await books.findDebit(attemptId)
      return debit
        ? { found: true, ...factsOf(attemptId), amount: debit.amount, bankAt: debit.at }
        : { found: false }
    },

    async refund({ refundId, idempotencyKey: key, bankReference: attemptId, amount }) {
      if (amount.amountMinor <= 0n)
        throw refusedLocally('amount-out-of-range', 'A refund is of at least one minor unit.')
      const entry = await books.creditDeposit({ key, refundId, attemptId, amount })
      assertSameAmount(amount, entry.amount)
      return refundResultOf(entry)
    },

    async queryRefund({ refundId }) {
      const entry = await books.findCredit(refundId)
      return entry ? { found: true, ...refundResultOf(entry) } : { found: false }
    },
  })
}

export const depositAccount: DriverFactory = {
  manifest: depositAccountManifest,
  create: createDepositAccount,
}
