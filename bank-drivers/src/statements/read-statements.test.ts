/** The door of statements: formats, encodings, pieces, and files that mean harm. */
import { createReadStream } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { anEntry, asCamt, asMt940, aStatement } from './a-statement.ts'
import { csvMappingSchema } from './csv-mapping.ts'
import { fixture, fixturePath } from './fixtures.ts'
import { readStatements, statementSizeCap, streamStatements } from './read-statements.ts'
import { UnreadableStatement, type StatementFile, type StatementPart } from './statement.ts'

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding)
const named = aStatement({ entries: [anEntry({ name: 'Zoë Müller', text: 'Gebühr' })] })
const nameIn = ({ statements }: StatementFile): string | undefined =>
  statements[0]!.entries[0]!.details[0]!.counterparty.name
const declared = (encoding: string): string => asCamt(named).replace('UTF-8', encoding)
const swapped = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16()
const codes = ({ warnings }: StatementFile): string[] => warnings.map(({ code }) => code)
const refusal = (file: Uint8Array): string => {
  try {
    readStatements(file)
  } catch (error) {
    if (error instanceof UnreadableStatement) return error.message
    throw error
  }
  return 'was read'
}
async function gathered(parts: AsyncIterable<StatementPart>): Promise<StatementPart[]> {
  const list: StatementPart[] = []
  for await (const part of parts) list.push(part)
  return list
}

describe('encodings of XML', () => {
  test.each([
    ['UTF-8', bytes(asCamt(named))],
    ['UTF-8 with a byte order mark', bytes(`\ufeff${asCamt(named)}`)],
    ['UTF-8 without a declaration', bytes(asCamt(named).replace(/<\?xml.*\?>\s*/, ''))],
    ['UTF-16 with a byte order mark', bytes(`\ufeff${declared('UTF-16')}`, 'utf16le')],
    ['UTF-16, high byte first', swapped(`\ufeff${declared('UTF-16')}`)],
    ['UTF-16 without a byte order mark', bytes(declared('UTF-16'), 'utf16le')],
    ['ISO-8859-1', bytes(declared('ISO-8859-1'), 'latin1')],
    ['windows-1252', bytes(declared('windows-1252'), 'latin1')],
  ])('%s is read without a warning', (_, file) => {
    const read = readStatements(file)
    expect(nameIn(read)).toBe('Zoë Müller')
    expect(read.warnings).toEqual([])
  })

  test('UTF-8 that says it is ISO-8859-1 garbles names, and is told', () =>
    expect(codes(readStatements(bytes(declared('ISO-8859-1'))))).toEqual(['encoding']))

  test('UTF-8 that says it is UTF-16 is read as what it is, and told', () => {
    const read = readStatements(bytes(declared('UTF-16')))
    expect([nameIn(read), codes(read)]).toEqual(['Zoë Müller', ['encoding']])
  })

  test('Latin-1 that says it is UTF-8 is refused, because names would be lost', () =>
    expect(refusal(bytes(asCamt(named), 'latin1'))).toContain('is not written in utf-8 as it says'))

  test('an encoding that nobody knows is refused', () =>
    expect(refusal(bytes(declared('EBCDIC-1')))).toContain('EBCDIC-1, which is not known'))
})

describe('encodings of other text', () => {
  test.each([
    ['UTF-8', bytes(asMt940(named))],
    ['UTF-8 with a byte order mark', bytes(`\ufeff${asMt940(named)}`)],
    ['UTF-16', bytes(`\ufeff${asMt940(named)}`, 'utf16le')],
    ['Latin-1', bytes(asMt940(named), 'latin1')],
  ])('an MT940 in %s is read without a warning', (_, file) => {
    const read = readStatements(file)
    expect(nameIn(read)).toBe('Zoë Müller')
    expect(read.warnings).toEqual([])
  })

  test('an MT940 of code page 850 is read, and its names are doubted', () => {
    const file = Buffer.from(asMt940(named), 'latin1').map((byte) =>
      byte === 0xfc ? 0x81 : byte === 0xeb ? 0x89 : byte,
    )
    expect(codes(readStatements(file))).toEqual(['encoding'])
  })

  test('an MT940 that was garbled before it came is doubted', () =>
    expect(codes(readStatements(bytes(asMt940(named).replace('Müller', 'MÃ¼ller'))))).toEqual(['encoding']))
})

describe('what is no statement is refused with a plain sentence', () => {
  test.each([
    ['nothing', '', 'The file is empty.'],
    ['blanks', ' \n ', 'The file is empty.'],
    ['prose', 'Dear bank,', 'no camt.052, camt.053, camt.054, MT940 or MT942'],
    [
      'a payment order',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>',
      'XML (<Document>) but no camt',
    ],
    ['HTML', '<!DOCTYPE html><html></html>', 'DOCTYPE'],
    ['an MT103', ':20:REF\n:23B:CRED\n:32A:260302EUR5,', 'no camt.052'],
    ['a mixed file', '<r><BkToCstmrStmt/><BkToCstmrAcctRpt/></r>', 'mixes camt.053 and camt.052'],
  ])('%s', (_, text, message) => expect(refusal(bytes(text))).toContain(message))

  test('binary bytes', () =>
    expect(refusal(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 9]))).toContain('NUL'))

  test('a CSV without its mapping says that it needs one; with it, a camt is still read as camt', () => {
    expect(refusal(bytes('date,amount\n2026-03-02,5\n'))).toContain('say by a mapping how to read it')
    const mapping = csvMappingSchema.parse({
      delimiter: ',',
      decimal: '.',
      dateFormat: 'YYYY-MM-DD',
      currency: 'EUR',
      account: '1',
      columns: { bookedOn: 'date', amount: 'amount' },
    })
    expect(readStatements(bytes(asCamt(named)), { mapping }).format).toBe('camt.053')
  })
})

