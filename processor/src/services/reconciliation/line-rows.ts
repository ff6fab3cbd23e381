/** Rows of lines and details as they are when a statement is read. Pure. */
import { createHash } from 'node:crypto'
import type { Entry, StatementHead } from '@lodge/bank-drivers'
import { paymentsOf, referencesOfEntry, type Payment } from '../../domain/matching/payment.ts'
import { everyReference, longReferences, numbersIn } from '../../domain/matching/references-in-text.ts'
import type { Row } from '../../store/rows.ts'

export type Line = Row<'statementLines'>
export type DetailRow = Row<'statementDetails'>

/** Returns an id that is short enough to be the cause of events and entries: a letter for what it names, and a hash. */
export const shortId = (letter: string, ...parts: readonly (string | number)[]): string =>
  `${letter}${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)}`

/** A detail is found in a statement by its references, and by words of its text. */
export const bareReferencesOf = ({ references, text }: Pick<Payment, 'references' | 'text'>): string[] => [
  ...new Set([...longReferences(references), ...numbersIn(text)]),
]

type Place = {
  officeId: string
  statementId: string
  account: string
  index: number
  part: number
  parentId: string | null
}

/** Returns the row of a payment that waits to be applied. */
export const lineRow = (_id: string, place: Place, payment: Payment): Line => ({
  _id,
  ...place,
  amount: payment.amount,
  bookedOn: payment.bookedOn,
  valueOn: payment.valueOn,
  references: [...payment.references],
  bareReferences: everyReference(payment),
  creditorReferences: [...payment.creditorReferences],
  text: payment.text,
  counterparty: { ...payment.counterparty },
  transactionCode: payment.transactionCode,
  isReturn: payment.isReturn,
  returnReason: payment.returnReason,
  isCharge: payment.isCharge,
  isOfBatch: payment.isOfBatch,
  isOff: payment.isOff,
  state: 'waiting',
  rule: null,
  why: null,
  parts: [],
  booked: 0,
  suggestion: null,
  approvalId: null,
  accountId: null,
  payoutReference: null,
  undoneBy: null,
  appliedAt: null,
})

/** Returns the lines of one booked entry under its identity; undefined for a currency in which no books are kept. */
export function linesOfEntry(
  place: Omit<Place, 'index' | 'part' | 'parentId' | 'account'>,
  { account }: Pick<StatementHead, 'account'>,
  entry: Entry,
  identity: string,
): Line[] | undefined {
  return paymentsOf(entry)?.map((payment, part) =>
    lineRow(
      shortId('L', place.officeId, account, identity, part),
      { ...place, account, index: entry.index, part, parentId: null },
      payment,
    ),
  )
}

type Source = { officeId: string; fileId: string; driverId: string | null; at: Date }

/** Returns what a camt.054 says of one entry; undefined where it says nothing that a statement could be found by. */
export function detailOfEntry(
  { officeId, fileId, driverId, at }: Source,
  { account }: Pick<StatementHead, 'account'>,
  entry: Entry,
  identity: string,
): DetailRow | undefined {
  const payments = paymentsOf(entry)
  const [first] = payments ?? []
  const references = longReferences(referencesOfEntry(entry))
  if (!payments || !first || first.isOff || references.length === 0) return undefined
  return {
    _id: shortId('E', officeId, account, identity),
    ...{ officeId, account, driverId, fileId, references, at },
    amount: { amountMinor: entry.amountMinor, currency: first.amount.currency },
    bookedOn: entry.bookedOn ?? null,
    payments: payments.map((payment) => ({
      amount: payment.amount,
      references: [...payment.references],
      creditorReferences: [...payment.creditorReferences],
      text: payment.text,
      counterparty: { ...payment.counterparty },
      transactionCode: payment.transactionCode,
      isReturn: payment.isReturn,
      returnReason: payment.returnReason,
      isCharge: payment.isCharge,
      isOfBatch: payment.isOfBatch,
    })),
    lineId: null,
  }
}
