/** What Lodge reads from MT940 and MT942, trap by trap. */
import { describe, expect, test } from 'vitest'
import { anEntry, asMt940, aStatement } from './a-statement.ts'
import { fixture } from './fixtures.ts'
import { readRemittance } from './mt-remittance.ts'
import { dayOfFour, dayOfSix } from './mt-values.ts'
import { readStatements } from './read-statements.ts'
import type { Statement, StatementFile } from './statement.ts'

const read = (text: string): StatementFile => readStatements(new TextEncoder().encode(text))
const only = (text: string): Statement => read(text).statements[0]!
const lines = (...given: readonly string[]): string => [':20:X', ':25:1', ':28C:5/1', ...given].join('\n')
const framed = (line: string, closing = 'C260302EUR1520,00'): string =>
  lines(':60F:C260302EUR1000,00', line, `:62F:${closing}`, '-')

describe('an MT940 of two pages in three dialects', () => {
  const file = readStatements(fixture('mt940-three-dialects.sta'))
  const [first, second] = file.statements

  test('each page adds up between intermediate balances, and knows which is the last', () => {
    expect(file).toMatchObject({ format: 'mt940', messageId: 'STARTUMS', currencies: ['EUR'], warnings: [] })
    expect([first, second].map((page) => [page!.sequence, page!.page, page!.isLastPage])).toEqual([
      ['17', 1, false],
      ['17', 2, true],
    ])
    expect(first).toMatchObject({
      account: 'NL91ABNA0417164300',
      opening: { amountMinor: 100_000n, on: '2025-12-31', isIntermediate: false },
      closing: { amountMinor: 183_950n, isIntermediate: true },
      controls: { verdict: 'ok', mayApply: true, entries: 4, creditMinor: 84_050n, debitMinor: -100n },
    })
    expect(second!.controls).toMatchObject({ verdict: 'ok', mayApply: true, entries: 1 })
  })

  test('a booking of 31 December with value of 1 January belongs to the old year', () =>
    expect(first!.entries[0]).toMatchObject({ bookedOn: '2025-12-31', valueOn: '2026-01-01' }))

  test('structured words survive wrapped lines, and a line that begins with a colon', () =>
    expect(first!.entries[0]).toMatchObject({
      servicerReference: 'B5L31PGCVO7Q06US',
      transactionCode: { proprietary: 'NTRF+166' },
      details: [
        {
          amountMinor: 52_000n,
          references: { endToEndId: 'E-77' },
          text: 'Gebuehr :12:30 Uhr, Akte D-2026-17',
          counterparty: { name: 'Ada Applicant', account: 'DE02120300000000202051', bic: 'BYLADEM1001' },
        },
      ],
    }))

  test('RD comes in and takes back a debit; charges and original amount stand beside it', () =>
    expect(first!.entries[1]).toMatchObject({
      amountMinor: 2_050n,
      isReversal: true,
      entryReference: 'REF-5',
      charges: [{ amountMinor: -50n, currency: 'EUR' }],
      exchange: { instructed: { amountMinor: 2_000n } },
      text: '',
      details: [{ references: { endToEndId: 'R-9' }, returned: { code: '914' } }],
    }))

  test('a letter after C or D is the funds code, not a reversal', () =>
    expect(first!.entries[2]).toMatchObject({ amountMinor: 30_000n, isReversal: false }))

  test('tags between slashes give name, account and creditor reference', () =>
    expect(first!.entries[2]!.details[0]).toMatchObject({
      references: {},
      creditorReferences: ['RF18539007547034'],
      counterparty: { name: 'B. BENDER', account: 'DE02120300000000202051', bic: 'BYLADEM1001' },
    }))

  test('RC goes out; free words keep their lines, also one of dashes', () =>
    expect(first!.entries[3]).toMatchObject({
      amountMinor: -100n,
      isReversal: true,
      details: [{ text: 'storno of interest\n- first half -\nsecond half' }],
    }))

  test('what the bank says behind the closing balance belongs to no entry', () =>
    expect(second!.entries.map(({ details }) => details[0]?.text)).toEqual(['charges']))
})

