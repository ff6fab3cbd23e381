/** When two statements, or two lines, are the same. */
import { describe, expect, test } from 'vitest'
import { anEntry, asCamt, asMt940, aStatement, type MadeUpEntry } from './a-statement.ts'
import { readStatements } from './read-statements.ts'
import { lineIdentities, statementIdentity } from './statement-identity.ts'
import type { Statement } from './statement.ts'

const only = (text: string): Statement => readStatements(new TextEncoder().encode(text)).statements[0]!
const of = (...entries: readonly MadeUpEntry[]): Statement => only(asCamt(aStatement({ entries })))
const bare = (given: Partial<MadeUpEntry> = {}): MadeUpEntry => {
  const { servicerReference: _, ...rest } = anEntry(given)
  return rest
}

describe('a line', () => {
  test('is the same in another file that holds the same day', () => {
    const [first, second] = [anEntry({ servicerReference: 'A' }), bare()]
    const later = only(
      asCamt(aStatement({ entries: [anEntry({ servicerReference: 'Z' }), first, second] })).replace(
        'M-1',
        'M-2',
      ),
    )
    expect(lineIdentities(later).slice(1)).toEqual(lineIdentities(of(first, second)))
  })

  test('is another one if any of what identifies it differs', () => {
    const [base = ''] = lineIdentities(of(bare()))
    for (const change of [
      { amountMinor: 51_999n },
      { text: 'other' },
      { name: 'Other' },
      { endToEndId: 'E-2' },
      { bookedOn: '2026-03-03' },
    ])
      expect(lineIdentities(of(bare(change)))).not.toContain(base)
  })

  test('keeps its identity when only words change beside the bank’s reference', () =>
    expect(lineIdentities(of(anEntry({ text: 'other words' })))).toEqual(lineIdentities(of(anEntry()))))

  test('is not its own reversal, though the bank gives both one reference', () =>
    expect(
      new Set(lineIdentities(of(anEntry(), anEntry({ amountMinor: -52_000n, isReversal: true })))).size,
    ).toBe(2))

  test('stays two when it stands on two pages of one statement', () => {
    const page = of(bare())
    expect(lineIdentities(page, [page])).not.toEqual(lineIdentities(page))
    expect(lineIdentities(page, [page])).toEqual(lineIdentities(of(bare(), bare())).slice(1))
  })
})

describe('a statement', () => {
  test('is known by account, message, id, number and page', () => {
    const text = asCamt(aStatement())
    const base = statementIdentity(only(text))
    expect(statementIdentity(only(text.replaceAll('\n', '\n ')))).toBe(base)
    for (const [from, to] of [
      ['M-1', 'M-2'],
      ['S-1', 'S-2'],
      ['>42<', '>43<'],
      ['DE89370400440532013000', 'DE1'],
    ] as const)
      expect(statementIdentity(only(text.replace(from, to)))).not.toBe(base)
  })

  test('that the bank does not number is known by its lines too: two of one day are two', () => {
    const unnumbered = (entries: readonly MadeUpEntry[]): Statement =>
      only(asMt940(aStatement({ entries })).replace(':28C:42/1', ':28C:00000/001'))
    const [morning, evening] = [unnumbered([bare()]), unnumbered([bare(), bare()])]
    expect(statementIdentity(evening)).not.toBe(statementIdentity(morning))
    expect(statementIdentity(unnumbered([bare()]))).toBe(statementIdentity(morning))
  })
})
