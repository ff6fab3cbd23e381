/** The office's bank accounts as its profile names them, with what the last statement of each says. */
import { officeOf, type Args } from '../../../edge/answers.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { driverNames } from './driver-names.server.ts'

/** Returns the accounts in the order of the profile; a balance only where one of the latest statements tells it. */
export async function bankAccountsOf(args: Args) {
  const { actor } = moneyOf(args)
  const { services } = args.context
  const { reconciliation } = officeOf(args)
  const { accounts } = reconciliation
  if (accounts.length === 0) return []
  const nameOf = driverNames(args)
  const [latest, closes] = await Promise.all([
    services.statementsOf(actor, { page: 1 }),
    services.dailyCloses(actor, { page: 1 }),
  ])
  return accounts.map(({ account, currency, payTo, settles }) => {
    const told = latest.rows.find(
      (one) => one.account === account && one.currency === currency && one.state === 'applied' && one.closing,
    )
    const closed = closes.rows
      .flatMap(({ currencies }) => currencies)
      .filter((one) => one.currency === currency)
      .flatMap((one) => one.accounts)
      .find((one) => one.account === account && one.statementMinor !== null)
    const fromClose =
      closed && closed.statementMinor !== null
        ? { amountMinor: closed.statementMinor, on: closed.statementOn }
        : null
    return {
      ...{ account, currency },
      payTo: payTo === null ? null : nameOf(payTo),
      settles: settles.map(nameOf),
      balance: told?.closing ?? fromClose,
    }
  })
}
