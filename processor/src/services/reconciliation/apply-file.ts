/** Takes a stored file's statements and applies their lines one by one: cut off anywhere, it goes on where it was. */
import { readBytes } from '../../documents/bytes.ts'
import type { Office } from '../../office.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { applyLine } from './apply-line.ts'
import { takeFile } from './take-file.ts'

const batch = 100

/** `beforeLine` runs before each line; what it throws cuts the work off there. */
export type Applying = { beforeLine?: (lineId: string) => Promise<void> }

/** Applies lines that wait, in the bank's own order: what takes an earlier payment back comes after it. */
async function applyWaiting(
  office: Office,
  which: Readonly<Record<string, unknown>>,
  { beforeLine }: Applying,
): Promise<void> {
  for (;;) {
    const lines = await office.store.statementLines.many(
      { ...which, state: 'waiting' },
      { sort: { index: 1, part: 1 }, limit: batch },
    )
    for (const { _id } of lines) {
      await beforeLine?.(_id)
      await applyLine(office, _id)
    }
    office.nudgeRelay()
    // Sums that were split have left more.
    if (lines.length === 0) return
  }
}

/** Lines that are in suspense already, and of whose entries this file tells more. */
async function explainSuspense(
  office: Office,
  { officeId, fileId }: { officeId: string; fileId: string },
  applying: Applying,
): Promise<void> {
  const { store } = office
  for await (const detail of store.statementDetails.stream({ officeId, fileId, lineId: null })) {
    const lines = await store.statementLines.many(
      { officeId, state: 'suspense', 'amount.amountMinor': detail.amount.amountMinor },
      { sort: { bookedOn: -1 }, limit: 200 },
    )
    for (const { _id } of lines) {
      await applying.beforeLine?.(_id)
      await applyLine(office, _id)
    }
  }
  // The payments of sums that were split, of this run or of one that was cut off.
  await applyWaiting(office, { officeId, parentId: { $type: 'string' } }, applying)
}

/** Takes a file in to the end; taken again, it changes nothing. @throws UnreadableStatement where its bytes are no longer what they were */
export async function applyFile(office: Office, fileId: string, applying: Applying = {}): Promise<void> {
  const { store, clock } = office
  const file = await store.statementFiles.one({ _id: fileId })
  if (!file) throw new Error(`The statement file ${fileId} is missing`)
  if (file.state !== 'taken') return
  const { officeId } = file
  await takeFile(office, file, await readBytes(store, file.storedAs))
  const rows = await store.statements.many({ _id: { $in: file.statementIds } })
  for (const statementId of file.statementIds)
    if (rows.some(({ _id, state }) => _id === statementId && state === 'applying')) {
      await applyWaiting(office, { officeId, statementId }, applying)
      await store.statements.update(
        { _id: statementId, state: 'applying' },
        { $set: { state: 'applied', appliedAt: clock.now() } },
      )
    }
  if (rows.some(({ kind }) => kind === 'details'))
    await explainSuspense(office, { officeId, fileId }, applying)
}

/** The job of one file: see `applyFile`. */
export async function applyStatements(
  { subject, officeId }: { subject: string; officeId: string },
  office: Office,
): Promise<JobOutcome> {
  await applyFile(office, `${officeId}|${subject}`)
  return 'done'
}
