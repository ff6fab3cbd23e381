/** What a reader notes while it goes on: warnings, as many as a person can read, the currencies it met, and how much there was. */
import {
  UnreadableStatement,
  type CurrencyCode,
  type StatementWarning,
  type StatementWarningCode,
} from './statement.ts'

/** More warnings than this are counted and no longer told one by one. */
const mostOfOneCode = 20
/** Statements, entries and payments of one file; several times what a bank writes into 50 MB. */
const mostLines = 250_000

export type Notes = {
  /** `statement` and `entry` from 0. */
  readonly warn: (
    code: StatementWarningCode,
    message: string,
    at?: { readonly statement?: number; readonly entry?: number },
  ) => void
  readonly meet: (currency: CurrencyCode) => void
  /** Counts one statement, entry or payment. @throws UnreadableStatement when there are more than can be held. */
  readonly countLine: () => void
  readonly warnings: () => readonly StatementWarning[]
  readonly currencies: () => readonly CurrencyCode[]
}

/** Returns an empty notebook for one file. */
export function createNotes(): Notes {
  const warnings: StatementWarning[] = []
  const counts = new Map<StatementWarningCode, number>()
  const currencies = new Set<CurrencyCode>()
  let lines = 0
  return {
    countLine: () => {
      lines += 1
      if (lines > mostLines)
        throw new UnreadableStatement(
          `The file holds more than ${mostLines} lines; ask the bank to divide it.`,
        )
    },
    warn: (code, message, at = {}) => {
      const count = (counts.get(code) ?? 0) + 1
      counts.set(code, count)
      if (count <= mostOfOneCode) warnings.push({ code, message, ...at })
    },
    meet: (currency) => {
      if (/^[A-Z]{3}$/.test(currency)) currencies.add(currency)
    },
    warnings: () => [
      ...warnings,
      ...[...counts].flatMap(([code, count]) =>
        count > mostOfOneCode
          ? [
              {
                code,
                message: `${count - mostOfOneCode} more warnings of this kind are not listed (${code}).`,
              },
            ]
          : [],
      ),
    ],
    currencies: () => [...currencies].sort(),
  }
}
