/** What a payer typed into the transfer form, checked as a bank does; and what a QR code fills in. */
import { isZero, parseAmount, parseCreditorReference, parseIban } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import { payers } from './accounts.ts'
import type { ClientAccount, Payer } from './accounts.ts'
import type { TransferProblem } from './payer-words.ts'

/** A member that is missing, or not text, is empty. */
const text = (longest: number) => z.string().max(longest).catch('')

export const transferFormSchema = z.object({
  from: text(34),
  to: text(140),
  account: text(60),
  amount: text(30),
  reference: text(140),
  /** Made with the form, so that a form that is sent twice is one transfer. */
  order: text(64),
  code: text(400),
  step: z.enum(['fill', 'check', 'change', 'confirm']).catch('check'),
})
export type TransferForm = z.infer<typeof transferFormSchema>

export type CheckedTransfer = {
  readonly payer: Payer
  readonly payee: ClientAccount
  readonly amount: Money
  /** One of the two is there. */
  readonly reference: string | null
  readonly text: string
}
type FieldProblem = readonly [field: keyof TransferForm, problem: TransferProblem]

function amountIn(form: TransferForm, { currency }: ClientAccount): Money | undefined {
  try {
    const amount = parseAmount(form.amount.replace(',', '.'), currency)
    return isZero(amount) || amount.amountMinor < 0n ? undefined : amount
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Returns the transfer, or the first thing that is wrong with each field. */
export function checkTransfer(
  form: TransferForm,
  findAccount: (account: string) => ClientAccount | undefined,
): { readonly transfer: CheckedTransfer } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = []
  const typed = form.account.replaceAll(/\s/g, '')
  const payee = findAccount(parseIban(typed) ?? typed)
  const payer = payers.find(({ account }) => account === form.from) ?? payers[0]
  if (form.to.trim() === '') problems.push(['to', 'name'])
  if (!payee) problems.push(['account', parseIban(typed) === undefined ? 'account' : 'unknown-account'])
  const amount = payee && amountIn(form, payee)
  if (payee && !amount) problems.push(['amount', 'amount'])
  if (payee && payer.currency !== payee.currency) problems.push(['from', 'currency'])
  const reference = parseCreditorReference(form.reference)
  if (reference === undefined && /^\s*RF\s*\d/i.test(form.reference))
    problems.push(['reference', 'reference'])
  if (!payee || !amount || problems.length > 0) return { problems }
  return {
    transfer: {
      payer,
      payee,
      amount,
      reference: reference ?? null,
      text: reference === undefined ? form.reference.trim() : '',
    },
  }
}

/** Returns the form with what a QR code says (EPC069-12), or undefined for text that is no such code. */
export function filledByCode(form: TransferForm): TransferForm | undefined {
  const [tag, , , scheme, , to = '', account = '', sum = '', , reference = '', message = ''] = form.code
    .trim()
    .split(/\r\n|\r|\n/)
  if (tag !== 'BCD' || scheme !== 'SCT') return undefined
  const payer = payers.find(({ currency }) => sum.startsWith(currency))
  return {
    ...form,
    to,
    account,
    amount: sum.replace(/^[A-Z]{3}/, ''),
    reference: reference === '' ? message : reference,
    from: payer?.account ?? form.from,
    code: '',
  }
}
