/** What makes a statement, and a line of it, the same when it comes again in another file. */
import { createHash } from 'node:crypto'
import type { Entry, Statement } from './statement.ts'

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(parts, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    )
    .digest('hex')

/**
 * All that stays the same when the bank sends a line again. The servicer's reference alone is not enough: some banks
 * use one for an entry and its reversal, or for an entry and its charge, or begin anew each day. Where there is none,
 * what the line says takes its place. `NtryRef` is left out: many banks count it anew in each file.
 */
function lineKey(account: string, entry: Entry): string {
  const { servicerReference, amountMinor, currency, bookedOn, valueOn, isReversal, transactionCode } = entry
  const line = [account, amountMinor, currency, bookedOn ?? '', isReversal]
  return servicerReference === undefined
    ? `line:${digest([
        ...line,
        valueOn ?? '',
        transactionCode,
        entry.text,
        entry.details.map(({ amountMinor: amount, references, creditorReferences, text, counterparty }) => [
          amount,
          references,
          creditorReferences,
          text,
          counterparty,
        ]),
      ])}`
    : `ref:${digest([...line, servicerReference])}`
}

/**
 * Returns a function that gives the identity of each entry of an account, asked in their order; stable when another file holds
 * the same days. Equal lines of one day are real: the second one ends in `:2`.
 */
export function createLineIdentifier(account: string): (entry: Entry) => string {
  const seen = new Map<string, number>()
  return (entry) => {
    const key = lineKey(account, entry)
    const ordinal = (seen.get(key) ?? 0) + 1
    seen.set(key, ordinal)
    return `${key}:${ordinal}`
  }
}

/**
 * Returns the identity of each entry of a statement, in their order; see `createLineIdentifier`.
 * @param before the earlier pages of the same statement, so that equal lines on two pages stay two.
 */
export function lineIdentities(
  { account, entries }: Statement,
  before: readonly Statement[] = [],
): readonly string[] {
  const identify = createLineIdentifier(account)
  for (const page of before) page.entries.forEach(identify)
  return entries.map(identify)
}

/**
 * Returns the identity of a statement: account, message, statement id, sequence and page. Where the bank does not
 * number its statements (MT940 with `:28C:0`, CSV), several in one day would be one: then balances and lines count too.
 * @param lines the identities of its entries, as `lineIdentities` gives them
 */
export function identityOfStatement(
  { account, messageId, statementId, sequence, page, opening, closing }: Omit<Statement, 'entries'>,
  lines: readonly string[],
): string {
  const named = [account, messageId, statementId, sequence ?? '', page ?? '']
  return `statement:${digest(sequence === undefined ? [...named, opening, closing, lines] : named)}`
}

/** Returns the identity of a statement that is held whole; see `identityOfStatement`. */
export const statementIdentity = (statement: Statement): string =>
  identityOfStatement(statement, lineIdentities(statement))
