/** Takes a bank's file in: kept as it came, read whole, and refused, noted or handed to the job that applies it. */
import { createHash } from 'node:crypto'
import { statementSizeCap, UnreadableStatement, type Driver } from '@lodge/bank-drivers'
import { plainDateIn, ProblemError } from '@lodge/shared-types'
import { writeAudit } from '../../audit.ts'
import { putBytes, removeBytes } from '../../documents/bytes.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import { scheduleJob } from '../../work/jobs.ts'
import { newTask } from '../../work/new-task.ts'
import { readFile, statementRowId, type ReadFile } from './read-file.ts'
import { applyStatementsJob, statementRefusedTask } from './task-kinds.ts'

export type StatementFileRow = Row<'statementFiles'>

export type StatementBytes = {
  officeId: string
  /** As it was called where it came from. */
  name: string
  bytes: Uint8Array
  source: StatementFileRow['source']
  /** The driver that fetched it; it is read by that driver's own reader. */
  driver?: Driver
  /** `user:…` or `processor:…`. */
  by: string
}

/** What a bank's file came to. `isRepeat`: the very bytes came before, and this is what was answered then. */
export type ImportedFile = Pick<
  StatementFileRow,
  'state' | 'format' | 'reasons' | 'warnings' | 'statementIds'
> & {
  fileId: string
  isRepeat: boolean
}

const mostWarnings = 200
const longestName = 200

const answerOf = (row: StatementFileRow, isRepeat: boolean): ImportedFile => {
  const { _id, state, format, reasons, warnings, statementIds } = row
  return { fileId: _id, isRepeat, state, format, reasons, warnings, statementIds }
}

/** What the bytes are: read, or refused with one plain sentence. */
async function read(office: Office, { officeId, bytes, driver }: StatementBytes): Promise<ReadFile | string> {
  const { timeZone, reconciliation } = office.profiles.of(officeId)
  const today = plainDateIn(timeZone, office.clock.now())
  try {
    return await readFile(bytes, { driver, rules: reconciliation, today })
  } catch (error) {
    if (error instanceof UnreadableStatement) return error.message
    throw error
  }
}

function stateOf(found: ReadFile | string): Pick<StatementFileRow, 'state' | 'reasons'> {
  if (typeof found === 'string') return { state: 'refused', reasons: [found] }
  const refused = found.statements.filter(({ kind }) => kind === 'refused')
  const reasons = [...new Set(refused.flatMap((one) => one.reasons))]
  if (found.statements.length === 0) return { state: 'refused', reasons: ['There is no statement in it.'] }
  if (refused.length === found.statements.length) return { state: 'refused', reasons }
  const isTold = found.statements.every(({ kind }) => kind === 'information' || kind === 'refused')
  return { state: isTold ? 'information' : 'taken', reasons }
}

/** Stores the file with its bytes; the same bytes at the same moment are one file. */
async function keep(
  office: Office,
  { officeId, name, bytes, source, driver, by }: StatementBytes,
  fileId: string,
  found: ReadFile | string,
): Promise<StatementFileRow> {
  const { store, clock } = office
  const storedAs = await putBytes(store, bytes)
  const row: StatementFileRow = {
    _id: fileId,
    officeId,
    sha256: fileId.slice(officeId.length + 1),
    bytes: bytes.byteLength,
    storedAs,
    names: [name.slice(0, longestName)],
    source,
    driverId: driver?.manifest.id ?? null,
    format: typeof found === 'string' ? 'unknown' : found.file.format,
    message: typeof found === 'string' ? '' : found.file.message,
    ...stateOf(found),
    warnings:
      typeof found === 'string' ? [] : found.file.warnings.slice(0, mostWarnings).map((one) => one.message),
    statementIds:
      typeof found === 'string'
        ? []
        : found.statements.map(({ identity }) => statementRowId(officeId, identity)),
    by,
    importedAt: clock.now(),
  }
  try {
    await store.transaction(async (session) => {
      await store.statementFiles.insert([row], { session })
      if (row.state === 'taken')
        await scheduleJob(store, session, {
          ...{ officeId, kind: applyStatementsJob, processor: 'payments', subject: row.sha256 },
          runAt: row.importedAt,
          at: row.importedAt,
        })
      const detail = `${row.names[0] ?? ''} (${row.format}): ${row.state}`
      const entry = {
        officeId,
        who: by,
        what: 'imported-statement' as const,
        subject: `statement-file:${row.sha256}`,
      }
      await writeAudit(office, { ...entry, detail }, session)
      if (row.reasons.length > 0)
        store.tasks.add(
          [
            newTask({
              officeId,
              kind: statementRefusedTask,
              role: 'finance',
              subject: `${row.names[0] ?? ''}: ${row.reasons.join(' ')}`.slice(0, 400),
              causedBy: fileId,
              about: fileId,
              openedAt: row.importedAt,
            }),
          ],
          session,
        )
    })
    return row
  } catch (error) {
    await removeBytes(store, storedAs).catch(() => undefined)
    if (!isDuplicateKey(error, 'statementFiles')) throw error
    const first = await store.statementFiles.one({ _id: fileId })
    if (!first) throw error
    return first
  }
}

/**
 * Imports a bank's file: the same bytes again, under whatever name, answer as the first time and change nothing. What is refused
 * is kept with its reasons, is a task for finance, and moves nothing; what may be applied is applied by a job.
 * @throws ProblemError `too-large` above 50 MB, `invalid` for no bytes at all
 */
export async function importStatementFile(office: Office, file: StatementBytes): Promise<ImportedFile> {
  const { store } = office
  const { officeId, bytes, name } = file
  if (bytes.byteLength === 0)
    throw new ProblemError('invalid', 'The file is empty; choose the one of the bank.')
  if (bytes.byteLength > statementSizeCap)
    throw new ProblemError('too-large', 'The file is larger than 50 MB; ask the bank to divide it.')
  const fileId = `${officeId}|${createHash('sha256').update(bytes).digest('hex')}`
  const before = await store.statementFiles.one({ _id: fileId })
  if (!before) {
    const row = await keep(office, file, fileId, await read(office, file))
    office.nudgeRelay()
    return answerOf(row, false)
  }
  if (!before.names.includes(name))
    await store.statementFiles.update({ _id: fileId }, { $addToSet: { names: name.slice(0, longestName) } })
  return answerOf(before, true)
}
