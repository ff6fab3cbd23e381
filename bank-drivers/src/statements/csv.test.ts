/** What Lodge reads from banks' CSV by a mapping. */
import { csvRow } from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import { csvMappingSchema, type CsvMapping } from './csv-mapping.ts'
import { dayOfCell, readCell } from './csv-values.ts'
import { fixture, fixtureMapping } from './fixtures.ts'
import { readStatements } from './read-statements.ts'
import { lineIdentities } from './statement-identity.ts'
import type { StatementFile } from './statement.ts'

const simple = {
  delimiter: ',',
  decimal: '.',
  dateFormat: 'YYYY-MM-DD',
  currency: 'EUR',
  account: 'A1',
  columns: { bookedOn: 'date', amount: 'amount', text: 'text' },
} as const
const mapping = (more: object = {}): CsvMapping => csvMappingSchema.parse({ ...simple, ...more })
const read = (text: string, more: object = {}): StatementFile =>
  readStatements(new TextEncoder().encode(text), { mapping: mapping(more) })

describe('a German file, latest line first', () => {
  const file = readStatements(fixture('bank-de.csv'), { mapping: fixtureMapping('bank-de.mapping.json') })
  const [statement] = file.statements

  test('rows above the header and totals below are no lines, and balances prove the lines in their true order', () => {
    expect(file).toMatchObject({ format: 'csv', currencies: ['EUR'], warnings: [] })
    expect(statement).toMatchObject({
      account: 'DE89370400440532013000',
      from: '2026-03-02',
      to: '2026-03-03',
      opening: { amountMinor: 100_000n, on: '2026-03-02' },
      closing: { amountMinor: 76_550n, on: '2026-03-03' },
      controls: { verdict: 'ok', mayApply: true, entries: 2 },
    })
  })

  test('quotes, thousands and signs are read', () =>
    expect(statement!.entries[0]).toMatchObject({
      amountMinor: -123_450n,
      bookedOn: '2026-03-03',
      details: [
        {
          text: 'Gebühr "D-2026-18"',
          counterparty: { name: 'Sommer; Sohn', account: 'DE02120300000000202051' },
        },
      ],
    }))

  test('a formula stays text, and is made harmless when it is written out', () => {
    const name = statement!.entries[1]!.details[0]!.counterparty.name!
    expect(name).toBe('=HYPERLINK("x")')
    expect(csvRow([name])).toBe(`"'=HYPERLINK(""x"")"\r\n`)
  })

  test('the same file in windows-1252 says the same', () => {
    const latin = Buffer.from(Buffer.from(fixture('bank-de.csv')).toString('utf8'), 'latin1')
    expect(readStatements(latin, { mapping: fixtureMapping('bank-de.mapping.json') })).toEqual(file)
  })

  test('a balance that does not follow is noticed', () => {
    const wrong = Buffer.from(
      Buffer.from(fixture('bank-de.csv'))
        .toString('utf8')
        .replace('765,50;EUR;\n', '765,50;EUR;\n')
        .replace(';765,50\n', ';765,51\n'),
    )
    expect(
      readStatements(wrong, { mapping: fixtureMapping('bank-de.mapping.json') }).statements[0]!.controls,
    ).toMatchObject({
      verdict: 'off',
      mayApply: false,
    })
  })
})

test('a file of two accounts with debit and credit columns: what cannot be read costs its row and stops its account', () => {
  const file = readStatements(fixture('bank-kw.csv'), { mapping: fixtureMapping('bank-kw.mapping.json') })
  const [first, second] = file.statements
  expect(first).toMatchObject({
    account: '111',
    currency: 'KWD',
    entries: [
      { amountMinor: 1_040_250n, status: 'booked', servicerReference: 'UTR1' },
      { status: 'pending' },
    ],
    unread: [
      { message: 'Row 5 has no day of the form DD/MM/YYYY.' },
      { message: 'Row 6 has both a debit and a credit.' },
      {
        message:
          'Row 7 has an amount that has more decimals than KWD has (3), and is not rounded because money would be lost.',
      },
    ],
    controls: { entries: 5, booked: 1, mayApply: false },
  })
  expect(second).toMatchObject({
    account: '222',
    entries: [{ amountMinor: -2_500n }],
    controls: { verdict: 'unknown', mayApply: true },
  })
})

test('a quotation mark that is never closed costs one row, not the file', () => {
  const file = read('date,amount,text\n2026-03-02,1.00,"open\n2026-03-02,2.00,b\n')
  expect(file.statements[0]).toMatchObject({
    unread: [{ code: 'row', message: 'Row 2 has a quotation mark that is never closed.' }],
    entries: [{ amountMinor: 200n }],
  })
})

