/** What an office decides about its accounts at banks, and about money that statements show. */
import { z } from 'zod'
import { codeSchema } from './code.ts'
import { currencySchema } from './money-schema.ts'

const accountSchema = z.strictObject({
  /** An IBAN without blanks, or the bank's own number. */
  account: z.string().regex(/^[0-9A-Za-z]{4,34}$/, 'Write the account without blanks.'),
  currency: currencySchema,
  /** The driver by which payers are asked to transfer to this account; null where nobody is. */
  payTo: codeSchema.nullable(),
  /** Drivers that hand on to this account, in sums, what they took. */
  settles: z.array(codeSchema).default([]),
})
export type BankAccount = z.infer<typeof accountSchema>

export const reconciliationSchema = z
  .strictObject({
    accounts: z.array(accountSchema),
    /** Accounts of the office that have nothing to do with fees: their statements are passed over. */
    ignore: z.array(z.string()).default([]),
    /** Less than an order lacks: taken as a part of it, or proposed to people. */
    partial: z.enum(['take', 'propose']),
    /** More than an order lacks: the rest is the payer's credit, or it is proposed to people. */
    over: z.enum(['credit', 'propose']),
    /** Money that nobody explained for longer is a task. */
    suspenseDays: z.number().int().min(1).max(90),
  })
  .superRefine(({ accounts }, context) => {
    const complain = (path: (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path, message })
    }
    accounts.forEach(({ account, payTo }, index) => {
      if (accounts.findIndex((one) => one.account === account) !== index)
        complain(['accounts', index, 'account'], `The account "${account}" is named twice.`)
      if (payTo !== null && accounts.findIndex((one) => one.payTo === payTo) !== index)
        complain(['accounts', index, 'payTo'], `"${payTo}" brings money to another account already.`)
    })
  })
export type Reconciliation = z.infer<typeof reconciliationSchema>

/** Returns what of it names drivers that the office does not offer: money could never be told apart by them. */
export const reconciliationFaults = ({
  payments,
  reconciliation,
}: {
  payments: { drivers: readonly string[] }
  reconciliation: Reconciliation
}): { path: (string | number)[]; message: string }[] =>
  reconciliation.accounts.flatMap(({ payTo, settles }, index) =>
    [...(payTo === null ? [] : [payTo]), ...settles]
      .filter((driver) => !payments.drivers.includes(driver))
      .map((driver) => ({
        path: ['reconciliation', 'accounts', index],
        message: `"${driver}" is no driver of payments of this office.`,
      })),
  )

/** Of an office that reads no statements. */
export const noReconciliation: Reconciliation = {
  accounts: [],
  ignore: [],
  partial: 'take',
  over: 'credit',
  suspenseDays: 5,
}
