/** A bank for transfers for the driver kit: payers fill in the slip, and each evening the bank publishes its files. */
import type { Money } from '@lodge/shared-types'
import { ibanOf } from '@lodge/shared-types'
import { payers } from '../transfer-bank/accounts.ts'
import { startTransferBank } from '../transfer-bank/transfer-bank.ts'

const clientSecret = 'canary-client-secret-of-the-kit-3f8a'
const account = ibanOf('BG', 'RIVB91551000000001')
const holder = 'Borovia Patent and Trademark Office'

type Request = { readonly attemptId: string; readonly creditorReference: string; readonly amount: Money }

/** Starts the bank; see `bank-side.ts` of the kit, whose shape it has. */
export async function startBankSide({ now }: { readonly now: () => Date }) {
  const service = await startTransferBank({
    clients: [
      {
        id: 'kit',
        secret: clientSecret,
        accounts: [{ account, name: holder, currency: 'BGN', openingMinor: 125_340_75n }],
      },
    ],
    now,
    onFailure: () => undefined,
  })
  const { bank } = service
  const [payer] = payers
  /** What was paid for which attempt, by the bank's numbers of the lines. */
  const attempts = new Map<string, string>()

  return {
    baseUrl: service.url,
    agreement: ({ baseUrl }: { readonly baseUrl: string }) => ({
      config: {
        baseUrl,
        creditorName: holder,
        creditorAccount: { iban: account },
        limits: { BGN: { minMinor: '1', maxMinor: '99999999999' } },
        payWithinDays: 14,
        timeZone: 'Europe/Sofia',
      },
      secrets: { 'client-secret': { current: { id: 'c1', value: clientSecret } } },
    }),
    documentedStatuses: [],
    undocumentedStatus: 'UNDER-INQUIRY',
    takesOtherSums: true,
    pay({ attemptId, creditorReference }: Request, amount: Money) {
      const lines = bank.transfer({
        from: payer,
        to: account,
        amount,
        reference: creditorReference,
        text: 'Fees',
      })
      for (const { id } of lines) attempts.set(id, attemptId)
      return Promise.resolve()
    },
    payUnnamed(amount: Money) {
      bank.transfer({ from: payer, to: account, amount, text: 'fees, as agreed on the telephone' })
      return Promise.resolve()
    },
    takeBack({ attemptId }: Request) {
      for (const [id, of] of [...attempts])
        if (of === attemptId) for (const line of bank.giveBack(id)) attempts.set(line.id, attemptId)
      return Promise.resolve()
    },
    closeDay() {
      bank.publish('notification')
      bank.otherTraffic(account, 5)
      bank.publish('statement')
      return Promise.resolve()
    },
    movements: () =>
      service
        .lines()
        .filter((line) => line.account === account && line.counterparty?.account === payer.account)
        .map(({ id, amount }) => ({ attemptId: attempts.get(id), amount })),
    stop: () => service.stop(),
  }
}
