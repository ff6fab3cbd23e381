/** From a table to drafts: what the rows are, judged against what is on this device this moment, and the good ones written at once. */
import type { Device } from '../../device/open-device.ts'
import type { NewDraft } from '../../device/drafts.ts'
import { defined } from '../../device/decode.ts'
import { versionsOn } from '../filing/todays-versions.ts'
import { judgeRows, type JudgedRow, type TableFacts } from './judge-rows.ts'
import { readTable, type Table, type TableFault } from './read-table.ts'
import { unknownAmong } from './read-row.ts'

export type Judged = { table: Table; rows: readonly JudgedRow[] }
type Facts = Omit<TableFacts, 'here'>
type Drafts = Pick<Device, 'drafts'>

/** Returns the drafts on this device that were made of a row, by what tells that row from others. */
const draftsHere = async ({ drafts }: Drafts): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await drafts.list()).flatMap(({ id, importedAs }): [string, string][] =>
      importedAs === undefined ? [] : [[importedAs, id]],
    ),
  )

/** Reads a table and judges each row; or tells what is wrong with the table as a whole. */
export async function readAndJudge(
  device: Drafts,
  bytes: Uint8Array,
  facts: Facts,
): Promise<{ ok: true; judged: Judged } | { ok: false; fault: TableFault }> {
  const read = readTable(bytes)
  if (!read.ok) return read
  const { table } = read
  const unknown = unknownAmong(table.columns, facts.find)
  if (unknown.length > 0) return { ok: false, fault: { code: 'unknown-columns', names: unknown } }
  const here = await draftsHere(device)
  return { ok: true, judged: { table, rows: await judgeRows(table.rows, { ...facts, here }) } }
}

/**
 * Makes drafts of the good rows, all of them or none; a row that another tab made a draft of meanwhile makes none. Returns
 * how many, and the rows as they are now.
 * @throws DeviceError as `drafts.createAll`.
 */
export async function makeDrafts(
  device: Drafts,
  bytes: Uint8Array,
  facts: Facts,
): Promise<{ count: number; judged: Judged }> {
  const read = await readAndJudge(device, bytes, facts)
  if (!read.ok) throw new Error(`The table was taken before, and is refused now: ${read.fault.code}.`)
  const { table, rows } = read.judged
  const { form, office, on } = facts
  const versions = versionsOn(office, on)
  const good = rows.flatMap((row) => (row.verdict === 'good' ? [row] : []))
  const ids = await device.drafts.createAll(
    good.map(({ values, digest, errorCount, about }): NewDraft => ({
      formVersion: form.version,
      requestKind: form.request,
      versions,
      values,
      importedAs: digest,
      checked: { errorCount },
      ...defined({ type: form.type, about }),
    })),
  )
  const made = new Map(good.map(({ number }, index) => [number, ids[index]]))
  const now = rows.map((row): JudgedRow => {
    const draftId = made.get(row.number)
    const { number, title, ownReference } = row
    return draftId === undefined ? row : { number, title, ownReference, verdict: 'here', draftId }
  })
  return { count: ids.length, judged: { table, rows: now } }
}
