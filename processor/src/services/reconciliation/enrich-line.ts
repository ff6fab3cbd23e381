/** What a camt.054 says more of a line: it is found by account, amount and a reference of both, and counted once. */
import type { ClientSession } from 'mongodb'
import type { Payment } from '../../domain/matching/payment.ts'
import type { Office } from '../../office.ts'
import type { Desk } from './known-for.ts'
import { bareReferencesOf, type DetailRow, type Line } from './line-rows.ts'

const merged = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])]

/** One payment with what the statement and the other message say of it, each once. */
function withDetail(line: Line, [told]: DetailRow['payments']): Payment {
  if (!told) return line
  return {
    ...line,
    references: merged(line.references, told.references),
    creditorReferences: merged(line.creditorReferences, told.creditorReferences),
    text: merged([line.text], [told.text])
      .filter((text) => text !== '')
      .join('\n'),
    counterparty: {
      name: line.counterparty.name ?? told.counterparty.name,
      account: line.counterparty.account ?? told.counterparty.account,
    },
    isReturn: line.isReturn || told.isReturn,
    returnReason: line.returnReason ?? told.returnReason,
    isOff: false,
  }
}

/**
 * Returns the payment that a line is, with what another message tells of it where exactly one does; that message is then taken.
 * A line that is one of several of its entry has all that there is.
 */
export async function enrich(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { settles }: Desk,
  line: Line,
): Promise<{ detail: DetailRow | undefined; payment: Payment }> {
  const { officeId, account, amount, parentId, isOfBatch } = line
  const references = bareReferencesOf(line)
  if (parentId !== null || isOfBatch || references.length === 0) return { detail: undefined, payment: line }
  const found = await store.statementDetails.many(
    { officeId, references: { $in: references } },
    { session, limit: 50 },
  )
  const fitting = found.filter(
    (one) =>
      one.lineId === null &&
      one.amount.currency === amount.currency &&
      one.amount.amountMinor === amount.amountMinor &&
      (one.driverId === null
        ? one.account === account
        : one.account === account || settles.includes(one.driverId)),
  )
  const [detail, ...others] = fitting
  if (!detail || others.length > 0) return { detail: undefined, payment: line }
  await store.statementDetails.update({ _id: detail._id }, { $set: { lineId: line._id } }, { session })
  return { detail, payment: withDetail(line, detail.payments) }
}
