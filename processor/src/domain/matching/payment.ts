/** What is matched: one payment of an entry of a statement, however many the bank put into it. Pure. */
import type { Detail, Entry, PaymentReferences, StatementCharge } from '@lodge/bank-drivers'
import { isCurrency, type Money, type PlainDate } from '@lodge/shared-types'

/** One payment; `amount` is positive in, negative out. Strings are as the bank wrote them. */
export type Payment = {
  readonly amount: Money
  readonly bookedOn: PlainDate | null
  readonly valueOn: PlainDate | null
  /** Every reference that somebody gave, without structured creditor references. */
  readonly references: readonly string[]
  /** Structured creditor references, without blanks, in capitals. */
  readonly creditorReferences: readonly string[]
  readonly text: string
  /** The other side, seen from the office's account. */
  readonly counterparty: { readonly name: string | null; readonly account: string | null }
  readonly transactionCode: string
  /** It takes back an earlier payment, by the bank's word. */
  readonly isReturn: boolean
  readonly returnReason: string | null
  /** What the bank keeps back from a batch, told apart from its payments. */
  readonly isCharge: boolean
  /** One of several that the bank booked as one sum. */
  readonly isOfBatch: boolean
  /** The payments of the entry do not come to its amount: it stays one sum, and a person looks. */
  readonly isOff: boolean
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
]

const referencesOf = (references: PaymentReferences): (string | undefined)[] => [
  references.endToEndId,
  references.transactionId,
  references.instructionId,
  references.paymentInformationId,
  references.messageId,
  references.clearingReference,
  references.servicerReference,
  references.uetr,
]

const codeOf = ({ transactionCode: { iso, proprietary } }: Entry): string => iso ?? proprietary ?? ''

/** What is taken besides the amounts of the payments; a charge that an amount holds already is not. */
const taken = (charges: readonly StatementCharge[]): bigint =>
  charges.reduce((sum, { isIncluded, amountMinor }) => (isIncluded === true ? sum : sum + amountMinor), 0n)

/** By what an entry as a whole is known, so that a message which tells more of it finds it. */
export const referencesOfEntry = (entry: Entry): string[] =>
  distinct([
    entry.servicerReference,
    entry.entryReference,
    ...entry.batches.flatMap(({ messageId, paymentInformationId }) => [messageId, paymentInformationId]),
    ...(entry.details.length === 1 && entry.details[0] ? referencesOf(entry.details[0].references) : []),
  ])

function wholeOf(entry: Entry, amount: Money, isOff: boolean): Payment {
  const [only] = entry.details.length === 1 ? entry.details : []
  return {
    amount,
    bookedOn: entry.bookedOn ?? null,
    valueOn: entry.valueOn ?? null,
    references: referencesOfEntry(entry),
    creditorReferences: only?.creditorReferences ?? [],
    text: distinct([only?.text, entry.text].filter((text) => text !== '')).join('\n'),
    counterparty: counterpartyOf(only),
    transactionCode: codeOf(entry),
    isReturn: entry.isReversal || only?.returned !== undefined,
    returnReason: only?.returned?.code ?? null,
    isCharge: false,
    isOfBatch: false,
    isOff,
  }
}

const counterpartyOf = (detail: Detail | undefined): Payment['counterparty'] => ({
  name: detail?.counterparty.name ?? null,
  account: detail?.counterparty.account ?? null,
})

/**
 * Returns the payments that a booked entry is made of; they add up to its amount. A batch whose payments, with what the bank kept,
 * do not come to the entry stays one sum. Undefined for a currency in which no office keeps books.
 */
export function paymentsOf(entry: Entry): Payment[] | undefined {
  const { currency, amountMinor, details, charges } = entry
  if (!isCurrency(currency)) return undefined
  const amount = { amountMinor, currency }
  const [first] = details
  if (!first || (details.length === 1 && (first.amountMinor ?? amountMinor) === amountMinor))
    return [wholeOf(entry, amount, false)]
  const isTold = details.every((one) => one.amountMinor !== undefined && one.currency === currency)
  const sum = details.reduce((total, one) => total + (one.amountMinor ?? 0n), 0n)
  const kept = amountMinor - sum
  const known = [0n, taken(details.flatMap((one) => one.charges)), taken(charges)]
  if (!isTold || !known.includes(kept)) return [wholeOf(entry, amount, true)]
  const shared = {
    bookedOn: entry.bookedOn ?? null,
    valueOn: entry.valueOn ?? null,
    transactionCode: codeOf(entry),
    isOfBatch: true,
    isOff: false,
  }
  const payments = details.map((one): Payment => ({
    ...shared,
    amount: { amountMinor: one.amountMinor ?? 0n, currency },
    references: distinct(referencesOf(one.references)),
    creditorReferences: one.creditorReferences,
    text: one.text,
    counterparty: counterpartyOf(one),
    isReturn: entry.isReversal || one.returned !== undefined,
    returnReason: one.returned?.code ?? null,
    isCharge: false,
  }))
  if (kept === 0n) return payments
  const charge: Payment = {
    ...shared,
    amount: { amountMinor: kept, currency },
    references: referencesOfEntry(entry),
    creditorReferences: [],
    text: entry.text,
    counterparty: counterpartyOf(undefined),
    isReturn: false,
    returnReason: null,
    isCharge: true,
  }
  return [...payments, charge]
}
