/** What a payer does after an attempt has started: go to the bank's page, transfer, pay an invoice, or come to the desk. */
import { z } from 'zod'
import { moneySchema } from './money-schema.ts'
import { plainDateSchema } from './plain-date-schema.ts'

const line = z.string().min(1).max(140)

/** Everything that a payment slip says. */
export const transferSlipSchema = z.strictObject({
  creditorName: z.string().min(1).max(70),
  /** Without blanks; not every country has IBANs. */
  creditorAccount: z.string().regex(/^[0-9A-Za-z]{4,34}$/),
  bic: z
    .string()
    .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/)
    .nullable(),
  bankName: z.string().max(70).nullable(),
  /** The ISO 11649 reference, without blanks. */
  creditorReference: z.string().regex(/^RF\d{2}[0-9A-Z]{1,21}$/),
  amount: moneySchema,
  payBy: plainDateSchema.nullable(),
  /** What an EPC QR code holds (EPC069-12); null where the amount or account does not allow one. */
  qrText: z.string().max(331).nullable(),
})
export type TransferSlip = z.infer<typeof transferSlipSchema>

export const nextActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('redirect'), url: z.url() }),
  z.strictObject({ kind: z.literal('transfer'), slip: transferSlipSchema }),
  /** A bill that the government's billing service has; `payUrl` where it can be paid on a page of its own. */
  z.strictObject({
    kind: z.literal('bill'),
    billNumber: line,
    payUrl: z.url().nullable(),
    payBy: z.date().nullable(),
  }),
  /** Cash or a cheque at the office; `reference` is what the cashier asks for. */
  z.strictObject({ kind: z.literal('desk'), reference: line, payBy: z.date().nullable() }),
])
export type NextAction = z.infer<typeof nextActionSchema>

/** Returns the address of the bank's page to which a payer can go from here, or null where there is none. */
export function pageOf(action: NextAction | null): string | null {
  if (action?.kind === 'redirect') return action.url
  return action?.kind === 'bill' ? action.payUrl : null
}
