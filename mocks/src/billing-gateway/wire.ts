/** The billing service's own reading of docs/wire/billing-gateway.md: requests in, bills and notices out. */
import { formatAmount, isCurrency, parseAmount, sumMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import { HttpRefusal } from '../web-server.ts'
import type { BillRow } from './books.ts'

/** What can stand in a file of any format. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u)
const httpUrl = z.url({ protocol: /^https?$/ })
const decimal = z.string().max(24)
const mostMinor = 10n ** 12n
const mostHours = 2160

export const createBillSchema = z.strictObject({
  reference: line(64).min(1),
  invoice: line(35).min(1),
  creditor_reference: z.string().regex(/^RF\d{2}[0-9A-Z]{1,21}$/),
  currency: z.string(),
  total: decimal,
  items: z
    .array(z.strictObject({ label: line(140).min(1), amount: decimal }))
    .min(1)
    .max(200),
  description: line(140),
  valid_hours: z.number().int(),
  language: z.string().max(35),
  return_url: httpUrl,
  notice_url: httpUrl,
})
export type CreateBill = z.infer<typeof createBillSchema>

const refusals: Readonly<Record<string, readonly [status: number, text: string]>> = {
  malformed: [400, 'The request is not readable, or a member is missing or wrong.'],
  'bad-signature': [401, 'The signature of the call is not valid.'],
  'clock-skew': [401, 'The time of the call is more than five minutes off.'],
  'biller-suspended': [403, 'This biller may register no bills now.'],
  'unknown-bill': [404, 'No bill has this number.'],
  'unknown-notice': [404, 'There is no such notice.'],
  'unknown-settlement': [404, 'There is no such settlement.'],
  'in-progress': [409, 'A payer has begun to pay this bill.'],
  'already-paid': [409, 'The bill is paid.'],
  'already-expired': [409, 'The bill has expired.'],
  'already-cancelled': [409, 'The bill is cancelled.'],
  'not-paid': [409, 'Nothing was paid that could go back.'],
  'amount-out-of-range': [422, 'The amount is not within the limits.'],
  'currency-not-offered': [422, 'This currency is not offered.'],
  'items-differ': [422, 'The items do not add up to the total.'],
  'validity-out-of-range': [422, `A bill is valid for 1 to ${mostHours} hours.`],
  'reference-used': [422, 'Another bill of this biller has this reference.'],
  'idempotency-key-reused': [422, 'The idempotency key was used with another content.'],
  'part-payment': [422, 'The bill is paid in one sum, exactly.'],
  'too-many-requests': [429, 'Slow down.'],
}

/** Returns the service's refusal of that code, ready to be thrown. */
export function refusal(code: string): HttpRefusal {
  const [status, text] = refusals[code] ?? [500, 'Unknown failure.']
  return new HttpRefusal(status, { code, text })
}

/** Parses a request. @throws HttpRefusal 400. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw refusal('malformed')
}

/** Reads an amount that has exactly the decimals of its currency. @throws HttpRefusal 400. */
function exactly(text: string, currency: Money['currency']): Money {
  try {
    const amount = parseAmount(text, currency)
    if (formatAmount(amount) === text) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw refusal('malformed')
}

/** Returns what is asked for, with its amounts read. @throws HttpRefusal 400 or 422. */
export function readBill(request: CreateBill): {
  readonly total: Money
  readonly items: readonly { readonly label: string; readonly amount: Money }[]
} {
  const { currency, valid_hours: hours } = request
  if (!isCurrency(currency)) throw refusal('currency-not-offered')
  const total = exactly(request.total, currency)
  const items = request.items.map(({ label, amount }) => ({ label, amount: exactly(amount, currency) }))
  if (total.amountMinor < 1n || total.amountMinor > mostMinor) throw refusal('amount-out-of-range')
  const sum = sumMoney(
    items.map(({ amount }) => amount),
    currency,
  )
  if (items.some(({ amount }) => amount.amountMinor < 0n) || sum.amountMinor !== total.amountMinor)
    throw refusal('items-differ')
  if (hours < 1 || hours > mostHours) throw refusal('validity-out-of-range')
  return { total, items }
}

const billCore = (row: BillRow) => ({
  bill_number: row.number,
  reference: row.reference,
  status: row.status,
  currency: row.total.currency,
  total: formatAmount(row.total),
  paid: formatAmount(row.paid),
  reversed: formatAmount(row.reversed),
})

export const billOut = (row: BillRow, publicUrl: string) => ({
  ...billCore(row),
  biller: row.biller,
  pay_url: `${publicUrl}/pay/${row.number}`,
  expires_at: row.expiresAt,
  updated_at: row.updatedAt,
})

/** Returns one item of a notice: how the bill stands now. */
export const changeOut = (row: BillRow, id: string) => ({
  id,
  type: 'bill.changed',
  at: row.updatedAt,
  bill: billCore(row),
})
