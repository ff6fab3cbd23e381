/** Reads a statement file for its summaries: what is in it, and whether each statement may be applied. Nothing is stored here. */
import {
  createLineIdentifier,
  identityOfStatement,
  isInformationOnly,
  streamStatements,
  type Driver,
  type FileSummary,
  type StatementFile,
  type StatementFormat,
  type StatementPart,
  type StatementSummary,
} from '@lodge/bank-drivers'
import { addDays, type PlainDate, type Reconciliation } from '@lodge/shared-types'
import { shortId } from './line-rows.ts'

/** What the office makes of one statement of a file. */
export type ReadStatement = {
  readonly summary: StatementSummary
  readonly identity: string
  readonly kind: 'statement' | 'details' | 'information' | 'refused'
  /** Why it is refused; one plain sentence each. */
  readonly reasons: readonly string[]
}
export type ReadFile = { readonly file: FileSummary; readonly statements: readonly ReadStatement[] }

/** Returns the id of a statement's row by its identity. */
export const statementRowId = (officeId: string, identity: string): string => shortId('S', officeId, identity)

function* partsOfFile({ statements, ...file }: StatementFile): Generator<StatementPart> {
  for (const { entries, ...summary } of statements) {
    yield { kind: 'opened', head: summary }
    for (const entry of entries) yield { kind: 'entry', entry }
    yield { kind: 'closed', summary }
  }
  yield { kind: 'file', file }
}

/**
 * Returns the parts of a file, by the driver's own reader where a driver fetched it. Each call reads the bytes anew, so that the
 * entries of a large file are never held together.
 * @throws UnreadableStatement, also while parts are taken
 */
export async function* partsOf(bytes: Uint8Array, driver: Driver | undefined): AsyncGenerator<StatementPart> {
  if (driver?.parseSettlement) yield* partsOfFile(driver.parseSettlement(bytes))
  else yield* streamStatements(bytes)
}

const isDetails = (format: StatementFormat): boolean => format === 'camt.054'

/** A statement is closed at a day's end: one of tomorrow is a mistake, or somebody's invention. */
function reasonsAgainst(
  { account, currency, to, closing, controls }: StatementSummary,
  { accounts }: Reconciliation,
  today: PlainDate,
): string[] {
  const known = accounts.find((one) => one.account === account)
  const last = closing?.on ?? to
  return [
    ...(known ? [] : [`The account ${account} is none of this office.`]),
    ...(known && known.currency !== currency
      ? [`The account ${account} is kept in ${known.currency}, and this statement is in ${currency}.`]
      : []),
    // Clocks of bank and office may be a zone apart.
    ...(last !== undefined && last > addDays(today, 1) ? [`It is of ${last}, a day that has not come.`] : []),
    ...controls.why,
  ]
}

/**
 * Reads the whole file once and returns what is to become of each statement.
 * @throws UnreadableStatement for bytes that cannot be read at all
 */
export async function readFile(
  bytes: Uint8Array,
  { driver, rules, today }: { driver: Driver | undefined; rules: Reconciliation; today: PlainDate },
): Promise<ReadFile> {
  const read: { summary: StatementSummary; identity: string }[] = []
  let file: FileSummary | undefined
  let identify = createLineIdentifier('')
  let identities: string[] = []
  for await (const part of partsOf(bytes, driver))
    switch (part.kind) {
      case 'opened':
        identify = createLineIdentifier(part.head.account)
        identities = []
        break
      case 'entry':
        identities.push(identify(part.entry))
        break
      case 'closed':
        read.push({ summary: part.summary, identity: identityOfStatement(part.summary, identities) })
        break
      case 'file':
        file = part.file
        break
    }
  if (!file) throw new Error('A reader of statements ended without its summary')
  const { format } = file
  return {
    file,
    statements: read.map(({ summary, identity }): ReadStatement => {
      if (isInformationOnly(format) || rules.ignore.includes(summary.account))
        return { summary, identity, kind: 'information', reasons: [] }
      // What a driver tells more of its payouts may name the office's account at its own service.
      const isPayout = isDetails(format) && driver !== undefined
      const reasons = isPayout ? summary.controls.why : reasonsAgainst(summary, rules, today)
      const kind = reasons.length > 0 ? 'refused' : isDetails(format) ? 'details' : 'statement'
      return { summary, identity, kind, reasons }
    }),
  }
}
