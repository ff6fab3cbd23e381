/** Driver of the cash desk: the payer comes with the number of the order, a cashier takes the money, the books tell. */
import { compareMoney } from '@lodge/shared-types'
import type { TakenAtDesk } from './books.ts'
import type { Driver, DriverContext, InitiateRequest, InitiateResult } from './contract.ts'
import { counterConfigSchema, counterManifest, deskStatuses } from './counter-manifest.ts'
import type { DriverFactory } from './drivers.ts'
import { outcomeOf } from './manifest.ts'
import { withoutCallbacks } from './no-bank-words.ts'
import { assertPayable } from './payable.ts'
import { endOfDay, lastDayToPay } from './pay-within.ts'

const dayMs = 24 * 60 * 60_000

/** Less than was asked is a part of it. More, or another currency, is told as it is, so that people look at it. */
const statusOf = ({ asked, amount }: TakenAtDesk): keyof typeof deskStatuses =>
  asked.currency === amount.currency && compareMoney(amount, asked) < 0 ? 'PART-TAKEN' : 'TAKEN'

/**
 * Returns the driver for one office. `config` is parsed by `counterConfigSchema`.
 * @throws ZodError when the configuration is wrong; the driver's functions reject with DriverError.
 */
export function createCounter(config: unknown, { books, clock }: DriverContext): Driver {
  const { limits, ...terms } = counterConfigSchema.parse(config)
  const expiryMs = terms.payWithinDays * dayMs
  const manifest = {
    ...counterManifest,
    currencies: limits ?? counterManifest.currencies,
    expiryMs,
    polling: { ...counterManifest.polling, giveUpAfterMs: 2 * expiryMs },
  }

  /** Nothing is kept here, so nothing can happen twice. */
  function expectAtDesk(request: InitiateRequest): InitiateResult {
    assertPayable(manifest.currencies, request)
    const payBy = endOfDay(lastDayToPay(clock.now(), terms), terms)
    return {
      outcome: outcomeOf(manifest, 'WAITING'),
      bankReference: request.attemptId,
      bankStatus: 'WAITING',
      nextAction: { kind: 'desk', reference: request.orderNumber, payBy },
      expiresAt: payBy,
    }
  }

  return Object.freeze<Driver>({
    manifest,
    ...withoutCallbacks,

    initiate: (request) => Promise.resolve(request).then(expectAtDesk),

    async query({ attemptId }) {
      const taken = await books.findTaken(attemptId)
      if (!taken) return { found: false }
      const status = statusOf(taken)
      return {
        found: true,
        outcome: outcomeOf(manifest, status),
        bankReference: attemptId,
        bankStatus: status,
        amount: taken.amount,
        bankAt: taken.at,
      }
    },
  })
}

export const counter: DriverFactory = { manifest: counterManifest, create: createCounter }
