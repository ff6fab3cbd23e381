/** `Ntry` of camt.052, 053 and 054: one line of the account. */
import { all, at, textAt, type CamtElement } from './camt-element.ts'
import { amountIn, chargesIn, dayIn, exchangeIn, moneyIn, signOf, transactionCodeIn } from './camt-values.ts'
import type { PendingDetail } from './camt-detail.ts'
import type { Notes } from './notes.ts'
import { given, referenceOf } from './references.ts'
import { isInformationOnly } from './statement-controls.ts'
import type {
  Entry,
  EntryBatch,
  EntryStatus,
  StatementFormat,
  StatementHead,
  UnreadLine,
} from './statement.ts'

const statuses = new Map<string, EntryStatus>([
  ['BOOK', 'booked'],
  ['PDNG', 'pending'],
  ['INFO', 'info'],
  ['FUTR', 'future'],
])

export type EntryContext = {
  readonly format: StatementFormat
  readonly head: StatementHead
  readonly notes: Notes
}

/** The status is text up to version 04, `Cd` or `Prtry` since. A camt.053 holds booked entries by definition. */
function statusIn(entry: CamtElement, index: number, { format, head, notes }: EntryContext): EntryStatus {
  const written = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts', 'Prtry') ?? textAt(entry, 'Sts')
  const where = { statement: head.index, entry: index }
  if (written === undefined) {
    notes.warn('format', `Entry ${index + 1} has no status.`, where)
    return format === 'camt.053' ? 'booked' : 'unknown'
  }
  const status = statuses.get(written.toUpperCase())
  if (status === undefined)
    notes.warn('status', `Entry ${index + 1} has a status that is not known; it is not counted.`, where)
  return status === 'booked' && isInformationOnly(format) ? 'pending' : (status ?? 'unknown')
}

function batchesIn(entry: CamtElement): readonly EntryBatch[] {
  return all(entry, 'NtryDtls').flatMap((details) =>
    all(details, 'Btch').map((batch): EntryBatch => {
      const count = textAt(batch, 'NbOfTxs')
      return {
        ...given('messageId', referenceOf(textAt(batch, 'MsgId'))),
        ...given('paymentInformationId', referenceOf(textAt(batch, 'PmtInfId'))),
        ...given('count', count !== undefined && /^\d{1,15}$/.test(count) ? Number(count) : undefined),
        ...given('total', moneyIn(at(batch, 'TtlAmt'), signOf(batch) ?? signOf(entry))),
      }
    }),
  )
}

/** A batch tells how many payments it holds and what they come to; banks send some of them without their details. */
function checkBatches(
  { batches, details, index, amountMinor, currency }: Entry,
  { head, notes }: EntryContext,
): void {
  const where = { statement: head.index, entry: index }
  const counts = batches.map(({ count }) => count)
  if (details.length > 0 && counts.length > 0 && counts.every((count) => count !== undefined)) {
    const told = counts.reduce((sum, count) => sum + count, 0)
    if (told !== details.length)
      notes.warn(
        'batch-off',
        `Entry ${index + 1} tells of ${told} payments and holds ${details.length}.`,
        where,
      )
  }
  const totals = batches.map(({ total }) => total)
  if (totals.length > 0 && totals.every((total) => total?.currency === currency)) {
    const sum = totals.reduce((all, total) => all + (total?.amountMinor ?? 0n), 0n)
    if (sum !== amountMinor)
      notes.warn('batch-off', `The batches of entry ${index + 1} do not come to its amount.`, where)
  }
}

/** Reads an `Ntry` whose details were read before it, as the line with `index` of its statement. */
export function readEntry(
  entry: CamtElement,
  pending: readonly PendingDetail[],
  index: number,
  context: EntryContext,
): { ok: true; entry: Entry } | { ok: false; line: UnreadLine } {
  const unread = (code: UnreadLine['code'], fault: string): { ok: false; line: UnreadLine } => ({
    ok: false,
    line: { index, code, message: `The amount of entry ${index + 1} ${fault}.` },
  })
  const written = at(entry, 'Amt')
  if (!written) return unread('amount', 'is missing')
  const amount = amountIn(written)
  if (!amount.ok) return unread(amount.code, amount.message)
  const sign = signOf(entry)
  if (!sign) return unread('amount', 'is neither credit (CRDT) nor debit (DBIT)')

  const { head, notes } = context
  const reversal = textAt(entry, 'RvslInd')
  const of = {
    sign,
    amountMinor: amount.amountMinor * sign,
    currency: written.currency ?? '',
    account: head.account,
    isReversal: reversal === 'true' || reversal === '1',
    isOnly: pending.length === 1,
  }
  const days = { bookedOn: dayIn(at(entry, 'BookgDt')), valueOn: dayIn(at(entry, 'ValDt')) }
  for (const [name, day] of [
    ['BookgDt', days.bookedOn],
    ['ValDt', days.valueOn],
  ] as const)
    if (at(entry, name) && day === undefined)
      notes.warn('date', `${name} of entry ${index + 1} is no day of the calendar.`, {
        statement: head.index,
        entry: index,
      })
  const read: Entry = {
    index,
    amountMinor: of.amountMinor,
    currency: of.currency,
    status: statusIn(entry, index, context),
    isReversal: of.isReversal,
    ...days,
    ...given('servicerReference', referenceOf(textAt(entry, 'AcctSvcrRef'))),
    ...given('entryReference', referenceOf(textAt(entry, 'NtryRef'))),
    transactionCode: transactionCodeIn(at(entry, 'BkTxCd')),
    batches: batchesIn(entry),
    charges: chargesIn(entry),
    ...given('exchange', exchangeIn(at(entry, 'AmtDtls'))),
    text: textAt(entry, 'AddtlNtryInf') ?? '',
    details: pending.map((detail, position) => detail(position, of)),
  }
  for (const { index: detail, amountMinor } of read.details)
    if (amountMinor === undefined && read.details.length > 1)
      notes.warn('amount', `Payment ${detail + 1} of entry ${index + 1} has no amount that can be used.`, {
        statement: head.index,
        entry: index,
      })
  checkBatches(read, context)
  return { ok: true, entry: read }
}
