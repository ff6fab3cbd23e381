/** The two ways by which statements come by themselves: a watched folder, and the banks' own interfaces. */
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DriverError, statementSizeCap } from '@lodge/bank-drivers'
import { z } from 'zod'
import { errorText } from '../../log.ts'
import type { Office } from '../../office.ts'
import { dailyKey, raiseAlarm } from '../../work/alarm.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { importStatementFile } from './import-statement.ts'

export const readFolderJob = 'read-statement-folder'
export const fetchStatementsJob = 'fetch-statements'

const by = 'processor:payments'
const folderEveryMs = 30_000
const fetchEveryMs = 15 * 60_000
/** A file that changed so lately may still be written. */
const restMs = 3_000
/** Pages of one bank in one run; the next run goes on. */
const mostPages = 50

/** Moves a file aside under its name, with the time before it where there is one of that name already. */
async function moveTo(folder: string, name: string, path: string, at: Date): Promise<void> {
  await mkdir(folder, { recursive: true })
  const isTaken = await stat(join(folder, name)).catch(() => undefined)
  const free = isTaken ? `${at.toISOString().replaceAll(':', '-')}-${name}` : name
  await rename(path, join(folder, free))
}

async function readOne(office: Office, officeId: string, folder: string, name: string): Promise<void> {
  const path = join(folder, name)
  const { size, mtimeMs } = await stat(path)
  // Of a file system, so by the machine's own time.
  if (Date.now() - mtimeMs < restMs) return
  const isTooLarge = size > statementSizeCap || size === 0
  const imported = isTooLarge
    ? undefined
    : await importStatementFile(office, { officeId, name, bytes: await readFile(path), source: 'folder', by })
  if (isTooLarge)
    await raiseAlarm(office, {
      officeId,
      key: `statement-file:${name}:${size}`,
      what: `The file ${name} in the folder of statements is ${size === 0 ? 'empty' : 'larger than 50 MB'} and was not taken.`,
    })
  const isRefused = imported === undefined || imported.state === 'refused'
  await moveTo(join(folder, isRefused ? 'refused' : 'done'), name, path, office.clock.now())
}

/** Takes what stands in the folder of an office: `<STATEMENTS_DIR>/<office>`; it goes to `done` or `refused` below it. */
export async function readStatementFolder(office: Office, officeId: string, root: string): Promise<void> {
  const folder = join(root, officeId)
  await mkdir(folder, { recursive: true })
  const names = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isFile())
  for (const { name } of names) if (!name.startsWith('.')) await readOne(office, officeId, folder, name)
}

const next = (office: Office, ms: number): Date => new Date(office.clock.now().getTime() + ms)

/** The job that looks into every office's folder, where there is one. */
export async function readFolders(_job: unknown, office: Office): Promise<JobOutcome> {
  const { env, profiles } = office
  if (env.STATEMENTS_DIR !== undefined)
    for (const officeId of profiles.ids()) await readStatementFolder(office, officeId, env.STATEMENTS_DIR)
  return { runAt: next(office, folderEveryMs) }
}

const cursorsSchema = z.record(z.string(), z.string())

/** What is new at one bank, page by page; returns the cursor for the next run. */
async function fetchFrom(
  office: Office,
  officeId: string,
  driverId: string,
  cursor: string | undefined,
): Promise<string | undefined> {
  const driver = office.drivers.of(officeId, driverId)
  if (!driver?.fetchSettlements) return cursor
  let at = cursor
  for (let page = 0; page < mostPages; page += 1) {
    const { files, nextCursor } = await driver.fetchSettlements(at)
    for (const { name, bytes } of files)
      await importStatementFile(office, { officeId, name, bytes, source: 'driver', driver, by })
    at = nextCursor
    if (files.length === 0) break
  }
  return at
}

/** The job that asks every bank of every office for new statements; its memo has the cursors. A bank that is away waits for the next run. */
export async function fetchStatements(job: { memo: string | null }, office: Office): Promise<JobOutcome> {
  const { profiles, log, clock } = office
  const cursors = cursorsSchema.parse(JSON.parse(job.memo ?? '{}'))
  for (const officeId of profiles.ids())
    for (const driverId of profiles.of(officeId).payments.drivers) {
      const key = `${officeId}|${driverId}`
      try {
        const cursor = await fetchFrom(office, officeId, driverId, cursors[key])
        if (cursor !== undefined) cursors[key] = cursor
      } catch (error) {
        if (!(error instanceof DriverError)) throw error
        log.warn('statements-not-fetched', { officeId, driverId, error: errorText(error) })
        if (error.kind === 'auth')
          await raiseAlarm(office, {
            officeId,
            key: dailyKey(`statements:${key}`, clock.now()),
            what: `${driverId} does not let us fetch statements any more: ${error.code}.`,
          })
      }
    }
  return { runAt: next(office, fetchEveryMs), memo: JSON.stringify(cursors) }
}
