/** Reconciliation in small, for cases that need it: no statement that may not be applied, no line twice, sums by payment. */
import type { InitiateRequest } from '../contract.ts'
import { lineIdentities } from '../statements/statement-identity.ts'
import type { Detail, Entry, StatementFile } from '../statements/statement.ts'
import { wordsOf } from './canaries.ts'

export type Told = { readonly request: InitiateRequest; readonly bankReference: string }

type Line = { readonly identity: string; readonly entry: Entry }

export type StatementIntake = {
  /** Applies the lines that are new, at most `atMost` of them, as if the process had ended then. Returns how many were new. */
  readonly apply: (file: StatementFile, atMost?: number) => number
  /** What the lines say that came for a payment, less what went back. */
  readonly sumOf: (told: Told) => bigint
  readonly lines: () => readonly Line[]
  /** Statements that may not be applied, with the reasons. */
  readonly refused: () => readonly string[]
}

type Part = Pick<Entry | Detail, 'amountMinor'> & { readonly words: string }

/** What an entry consists of: its payments where the bank tells them, else itself. */
function partsOf(entry: Entry): Part[] {
  const { details, ...whole } = entry
  if (details.length === 0) return [{ amountMinor: entry.amountMinor, words: wordsOf(whole) }]
  return details.map((detail) => ({
    amountMinor: detail.amountMinor ?? (details.length === 1 ? entry.amountMinor : undefined),
    words: `${wordsOf(detail)} ${details.length === 1 ? wordsOf(whole) : ''}`,
  }))
}

const isAbout = (words: string, { request, bankReference }: Told): boolean =>
  [request.creditorReference, request.attemptId, request.orderNumber, bankReference].some((name) =>
    words.includes(name),
  )

/** Returns an empty intake for the files of one format: a camt.054 tells again what a camt.053 books. */
export function createStatementIntake(): StatementIntake {
  const lines = new Map<string, Line>()
  const refused: string[] = []
  return {
    apply(file, atMost = Number.POSITIVE_INFINITY) {
      const before = lines.size
      for (const statement of file.statements) {
        if (!statement.controls.mayApply) {
          refused.push(statement.controls.why.join(' '))
          continue
        }
        const identities = lineIdentities(statement)
        statement.entries.forEach((entry, index) => {
          const identity = `${statement.account} ${identities[index] ?? ''}`
          if (entry.status !== 'booked' || lines.has(identity) || lines.size - before >= atMost) return
          lines.set(identity, { identity, entry })
        })
      }
      return lines.size - before
    },
    sumOf: (told) =>
      [...lines.values()]
        .flatMap(({ entry }) => partsOf(entry))
        .filter(({ words }) => isAbout(words, told))
        .reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0n), 0n),
    lines: () => [...lines.values()],
    refused: () => [...refused],
  }
}
