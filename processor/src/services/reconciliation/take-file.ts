/** Stores the statements of a file with the lines that no other statement brought; it may be cut off and begun again anywhere. */
import { createLineIdentifier, type Entry, type StatementHead } from '@lodge/bank-drivers'
import { plainDateIn } from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import { beginApplying, isContinuation } from './statement-chain.ts'
import { detailOfEntry, linesOfEntry, shortId, type DetailRow, type Line } from './line-rows.ts'
import { partsOf, readFile, statementRowId, type ReadStatement } from './read-file.ts'

type FileRow = Row<'statementFiles'>
type StatementRow = Row<'statements'>

const batchSize = 400

const balanceOf = (
  balance: { amountMinor: bigint; on: string | undefined } | undefined,
): StatementRow['opening'] => (balance ? { amountMinor: balance.amountMinor, on: balance.on ?? null } : null)

const stateOfKind = {
  statement: 'reading',
  details: 'reading',
  information: 'information',
  refused: 'refused',
} as const satisfies Record<ReadStatement['kind'], StatementRow['state']>

const statementRow = (
  file: FileRow,
  { summary, identity, kind, reasons }: ReadStatement,
  at: Date,
): StatementRow => ({
  _id: statementRowId(file.officeId, identity),
  officeId: file.officeId,
  fileId: file._id,
  index: summary.index,
  kind,
  account: summary.account,
  currency: summary.currency,
  messageId: summary.messageId,
  statementId: summary.statementId,
  sequence: summary.sequence ?? null,
  page: summary.page ?? null,
  from: summary.from ?? summary.opening?.on ?? null,
  to: summary.to ?? summary.closing?.on ?? null,
  opening: balanceOf(summary.opening),
  closing: balanceOf(summary.closing),
  entries: summary.controls.entries,
  booked: summary.controls.booked,
  state: stateOfKind[kind],
  reasons: [...reasons],
  warnings: [],
  hasGap: false,
  lines: { all: 0, known: 0 },
  openingBooked: null,
  importedAt: at,
  appliedAt: null,
})

/** Stores what is not there yet; another process may be at the same. */
async function insertNew<R extends { _id: string }>(
  table: {
    collection: { find: Office['store']['statementLines']['collection']['find'] }
    insert: (rows: readonly R[]) => Promise<void>
  },
  rows: readonly R[],
): Promise<void> {
  const there = await table.collection
    .find({ _id: { $in: rows.map(({ _id }) => _id) } }, { projection: { _id: 1 } })
    .toArray()
  const known = new Set(there.map(({ _id }) => _id))
  await table.insert(rows.filter(({ _id }) => !known.has(_id)))
}

/** Takes the entries of one statement as they come. */
async function lineTaker(office: Office, file: FileRow, statement: StatementRow) {
  const { store } = office
  const { officeId } = file
  const { _id: statementId, account } = statement
  const head: Pick<StatementHead, 'account'> = { account }
  const identify = createLineIdentifier(account)
  const goesOn = statement.kind === 'statement' && (await isContinuation(office, statement))
  let lines: { identity: string; lines: Line[] }[] = []
  let details: DetailRow[] = []
  let all = 0

  /** Which lines another statement has brought already. */
  const foreign = async (ids: readonly string[]): Promise<Set<string>> => {
    const rows = store.statementLines.collection.find(
      { _id: { $in: [...ids] }, statementId: { $ne: statementId } },
      { projection: { _id: 1 } },
    )
    return new Set((await rows.toArray()).map(({ _id }) => _id))
  }
  /**
   * A statement that goes on where the last one ended brings no line a second time: an equal one is another payment, and gets the
   * next free ordinal.
   */
  const nextFree = async (entry: Entry, identity: string): Promise<Line[]> => {
    const [, key = identity, ordinal = '1'] = /^(.*):(\d+)$/.exec(identity) ?? []
    for (let before = 1; ; before += 1) {
      const id = shortId('L', officeId, account, `${key}:${before}`, 0)
      if ((await foreign([id])).size > 0) continue
      const free = `${key}:${before - 1 + Number(ordinal)}`
      return linesOfEntry({ officeId, statementId }, head, entry, free) ?? []
    }
  }
  const flush = async (): Promise<void> => {
    const known = await foreign(lines.flatMap((one) => one.lines.map(({ _id }) => _id)))
    await insertNew(
      store.statementLines,
      lines.flatMap((one) => one.lines).filter(({ _id }) => !known.has(_id)),
    )
    await insertNew(store.statementDetails, details)
    lines = []
    details = []
  }
  return {
    async add(entry: Entry): Promise<void> {
      const identity = identify(entry)
      if (entry.status !== 'booked') return
      if (statement.kind === 'details') {
        const source = { officeId, fileId: file._id, driverId: file.driverId, at: file.importedAt }
        const detail = detailOfEntry(source, head, entry, identity)
        if (detail) details.push(detail)
        return
      }
      const found = linesOfEntry({ officeId, statementId }, head, entry, identity) ?? []
      all += found.length
      const isKnown = goesOn && (await foreign(found.map(({ _id }) => _id))).size > 0
      lines.push({ identity, lines: isKnown ? await nextFree(entry, identity) : found })
      if (lines.length >= batchSize) await flush()
    },
    async end(): Promise<{ all: number; known: number }> {
      await flush()
      const own = await store.statementLines.count({ officeId, statementId, parentId: null })
      return { all, known: all - own }
    },
  }
}

/**
 * Takes the statements of a stored file. Lines are stored first and count only once their statement is whole: then it is `applying`.
 * Statements that came in another file are left as they are.
 */
export async function takeFile(office: Office, file: FileRow, bytes: Uint8Array): Promise<void> {
  const { store, profiles, drivers } = office
  const { officeId } = file
  const driver = file.driverId === null ? undefined : drivers.of(officeId, file.driverId)
  const { timeZone, reconciliation } = profiles.of(officeId)
  // As on the day on which it came in.
  const today = plainDateIn(timeZone, file.importedAt)
  const found = await readFile(bytes, { driver, rules: reconciliation, today })
  for (const one of found.statements)
    await store.statements.insert([statementRow(file, one, file.importedAt)]).catch((error: unknown) => {
      if (!isDuplicateKey(error, 'statements')) throw error
    })
  const ids = found.statements.map(({ identity }) => statementRowId(officeId, identity))
  const rows = await store.statements.many({ _id: { $in: ids }, state: 'reading' })
  if (rows.length === 0) return
  let at = -1
  let taker: Awaited<ReturnType<typeof lineTaker>> | undefined
  let statement: StatementRow | undefined
  for await (const part of partsOf(bytes, driver))
    switch (part.kind) {
      case 'opened':
        at += 1
        statement = rows.find(({ _id }) => _id === ids[at])
        taker = statement && (await lineTaker(office, file, statement))
        break
      case 'entry':
        await taker?.add(part.entry)
        break
      case 'closed':
        if (statement && taker) await beginApplying(office, statement, await taker.end())
        break
      case 'file':
        break
    }
}