test('an MT942 is for information only, and counts what it says itself', () => {
  const file = readStatements(fixture('mt942-intraday.sta'))
  expect(file.format).toBe('mt942')
  expect(file.statements[0]).toMatchObject({
    currency: 'EUR',
    entries: [
      { status: 'pending', amountMinor: 52_000n },
      { status: 'pending', amountMinor: 3_000n },
    ],
    controls: { verdict: 'unknown', mayApply: false, stated: { creditCount: 2, creditSumMinor: 55_000n } },
  })
  expect(file.warnings.map(({ code }) => code)).toEqual(['information-only'])
})

describe('field 61', () => {
  test.each([
    [
      'without an entry date',
      ':61:260302C520,00NTRFNONREF',
      { bookedOn: '2026-03-02', amountMinor: 52_000n },
    ],
    ['without decimals', ':61:2603020302C520,NTRFNONREF', { amountMinor: 52_000n }],
    ['with a blank before its type', ':61:2603020302C520,00 NTRFREF', { entryReference: 'REF' }],
    ['with a funds code', ':61:2603020302CR520,NTRFNONREF//B', { servicerReference: 'B', isReversal: false }],
    ['without references', ':61:2603020302C520,NMSC', { transactionCode: { proprietary: 'NMSC' } }],
    ['with a further line', ':61:2603020302C520,NMSCNONREF\nCARD 12', { text: 'CARD 12' }],
    [
      'with a day that is none',
      ':61:2602300230C520,NMSCNONREF',
      { bookedOn: undefined, amountMinor: 52_000n },
    ],
  ])('%s', (_, line, expected) => {
    const statement = only(framed(line))
    expect(statement.entries[0]).toMatchObject(expected)
    expect(statement.controls).toMatchObject({ verdict: 'ok', entries: 1 })
  })

  test.each([
    ':61:2603020302C520.00NTRFX',
    ':61:2603020302C520,001NTRFX',
    ':61:rubbish',
    ':61:2603020302X520,00NTRF',
  ])('%s is told and never guessed', (line) =>
    expect(only(framed(line))).toMatchObject({
      entries: [],
      unread: [{ index: 0 }],
      controls: { verdict: 'off', mayApply: false },
    }),
  )
})

describe('balances', () => {
  test('one that does not follow is off by what is missing', () =>
    expect(only(framed(':61:2603020302C520,NMSCX', 'C260302EUR1500,')).controls).toMatchObject({
      verdict: 'off',
      differenceMinor: 2_000n,
      mayApply: false,
    }))

  test('one with something behind it is never trusted, even where it adds up', () =>
    expect(only(framed(':61:2603020302C520,NMSCX', 'C260302EUR1520, 27')).controls).toMatchObject({
      verdict: 'off',
      mayApply: false,
    }))

  test('a statement that is cut off before its closing balance is never applied', () =>
    expect(only(lines(':60F:C260302EUR1000,00', ':61:2603020302C520,NMSCX')).controls).toMatchObject({
      verdict: 'unknown',
      mayApply: false,
    }))

  test('a block that is never closed says that the file may be cut off', () => {
    const file = read(asMt940(aStatement()).replace(/-\}\s*$/, ''))
    expect(file.statements[0]!.controls.mayApply).toBe(false)
    expect(file.warnings.map(({ code }) => code)).toContain('format')
  })
})

test('two messages without a line between them, with head lines of the bank, are two statements', () => {
  const one = framed(':61:2603020302C520,NMSCX').replace(/\n-$/, '')
  const file = read(`ABNANL2A\n940\nABNANL2A\n${one}\n\nABNANL2A\n940\nABNANL2A\n${one}\n`)
  expect(file.statements.map(({ controls }) => controls.verdict)).toEqual(['ok', 'ok'])
})

