/** Days of a bank for the settlement cases: payments are made, the day is closed, and the driver fetches the files. */
import type { InitiateRequest, SettlementFile } from '../contract.ts'
import type { StatementFile, StatementFormat } from '../statements/statement.ts'
import { must } from './kit-case.ts'
import { started } from './judgement.ts'
import { createStatementIntake, type StatementIntake, type Told } from './statement-intake.ts'
import type { Stand } from './stand.ts'

const dayMs = 86_400_000

export type Parsed = SettlementFile & { readonly file: StatementFile }

/** Starts `count` payments that are paid in full. */
export async function paidPayments(stand: Stand, count: number): Promise<Told[]> {
  const told: Told[] = []
  for (let index = 0; index < count; index += 1) {
    const { request, bankReference } = await started(stand)
    await stand.pay(request)
    told.push({ request, bankReference })
  }
  return told
}

/** Ends the bank's day; the next one begins. */
export async function closeDay({ side, clock }: Stand): Promise<void> {
  must(
    side.closeDay !== undefined,
    'The manifest has settlement formats, and the bank side cannot closeDay: write how its day ends.',
  )
  await side.closeDay()
  clock.turn(dayMs)
}

/** Returns all files since `cursor`, page by page, and the cursor behind them. */
export async function fetchAll(
  { driver }: Pick<Stand, 'driver'>,
  cursor?: string,
): Promise<{ files: Parsed[]; cursor: string }> {
  const files: Parsed[] = []
  let at = cursor
  for (let page = 0; page < 100; page += 1) {
    const { files: more, nextCursor } = await driver.fetchSettlements(at)
    files.push(...more.map((one) => ({ ...one, file: driver.parseSettlement(one.bytes) })))
    at = nextCursor
    if (more.length === 0) return { files, cursor: nextCursor }
  }
  must(false, 'fetchSettlements went on giving files for a hundred pages: its cursor does not move.')
  return { files, cursor: at ?? '' }
}

const rank: Readonly<Record<StatementFormat, number>> = {
  ...{ 'camt.053': 0, mt940: 0, csv: 1, 'camt.054': 2, mt942: 3, 'camt.052': 3 },
}

/** Returns the files of the format that books money; of a bank that only notifies, those that tell of it. */
export function booking(files: readonly Parsed[]): Parsed[] {
  const best = Math.min(...files.map(({ file }) => rank[file.format]))
  return files.filter(({ file }) => rank[file.format] === best)
}

/** Returns an intake to which the files were applied. */
export function applied(files: readonly Parsed[]): StatementIntake {
  const intake = createStatementIntake()
  for (const { file } of files) intake.apply(file)
  return intake
}

/** Returns what the bank's own books say of a payment. */
export const truthOf = async (stand: Stand, request: InitiateRequest): Promise<bigint> =>
  (await stand.movements(request)).reduce((sum, one) => sum + one, 0n)

/** @throws CaseFailure unless the statements tell each payment as the bank's books have it. */
export async function mustTellTheTruth(
  stand: Stand,
  intake: StatementIntake,
  payments: readonly Told[],
  when: string,
): Promise<void> {
  for (const told of payments) {
    const [wanted, sum] = [await truthOf(stand, told.request), intake.sumOf(told)]
    must(
      sum === wanted,
      `The bank's books have ${wanted} minor units for a payment, its statements as the driver reads them ${sum}, ${when}.`,
    )
  }
}