test('columns may be in any order, more than are mapped, and named in other capitals', () =>
  expect(read('Text,junk, AMOUNT ,Date\nfees,x,5,2026-03-02\n').statements[0]!.entries[0]).toMatchObject({
    amountMinor: 500n,
    details: [{ text: 'fees' }],
  }))

test('a column says which way an amount without a sign went', () => {
  const more = {
    columns: { ...simple.columns, direction: 'side' },
    direction: { credit: ['C', 'Haben'], debit: ['D', 'Soll'] },
  }
  const file = read(
    'date,amount,text,side\n2026-03-02,1.00,,haben\n2026-03-02,2.00,,D\n2026-03-02,3.00,,?\n',
    more,
  )
  expect(file.statements[0]!.entries.map(({ amountMinor }) => amountMinor)).toEqual([100n, -200n])
  expect(file.statements[0]!.unread).toMatchObject([
    { message: 'Row 4 does not say whether it came in or went out.' },
  ])
})

test('two equal rows are two payments', () => {
  const [statement] = read('date,amount,text\n2026-03-02,5.00,fee\n2026-03-02,5.00,fee\n').statements
  expect(new Set(lineIdentities(statement!)).size).toBe(2)
})

test('rows that fill memory are refused, and a cell that never ends costs its row', () => {
  expect(() => read(`date,amount,text\n${','.repeat(2000)}\n`)).toThrow(
    'Row 2 of the file has more than 1000 columns.',
  )
  const file = read(`date,amount,text\n2026-03-02,1.00,"${'""'.repeat(20_000)}\n2026-03-02,2.00,b\n`)
  expect(file.statements[0]).toMatchObject({ unread: [{ code: 'row' }], entries: [{ amountMinor: 200n }] })
})

test('a file without the mapped columns is refused with their names', () =>
  expect(() => read('a,b\n1,2\n')).toThrow(
    'No row of the file names all the columns of the mapping (date, amount, text).',
  ))

test.each([
  ['-1.234,50', ',', '.', -123_450n],
  ['1.234.567,5', ',', '.', 123_456_750n],
  ['1234,50-', ',', undefined, -123_450n],
  ['(12.00)', '.', undefined, -1_200n],
  ['1\u00a0234,50', ',', ' ', 123_450n],
  ["1'234.50", '.', "'", 123_450n],
  ['\u22125.00', '.', undefined, -500n],
  ['1.5', ',', '.', undefined],
  ['1.23.45,00', ',', '.', undefined],
  ['', '.', undefined, undefined],
  ['=1+1', '.', undefined, undefined],
] as const)('the cell "%s" with "%s" for decimals', (cell, decimal, thousands, expected) => {
  const reading = readCell(cell, 'EUR', { decimal, ...(thousands === undefined ? {} : { thousands }) })
  expect(reading.ok ? (reading.isNegative ? -reading.amountMinor : reading.amountMinor) : undefined).toBe(
    expected,
  )
})

test.each([
  ['2.3.2026', 'DD.MM.YYYY', '2026-03-02'],
  ['02.03.26', 'DD.MM.YY', '2026-03-02'],
  ['03/02/2026', 'MM/DD/YYYY', '2026-03-02'],
  ['20260302', 'YYYYMMDD', '2026-03-02'],
  ['2026-03-02T10:00:00', 'YYYY-MM-DD', '2026-03-02'],
  ['31.02.2026', 'DD.MM.YYYY', undefined],
  ['2026-03-02', 'DD.MM.YYYY', undefined],
  ['02.03.20265', 'DD.MM.YYYY', undefined],
] as const)('the day %s as %s', (cell, format, expected) => expect(dayOfCell(cell, format)).toBe(expected))

test.each([
  [{ columns: { bookedOn: 'd' } }, 'amount, or both'],
  [{ columns: { bookedOn: 'd', debit: 'x' } }, 'amount, or both'],
  [{ thousands: '.' }, 'same mark'],
  [{ currency: undefined }, 'currency'],
  [{ account: undefined }, 'account'],
  [{ direction: { credit: ['C'], debit: ['D'] } }, 'direction'],
  [{ booked: ['yes'] }, 'status'],
  [{ decimals: ',' }, 'decimals'],
])('a mapping with %j is refused', (change, message) =>
  expect(JSON.stringify(csvMappingSchema.safeParse({ ...simple, ...change }).error?.issues)).toContain(
    message,
  ),
)