test('a closing balance with a new beginning behind it is the end of a statement, also inside one message', () => {
  const second = ':25:2\n:28C:6/1\n:60F:C260302EUR5,00\n:61:2603020302D5,00NMSCX\n:62F:C260302EUR0,00\n-'
  const file = read(framed(':61:2603020302C520,NMSCX').replace(/-$/, second))
  expect(
    file.statements.map(({ account, messageId, controls }) => [account, messageId, controls.verdict]),
  ).toEqual([
    ['1', 'X', 'ok'],
    ['2', 'X', 'ok'],
  ])
})

test('a message that ends on the line of its last field, and begins on that of its blocks, is read', () => {
  const text = asMt940(aStatement()).replace('{4:\r\n:20:', '{4::20:').replace('\r\n-}', '-}')
  expect(only(text + text).controls).toMatchObject({ verdict: 'ok', mayApply: true })
  expect(read(text + text).statements).toHaveLength(2)
})

test('a line of text that looks like a new message is text', () => {
  const statement = only(framed(':61:2603020302C520,NMSCX\n:86:paid at\n:20:15 Uhr'))
  expect(statement.entries[0]!.details[0]!.text).toBe('paid at\n:20:15 Uhr')
  expect(statement.controls.verdict).toBe('ok')
})

test.each(['\n', '\r\n', '\r'])('lines may end with %j', (end) =>
  expect(only(asMt940(aStatement()).replaceAll('\r\n', end)).controls.verdict).toBe('ok'),
)

test('two digits of a year are of this century below 80, and a month and day of the nearest year', () => {
  expect([dayOfSix('791231'), dayOfSix('800101'), dayOfSix('261301')]).toEqual([
    '2079-12-31',
    '1980-01-01',
    undefined,
  ])
  expect([
    dayOfFour('1231', '2026-01-01'),
    dayOfFour('0101', '2025-12-31'),
    dayOfFour('0229', '2026-03-01'),
  ]).toEqual(['2025-12-31', '2026-01-01', undefined])
})

describe('field 86', () => {
  test('a subfield number inside somebody else’s words is text', () =>
    expect(readRemittance('166?00CREDIT?21SVWZ+was it ?20 or not?32ADA')).toMatchObject({
      text: 'was it ?20 or not',
      counterparty: { name: 'ADA' },
    }))

  test('an IBAN in subfield 38 stands before the bank’s own number in 31', () =>
    expect(readRemittance('020?00X?2008?31777?38PL08106000760000777777777777').counterparty.account).toBe(
      'PL08106000760000777777777777',
    ))

  test('another sign may separate subfields', () =>
    expect(readRemittance('020~00Transfer~20D-2026-17~32ADA~33 APPLICANT')).toMatchObject({
      code: '020',
      text: 'D-2026-17',
      counterparty: { name: 'ADA APPLICANT' },
    }))

  test('a counterparty in one tag, as a Dutch bank writes it', () =>
    expect(
      readRemittance('/EREF/E-1//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV///REMI/USTD//Fees D-2026-17/'),
    ).toMatchObject({
      references: { endToEndId: 'E-1' },
      text: 'Fees D-2026-17',
      counterparty: { name: 'ING BANK NV', account: 'NL32INGB0000012345', bic: 'INGBNL2A' },
    }))

  test('a full line goes on without a blank', () =>
    expect(readRemittance(`${'x'.repeat(65)}\ny`).text).toBe(`${'x'.repeat(65)}y`))

  test('words with slashes are words', () =>
    expect(readRemittance('paid 12/34 and/or 5').text).toBe('paid 12/34 and/or 5'))
})

test('a statement of ten thousand lines takes no more than its share', () => {
  const entries = Array.from({ length: 10_000 }, (_, at) => anEntry({ servicerReference: `B${at}` }))
  const startedAt = performance.now()
  expect(only(asMt940(aStatement({ entries }))).controls).toMatchObject({ verdict: 'ok', entries: 10_000 })
  expect(performance.now() - startedAt).toBeLessThan(5000)
})
