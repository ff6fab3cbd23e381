/** How statements of one account follow each other: balances carry on, and what does not is a gap. */
import { formatMoney, isCurrency, money } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { newTask } from '../../work/new-task.ts'
import { raiseAlarm } from '../../work/alarm.ts'
import { releaseFinance } from '../money/finance-tasks.ts'
import { credit, debit } from '../money/journal-lines.ts'
import { officeAccount, openingAccount } from './line-journal.ts'
import { shortId } from './line-rows.ts'
import { statementGapTask } from './task-kinds.ts'

type StatementRow = Row<'statements'>
type Parts = Pick<Office, 'store'>

const counted = { kind: 'statement', state: { $in: ['applying', 'applied'] } }

const isSameMinor = (a: StatementRow['opening'], b: StatementRow['opening']): boolean =>
  a !== null && b !== null && a.amountMinor === b.amountMinor

/**
 * Returns whether a statement goes on where the last one of its account ended, and is none that the bank issues again: then a line
 * that equals an earlier one is another payment.
 */
export async function isContinuation(office: Parts, statement: StatementRow): Promise<boolean> {
  const { _id, officeId, account } = statement
  const before = await office.store.statements.many(
    { officeId, account, _id: { $ne: _id }, ...counted },
    { sort: { to: -1, importedAt: -1 }, limit: 20 },
  )
  const [last] = before
  if (!last || !isSameMinor(last.closing, statement.opening) || statement.sequence === null) return false
  return !before.some(
    ({ statementId, sequence, page }) =>
      page === statement.page && (statementId === statement.statementId || sequence === statement.sequence),
  )
}

type Place = 'first' | 'earliest' | 'follows' | 'overlaps' | 'gap'

/** Where a statement stands among those that are there: `before` end on its last day or earlier. */
function placeOf(
  statement: StatementRow,
  earliest: StatementRow | undefined,
  before: readonly StatementRow[],
  known: number,
): Place {
  if (!earliest) return 'first'
  const { from, to } = statement
  if (from !== null && earliest.from !== null && from < earliest.from) return 'earliest'
  if (before.some(({ closing }) => isSameMinor(closing, statement.opening))) return 'follows'
  const isInside = before.some(
    (one) =>
      from !== null && to !== null && one.from !== null && one.to !== null && from < one.to && one.from < to,
  )
  return known > 0 || isInside ? 'overlaps' : 'gap'
}

/** What a person should know of a statement that counts all the same. */
function warningsOf(statement: StatementRow, last: StatementRow | undefined, place: Place): string[] {
  const { opening, currency, sequence } = statement
  if (!last) return []
  const [number, before] = [Number(sequence), Number(last.sequence)]
  const isSkipped = sequence !== null && last.sequence !== null && number > before + 1 && place !== 'earliest'
  return [
    ...(place === 'gap' && opening && last.closing && isCurrency(currency)
      ? [
          `It opens with ${formatMoney(money(opening.amountMinor, currency))}, and the last one closed with ${formatMoney(money(last.closing.amountMinor, currency))}: a statement is missing.`,
        ]
      : []),
    ...(isSkipped ? [`Its number is ${sequence}, and that of the one before is ${last.sequence}.`] : []),
  ]
}

/** What stood on the account before the first statement that is known of it; an earlier one moves it. */
async function bookOpening(
  { store }: Parts,
  session: ClientSession,
  statement: StatementRow,
  at: Date,
): Promise<bigint | null> {
  const { _id, officeId, account, currency, opening } = statement
  if (opening === null || !isCurrency(currency)) return null
  const booked = await store.statements.many(
    { officeId, account, ...counted, openingBooked: { $ne: null } },
    { session },
  )
  const before = booked.reduce((sum, one) => sum + (one.openingBooked ?? 0n), 0n)
  const change = opening.amountMinor - before
  if (change !== 0n)
    store.journal.add(
      [
        {
          _id: uuidv7(),
          ...{ officeId, at, text: 'statement.opening' },
          causedBy: shortId('O', _id),
          lines: [debit(officeAccount(account), change, currency), credit(openingAccount, change, currency)],
        },
      ],
      session,
    )
  return change
}

/**
 * Lets the lines of a statement count. A gap does not hold them back, for each statement proves its own lines and payers must not
 * wait for a bank's lost message; it is an alarm, a task, and a red day until the missing statement has come.
 */
export async function beginApplying(
  office: Office,
  statement: StatementRow,
  lines: StatementRow['lines'],
): Promise<void> {
  const { store, clock } = office
  const { _id, officeId, account, closing, kind } = statement
  if (kind === 'details') {
    await store.statements.update({ _id, state: 'reading' }, { $set: { state: 'details', lines } })
    return
  }
  const place = await store.transaction(async (session) => {
    const at = clock.now()
    const of = { officeId, account, _id: { $ne: _id }, ...counted }
    const earliest = await store.statements.one(of, { session, sort: { to: 1, importedAt: 1 } })
    const before = await store.statements.many(
      { ...of, to: { $lte: statement.to } },
      { session, sort: { to: -1, importedAt: -1 }, limit: 20 },
    )
    const found = placeOf(statement, earliest, before, lines.known)
    const hasGap = found === 'gap'
    const isBefore = found === 'first' || found === 'earliest'
    const openingBooked = isBefore ? await bookOpening(office, session, statement, at) : null
    const warnings = warningsOf(statement, before[0], found)
    const isMine = await store.statements.update(
      { _id, state: 'reading' },
      { $set: { state: 'applying', lines, hasGap, openingBooked, warnings } },
      { session },
    )
    if (!isMine) return undefined
    // It may be the one that others waited for.
    const healed = closing
      ? await store.statements.many(
          { officeId, hasGap: true, account, 'opening.amountMinor': closing.amountMinor },
          { session },
        )
      : []
    for (const one of healed) {
      await store.statements.update({ _id: one._id }, { $set: { hasGap: false } }, { session })
      await releaseFinance(office, session, { officeId, kind: statementGapTask, about: one._id, at })
    }
    if (hasGap)
      store.tasks.add(
        [
          newTask({
            officeId,
            kind: statementGapTask,
            role: 'finance',
            subject: `${account}, ${statement.statementId}: ${warnings[0] ?? ''}`,
            causedBy: _id,
            about: _id,
            openedAt: at,
          }),
        ],
        session,
      )
    return found
  })
  if (place === 'gap')
    await raiseAlarm(office, {
      officeId,
      key: `statement-gap:${_id}`,
      what: `A statement of ${account} before ${statement.statementId} is missing.`,
    })
}
