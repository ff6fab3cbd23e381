/** The bank's refusals, as docs/wire/bank-transfer.md lists them. */
import { HttpRefusal } from '../web-server.ts'

const refusals = {
  unauthorised: [401, 'The secret is not that of a client of this bank.'],
  'not-found': [404, 'Nothing is known under this name.'],
  'unknown-cursor': [400, 'This cursor was never given to this client.'],
  'unknown-account': [422, 'No client of this bank has this account.'],
  'other-currency': [422, 'The account is kept in another currency.'],
  'amount-out-of-range': [422, 'A transfer is of at least one minor unit.'],
  'not-returnable': [409, 'This line cannot go back: it is none of a transfer, or went back before.'],
} as const

export type RefusalCode = keyof typeof refusals

/** Returns the error that a handler throws to answer with this refusal. */
export function refusal(code: RefusalCode): HttpRefusal {
  const [status, message] = refusals[code]
  return new HttpRefusal(status, { error: { code, message } })
}
