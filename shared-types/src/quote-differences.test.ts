import { describe, expect, test } from 'vitest'
import { aTrademarkRequest } from '../../mocks/src/builders/dossier.ts'
import { canonicalJson } from './canonical-json.ts'
import type { FeeLine } from './fee-line.ts'
import { quoteDifferencesOf } from './quote-differences.ts'
import { submissionBodySchema } from './submission.ts'

const [first, second] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002']
const aLine = (code: string, amountMinor: bigint, requestId: string | null = first): FeeLine => ({
  code,
  rule: 'Article 1',
  label: { en: code },
  requestId,
  quantity: 1,
  unitMinor: amountMinor,
  amountMinor,
})
const brief = (quoted: FeeLine[], office: FeeLine[]) =>
  quoteDifferencesOf(quoted, office).map(({ code, requestId, quotedMinor, officeMinor }) => [
    code,
    requestId,
    quotedMinor,
    officeMinor,
  ])

describe('the difference between a quote and the office’s fees', () => {
  test('is empty where every line is the same', () =>
    expect(
      brief([aLine('basic', 1n), aLine('tax', 2n, null)], [aLine('tax', 2n, null), aLine('basic', 1n)]),
    ).toEqual([]))
  test('names what costs more, what is new, and what is no longer there', () =>
    expect(
      brief(
        [aLine('basic', 100n), aLine('gone', 5n), aLine('same', 7n)],
        [aLine('basic', 120n), aLine('same', 7n), aLine('new', 3n)],
      ),
    ).toEqual([
      ['basic', first, 100n, 120n],
      ['new', first, null, 3n],
      ['gone', first, 5n, null],
    ]))
  test('is told for each request', () =>
    expect(
      brief(
        [aLine('basic', 1n), aLine('basic', 1n, second)],
        [aLine('basic', 1n), aLine('basic', 2n, second)],
      ),
    ).toEqual([['basic', second, 1n, 2n]]))
  test('adds lines of one fee before it compares them', () =>
    expect(brief([aLine('class', 1n), aLine('class', 2n)], [aLine('class', 3n)])).toEqual([]))
  test('tells a fee of nothing from no fee', () =>
    expect(brief([], [aLine('free', 0n)])).toEqual([['free', first, null, 0n]]))
})

describe('a quote with the lines that the agent saw', () => {
  const request = aTrademarkRequest()
  const body = (lines: unknown) => ({
    dossierId: request.requestId,
    quote: { tariffVersion: 't-1', total: { amountMinor: '1', currency: 'BGN' }, lines },
    requests: [request],
  })
  const wire = (lines: FeeLine[]): unknown => JSON.parse(canonicalJson(lines))
  test('is read back the same', () => {
    const lines = [aLine('basic', 100n), aLine('tax', 5n, null)]
    expect(submissionBodySchema.parse(body(wire(lines))).quote.lines).toEqual(lines)
  })
  test('may leave them out', () => expect(submissionBodySchema.safeParse(body(undefined)).success).toBe(true))
  test('holds at most 2,000, and nothing else in them', () => {
    const many = (count: number) => wire(Array.from({ length: count }, () => aLine('basic', 1n)))
    expect(submissionBodySchema.safeParse(body(many(2000))).success).toBe(true)
    expect(submissionBodySchema.safeParse(body(many(2001))).success).toBe(false)
    expect(submissionBodySchema.safeParse(body([{ ...aLine('basic', 1n), owner: 'x' }])).success).toBe(false)
  })
})
