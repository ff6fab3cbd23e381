/** Applies one line in one transaction: what it is, what follows from it, and its entry in the journal, or nothing at all. */
import { startOfDay } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { createLookups } from '../../domain/matching/lookups.ts'
import { matchPayment, type Match } from '../../domain/matching/match-payment.ts'
import type { LinePart } from '../../domain/matching/matching-terms.ts'
import { everyReference } from '../../domain/matching/references-in-text.ts'
import type { Office } from '../../office.ts'
import type { JournalLine } from '../money/journal-lines.ts'
import { enrich } from './enrich-line.ts'
import { knownFor, type Desk } from './known-for.ts'
import { allTo, entryOf, officeAccount, suspenseOfLine } from './line-journal.ts'
import { lineRow, shortId, type DetailRow, type Line } from './line-rows.ts'
import { effectOf, noLongerSuspense } from './part-effects.ts'
import type { Told } from './take-order-money.ts'

const by = 'processor:payments'

/** Returns which drivers an account of the office is about; none for an account that the profile names no more. */
export function deskOf({ profiles }: Pick<Office, 'profiles'>, { officeId, account }: Line): Desk {
  const known = profiles.of(officeId).reconciliation.accounts.find((one) => one.account === account)
  return { officeId, account, payTo: known?.payTo ?? null, settles: known?.settles ?? [] }
}

/** What is told of the money of a line, by `who` at `at`. */
export function toldOf(
  { profiles }: Pick<Office, 'profiles'>,
  { officeId, _id: lineId, bookedOn, references }: Line,
  who: string,
  at: Date,
): Told {
  const { timeZone } = profiles.of(officeId)
  const bankAt = bookedOn === null ? null : startOfDay(timeZone, bookedOn)
  return { officeId, lineId, bankAt, bankReference: references[0] ?? lineId, by: who, at }
}

/** Where the money of a line stands before it is applied. */
const sourceOf = ({ _id, account, parentId, booked }: Line): string =>
  booked > 0 ? suspenseOfLine(_id) : parentId === null ? officeAccount(account) : suspenseOfLine(parentId)

/** Books a line's entry; a line is booked again once suspense is explained, under a cause of its own. */
export function bookLine(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  line: Line,
  others: readonly JournalLine[],
  { text, cause, at }: { text: string; cause: string; at: Date },
): void {
  const { officeId, amount } = line
  const lines = entryOf(sourceOf(line), amount, others)
  // A line of nothing is told by some banks; there is nothing to book.
  if (lines.length === 0) return
  store.journal.add([{ _id: uuidv7(), officeId, at, causedBy: cause, text, lines }], session)
}

const causeOf = ({ _id, booked }: Line): string => (booked === 0 ? _id : `${_id}/${booked}`)

/** Lets all parts take effect; undefined, with nothing done, where the first cannot. */
async function carryOut(
  office: Office,
  session: ClientSession,
  line: Line,
  match: Match,
  at: Date,
): Promise<{ parts: LinePart[]; lines: JournalLine[] } | undefined> {
  const told = toldOf(office, line, by, at)
  const { payTo } = deskOf(office, line)
  const parts: LinePart[] = []
  const lines: JournalLine[] = []
  for (const part of match.parts) {
    const effect = await effectOf({ office, session, line, told, payTo }, part)
    if (!effect && parts.length > 0) throw new Error(`The line ${line._id} took effect in part`)
    if (!effect) return undefined
    parts.push(effect.part)
    lines.push(...effect.lines)
  }
  return { parts, lines }
}

/** The sum stays in suspense by its own line, and its payments come out of it as lines of their own. */
async function splitLine(
  { store }: Office,
  session: ClientSession,
  line: Line,
  { payments }: DetailRow,
  at: Date,
): Promise<void> {
  const { _id, officeId, statementId, account, index, bookedOn, valueOn } = line
  if (line.booked === 0)
    bookLine({ store }, session, line, allTo(suspenseOfLine(_id), line.amount), {
      ...{ text: 'statement.split', cause: _id, at },
    })
  await store.statementLines.insert(
    payments.map((payment, part) =>
      lineRow(
        shortId('L', _id, part),
        { officeId, statementId, account, index, part: part + 1, parentId: _id },
        { ...payment, bookedOn, valueOn, isOff: false },
      ),
    ),
    { session },
  )
  const change = { state: 'split', why: null, suggestion: null, booked: 1, appliedAt: line.appliedAt ?? at }
  await store.statementLines.update({ _id }, { $set: change }, { session })
}

/**
 * Applies a line that waits; and one in suspense, whose entry a later message told more of. What cannot be explained is in suspense.
 * A line that was applied before is left as it is.
 */
export async function applyLine(office: Office, lineId: string): Promise<void> {
  const { store, clock, profiles } = office
  await store.transaction(async (session) => {
    const line = await store.statementLines.one(
      { _id: lineId, state: { $in: ['waiting', 'suspense'] } },
      { session },
    )
    if (!line || line.approvalId !== null) return
    const at = clock.now()
    const desk = deskOf(office, line)
    const { detail, payment } = await enrich(office, session, desk, line)
    if (line.state === 'suspense' && !detail) return
    if (detail && detail.payments.length > 1) {
      await splitLine(office, session, line, detail, at)
      return
    }
    const { partial, over } = profiles.of(line.officeId).reconciliation
    const known = await knownFor(office, session, desk, lineId, payment)
    const match = matchPayment(payment, createLookups(known, { partial, over }))
    const told = detail ? { ...line, ...rowOf(payment) } : line
    const done = match.verdict === 'match' ? await carryOut(office, session, told, match, at) : undefined
    const isSuspense = done === undefined
    if (!isSuspense || line.booked === 0)
      bookLine(office, session, line, done?.lines ?? allTo(suspenseOfLine(lineId), line.amount), {
        ...{ text: isSuspense ? 'statement.suspense' : `statement.${match.rule}`, cause: causeOf(line), at },
      })
    if (!isSuspense && line.state === 'suspense') await noLongerSuspense(office, session, line, at)
    await store.statementLines.update(
      { _id: lineId },
      {
        $set: {
          ...(detail ? rowOf(payment) : {}),
          state: isSuspense ? 'suspense' : 'matched',
          rule: match.rule,
          why: isSuspense ? (match.why ?? 'moved-on') : null,
          parts: done?.parts ?? [],
          suggestion: isSuspense ? match.suggestion : null,
          accountId: isSuspense ? null : match.accountId,
          booked: line.booked + (isSuspense && line.booked > 0 ? 0 : 1),
          appliedAt: line.appliedAt ?? at,
        },
      },
      { session },
    )
  })
}

/** What a later message told, as it is kept with the line. */
const rowOf = (payment: ReturnType<typeof lineRow> | Parameters<typeof lineRow>[2]) => {
  const { references, creditorReferences, text, counterparty, isReturn, returnReason } = payment
  return {
    references: [...references],
    bareReferences: everyReference(payment),
    creditorReferences: [...creditorReferences],
    text,
    counterparty: { ...counterparty },
    ...{ isReturn, returnReason },
  }
}