describe('in pieces', () => {
  test.each([1, 7, 1000, 1_000_000])('of %i bytes, a camt gives the same parts as at once', async (size) => {
    const file = fixture('camt053-08-collective.xml')
    const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
      file.subarray(at * size, (at + 1) * size),
    )
    const [statement] = readStatements(file).statements
    const parts = await gathered(streamStatements(pieces))
    expect(parts.map(({ kind }) => kind)).toEqual([
      'opened',
      'entry',
      'entry',
      'entry',
      'entry',
      'closed',
      'file',
    ])
    expect(parts.flatMap((part) => (part.kind === 'entry' ? [part.entry] : []))).toEqual(statement!.entries)
    expect(parts.find(({ kind }) => kind === 'closed')).toMatchObject({
      summary: { controls: statement!.controls },
    })
  })

  test('an MT940 from a file is read too', async () => {
    const parts = await gathered(streamStatements(createReadStream(fixturePath('mt940-three-dialects.sta'))))
    expect(parts.filter(({ kind }) => kind === 'closed')).toHaveLength(2)
  })

  test('nothing at all is refused', () =>
    expect(gathered(streamStatements([]))).rejects.toThrow('The file is empty.'))

  test('a source that never ends is stopped at 50 MB', async () => {
    function* endless(): Generator<Uint8Array> {
      for (;;) yield new Uint8Array(1024 * 1024).fill(0x20)
    }
    await expect(gathered(streamStatements(endless()))).rejects.toThrow('larger than 50 MB')
  })
})

describe('harm', () => {
  const inside = (text: string): Uint8Array =>
    bytes(asCamt(aStatement()).replace('<Document', `${text}<Document`))

  test.each([
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    [
      'a billion laughs',
      `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, at) => `<!ENTITY b${at} "&a;&a;&a;&a;">`).join('')}]>`,
    ],
    ['a foreign schema', '<!DOCTYPE x SYSTEM "http://example.com/x.dtd">'],
  ])('%s is refused', (_, text) => expect(refusal(inside(text))).toContain('DOCTYPE'))

  test('an entity that XML does not know is refused', () =>
    expect(refusal(bytes(asCamt(aStatement()).replace('Ada', '&ada;')))).toContain('not well-formed'))

  test('NUL bytes are refused in every format', () => {
    for (const text of [asCamt(aStatement()), asMt940(aStatement())])
      expect(refusal(bytes(text.replace('Ada', 'A\0a')))).not.toBe('was read')
  })

  test('elements nested without end are refused', () =>
    expect(refusal(bytes(asCamt(aStatement()).replace('<Ntry>', '<a>'.repeat(100_000))))).toContain('deep'))

  test('a file of more than 50 MB is refused before it is looked at', () =>
    expect(refusal(new Uint8Array(statementSizeCap + 1))).toContain('larger than 50 MB'))

  test('elements that fill memory are refused: in a head, in one entry, and outside of both', () => {
    const many = '<a/>'.repeat(60_000)
    expect(refusal(bytes(asCamt(aStatement()).replace('<Id>', `${many}<Id>`)))).toContain('elements')
    expect(refusal(bytes(asCamt(aStatement()).replace('<NtryDtls>', `${many}<NtryDtls>`)))).toContain(
      'elements',
    )
    expect(
      refusal(bytes(asCamt(aStatement()).replace('<Document', `<x>${many}<Document`).concat('</x>'))),
    ).toBe('was read')
  })

  test('payments without end are refused', () =>
    expect(
      refusal(bytes(asCamt(aStatement()).replace('<NtryDtls>', `<NtryDtls>${'<TxDtls/>'.repeat(250_001)}`))),
    ).toContain('more than 250000 lines'))

  test('lines of nothing but dashes are read in no time', () => {
    const text = asMt940(aStatement()).replace(':62F:', `${'-\n'.repeat(200_000)}:62F:`)
    expect(readStatements(bytes(text)).statements[0]!.controls.verdict).toBe('ok')
  })

  test('a camt cut off anywhere is refused, and an MT940 cut off anywhere is never applied', () => {
    const entries = Array.from({ length: 20 }, (_, at) => anEntry({ servicerReference: `B${at}` }))
    const [camt, mt] = [bytes(asCamt(aStatement({ entries }))), bytes(asMt940(aStatement({ entries })))]
    for (let part = 1; part < 50; part += 1) {
      expect(refusal(camt.subarray(0, Math.floor((camt.length * part) / 50)))).not.toBe('was read')
      const cut = mt.subarray(0, Math.floor((mt.length * part) / 50))
      if (refusal(cut) === 'was read')
        for (const { controls } of readStatements(cut).statements) expect(controls.mayApply).toBe(false)
    }
  })
})
