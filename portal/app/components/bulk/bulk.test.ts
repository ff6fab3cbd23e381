/** Filing from a table: what is refused as a whole, what each row becomes, and that no row becomes a draft twice. */
import { fileURLToPath } from 'node:url'
import { loadOfficeProfile } from '@lodge/processor'
import {
  designForm,
  formOfType,
  patentForm,
  publicProfileOf,
  readCsv,
  trademarkForm,
  utilityModelForm,
  type FileFacts,
  type FormDefinition,
} from '@lodge/shared-types'
import { describe, expect, test } from 'vitest'
import { cleanAfterEach, signedIn } from '../../device/test-support/a-device.ts'
import { aFile } from '../../device/test-support/a-file.ts'
import { columnFinder, columnsOf } from './columns.ts'
import { filingKinds } from './filing-kinds.ts'
import type { JudgedRow, TableFacts } from './judge-rows.ts'
import { makeDrafts, readAndJudge } from './make-drafts.ts'
import { maxTableBytes, readTable, type Cell, type TableRow } from './read-table.ts'
import { readRow, unknownAmong } from './read-row.ts'
import { patternOf, tableToCorrect } from './write-table.ts'

const loaded = await loadOfficeProfile(
  fileURLToPath(new URL('../../../../processor/offices/borovia', import.meta.url)),
)
if (!loaded.ok) throw new Error('The profile of Borovia has errors')
const { requestTypes: types } = loaded.profile
const profile = publicProfileOf(loaded.profile)
const office = { ...profile, requestTypes: types }

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const csvOf = (rows: readonly Readonly<Record<string, string>>[]): Uint8Array => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
  const lines = rows.map((row) => names.map((name) => quoted(row[name] ?? '')).join(','))
  return bytesOf([names.join(','), ...lines].join('\r\n'))
}

const factsFor = (form: FormDefinition, files: readonly FileFacts[] = []): Omit<TableFacts, 'here'> => {
  const type = types.find((one) => one.type === form.type)
  return {
    ...{ form, type, office, on: '2026-11-20', language: 'en' },
    find: columnFinder(form, type?.about),
    own: { files, asOf: 1 },
  }
}

/** A row of a word mark that Borovia takes, apart from the power of attorney. */
const aRow = {
  'mark.kind': 'Word mark',
  'mark.type': 'individual',
  'mark.text': 'NORDWELL',
  'applicants.1.kind': 'legal',
  'applicants.1.name': 'Rosenthal Dairy AD',
  'applicants.1.address.lines': '3 Market Square; Floor 2',
  'applicants.1.address.city': 'Verna',
  'applicants.1.address.country': 'xb',
  'applicants.1.email': 'office@rosenthal.example',
  'applicants.1.phone': '+359 2 123456',
  'agent.appointed': 'no',
  'goodsAndServices.1.classNumber': '29',
  'goodsAndServices.1.terms': 'Milk; Cheese',
  'goodsAndServices.2.classNumber': '30',
  'goodsAndServices.2.terms': 'Ices.',
  'signature.name': 'Ivana Petrova',
  'signature.capacity': 'Managing director',
}

async function judged(bytes: Uint8Array, facts: Omit<TableFacts, 'here'>): Promise<readonly JudgedRow[]> {
  const device = await signedIn()
  const read = await readAndJudge(device, bytes, facts)
  if (!read.ok) throw new Error(`refused: ${read.fault.code}`)
  return read.judged.rows
}

cleanAfterEach()

describe('a file that is no table is refused with what it is', () => {
  const faultOf = (bytes: Uint8Array) => {
    const read = readTable(bytes)
    return read.ok ? undefined : read.fault
  }
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x2c, 0])
  test.each([
    ['nothing', bytesOf(''), { code: 'empty' }],
    ['blanks', bytesOf('\ufeff \r\n'), { code: 'empty' }],
    ['more than 5 MB', new Uint8Array(maxTableBytes + 1).fill(0x61), { code: 'too-large' }],
    ['UTF-16', utf16, { code: 'encoding' }],
    ['an old code page', Uint8Array.from([0x61, 0x2c, 0xe9]), { code: 'encoding' }],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4]), { code: 'workbook' }],
    ['broken JSON', bytesOf('[{"a": 1}'), { code: 'json' }],
    ['JSON that is no list', bytesOf('{"a": 1}'), { code: 'json-shape' }],
    ['a list of texts', bytesOf('["a"]'), { code: 'json-shape' }],
    [
      'JSON without an end to its depth',
      bytesOf(`[${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}]`),
      { code: 'json-shape' },
    ],
    ['columns alone', bytesOf('mark.text,mark.kind\r\n'), { code: 'no-rows' }],
    ['an empty list', bytesOf('[]'), { code: 'no-rows' }],
    ['1,001 rows', bytesOf(`a\n${'b\n'.repeat(1001)}`), { code: 'too-many-rows' }],
    ['the same column twice', bytesOf('a,b,a\n1,2,3'), { code: 'repeated-columns', names: ['a'] }],
    ['a column without a name', bytesOf('a,,c\n1,2,3'), { code: 'column-without-name', place: 2 }],
    ['a row that is too long', bytesOf('a,b\n1,2\n1,2,3'), { code: 'more-cells', line: 3 }],
    ['an open quotation mark', bytesOf('a,b\n1,"2'), { code: 'quotes', line: 2 }],
  ])('%s', (_, bytes, fault) => expect(faultOf(bytes)).toEqual(fault))

  test('a column that the form does not have is named, documents among them', async () => {
    const facts = factsFor(trademarkForm)
    const read = await readAndJudge(
      await signedIn(),
      bytesOf('mark.text,Mark,mark.image,#row\nA,b,c,1'),
      facts,
    )
    expect(read).toEqual({ ok: false, fault: { code: 'unknown-columns', names: ['Mark', 'mark.image'] } })
  })
})

test('a table is the same with a mark or none, commas or semicolons, any line ends, and as nested JSON', () => {
  const form = trademarkForm
  const find = columnFinder(form, undefined)
  const valuesIn = (text: string) => {
    const read = readTable(bytesOf(text))
    if (!read.ok) throw new Error(read.fault.code)
    return read.table.rows.map(({ cells }) => [...readRow(form, office, cells, find).values].sort())
  }
  const expected = [
    [
      ['goodsAndServices.i1', { at: 1 }],
      ['goodsAndServices.i1.classNumber', 29],
      ['goodsAndServices.i1.terms', ['Milk', 'Cheese']],
      ['mark.text', 'A, "B"'],
    ],
  ]
  const head = 'mark.text,goodsAndServices.1.classNumber,goodsAndServices.1.terms'
  expect(valuesIn(`\ufeff${head}\r\n"A, ""B""",29,Milk; Cheese\r\n`)).toEqual(expected)
  expect(valuesIn(`${head.replaceAll(',', ';')};;\n"A, ""B""";29;"Milk; Cheese";;\n`)).toEqual(expected)
  expect(
    valuesIn(
      JSON.stringify([
        { mark: { text: 'A, "B"' }, goodsAndServices: [{ classNumber: 29, terms: ['Milk', 'Cheese'] }] },
      ]),
    ),
  ).toEqual(expected)
})

test('every form that the office takes has a table, whose own names it takes back', () => {
  const forms = [trademarkForm, patentForm, utilityModelForm, designForm, ...types.map(formOfType)]
  for (const form of forms) {
    const about = types.find((one) => one.type === form.type)?.about
    const header = readCsv(patternOf(columnsOf(form, about)))
    const names = header.ok ? (header.records[0]?.cells ?? []) : []
    expect(names.length, form.version).toBeGreaterThan(2)
    expect(unknownAmong(names, columnFinder(form, about)), form.version).toEqual([])
  }
  expect(filingKinds(profile, types)).toHaveLength(4 + types.length)
})

test('a good row is read by what the form asks: words for choices, digits for numbers, lines for lists', async () => {
  const [row] = await judged(csvOf([aRow]), factsFor(trademarkForm))
  expect(row).toMatchObject({ number: 2, verdict: 'good', title: 'NORDWELL' })
  if (row?.verdict !== 'good') return
  expect(Object.fromEntries(row.values)).toMatchObject({
    'mark.kind': 'word',
    'applicants.i1': { at: 1 },
    'applicants.i1.address.lines': ['3 Market Square', 'Floor 2'],
    'applicants.i1.address.country': 'XB',
    'applicants.i1.phone': '+359 2 123456',
    'goodsAndServices.i2': { at: 2 },
    'goodsAndServices.i2.classNumber': 30,
    'goodsAndServices.i2.terms': ['Ices'],
    branch: 'main',
  })
})

test('a row is told what to correct by its columns, in the words of the form', async () => {
  const rows = await judged(
    csvOf([
      { ...aRow, 'mark.text': '', 'applicants.1.email': 'nobody', 'goodsAndServices.2.classNumber': '99' },
      { ...aRow, 'mark.text': '=CONCAT(A1)', 'signature.name': '' },
    ]),
    factsFor(trademarkForm),
  )
  const [one, other] = rows
  expect(one?.verdict === 'wrong' && one.faults.map(({ column }) => column)).toEqual(
    expect.arrayContaining(['mark.text', 'applicants.1.email', 'goodsAndServices.2.classNumber']),
  )
  expect(other?.verdict === 'wrong' && other.faults).toEqual([
    { column: 'mark.text', code: 'formula' },
    { column: 'signature.name', sentence: 'Enter the name of the signatory.' },
  ])
})

test('documents are no reason against a row: they are named, and added in the draft', async () => {
  const [row] = await judged(
    csvOf([{ ...aRow, 'mark.kind': 'figurative', 'mark.text': '' }]),
    factsFor(trademarkForm),
  )
  expect(row?.verdict).toBe('good')
  expect(row?.verdict === 'good' && row.toAdd.length).toBeGreaterThan(0)
})

test('the rows to correct come back as a table with their reasons, without a cell that runs', () => {
  const row: TableRow = {
    number: 7,
    cells: new Map<string, Cell>([
      ['mark.text', { formula: '=1+1' }],
      ['ownReference', '@ACME'],
      ['goodsAndServices.1.terms', ['Milk', 'Cheese']],
    ]),
  }
  const columns = ['mark.text', 'ownReference', '#row', 'goodsAndServices.1.terms']
  const text = tableToCorrect(columns, [{ row, reasons: ['mark.text: a formula'] }])
  const read = readTable(bytesOf(text))
  expect(text).toContain("'@ACME")
  expect(read.ok && read.table.columns).toEqual([
    ...['mark.text', 'ownReference', 'goodsAndServices.1.terms'],
    ...['#row', '#reasons'],
  ])
  expect(read.ok && [...(read.table.rows[0]?.cells ?? [])]).toEqual([
    ['ownReference', '@ACME'],
    ['goodsAndServices.1.terms', 'Milk; Cheese'],
    ['#row', '7'],
    ['#reasons', 'mark.text: a formula'],
  ])
})

test('a request is about the file that its row names: of the account with what it has, of others by its right', async () => {
  const type = types.find((one) => one.type === 'certified-copy')
  if (!type) throw new Error('Borovia takes no certified-copy')
  const facts = factsFor(formOfType(type), [aFile()])
  const rows = await judged(
    csvOf([
      { fileNumber: 'BT/TM/2026/1' },
      { fileNumber: 'BT/TM/2019/5', right: 'tm' },
      { fileNumber: 'BT/TM/2019/6' },
    ]),
    facts,
  )
  const [own, others, unknown] = rows
  const columnsOfFaults = (row: JudgedRow | undefined) =>
    row?.verdict === 'wrong' ? row.faults.map(({ column }) => column) : []
  expect(columnsOfFaults(own)).not.toContain('fileNumber')
  expect(columnsOfFaults(others)).not.toContain('fileNumber')
  expect(unknown).toMatchObject({ verdict: 'wrong', faults: [{ column: 'fileNumber', code: 'about' }] })
})

test('a renewal of a file whose gate is closed is to correct, with the reasons of the gate', async () => {
  const type = types.find((one) => one.type === 'renewal')
  if (!type) throw new Error('Borovia takes no renewal')
  const facts = factsFor(formOfType(type), [aFile({ status: 'Withdrawn' })])
  const [row] = await judged(csvOf([{ fileNumber: 'BT/TM/2026/1' }]), facts)
  const ofGate = row?.verdict === 'wrong' ? row.faults.filter((fault) => 'gate' in fault) : []
  expect(ofGate.map(({ column }) => column)).toContain('fileNumber')
})

test('good rows become drafts, the others stay, and the same table again makes none twice', async () => {
  const device = await signedIn()
  const facts = factsFor(trademarkForm)
  const bytes = csvOf([aRow, { ...aRow, 'mark.text': 'SOUTHWELL' }, aRow, { ...aRow, 'mark.kind': 'odour' }])
  const first = await makeDrafts(device, bytes, facts)
  expect(first.count).toBe(2)
  expect(first.judged.rows.map(({ verdict }) => verdict)).toEqual(['here', 'here', 'repeated', 'wrong'])
  const again = await readAndJudge(device, bytes, facts)
  expect(again.ok && again.judged.rows.map(({ verdict }) => verdict)).toEqual([
    'here',
    'here',
    'here',
    'wrong',
  ])
  expect((await makeDrafts(device, bytes, facts)).count).toBe(0)
  const drafts = await device.drafts.list()
  expect(drafts.map(({ title }) => title).sort()).toEqual(['NORDWELL', 'SOUTHWELL'])
  expect(drafts.every(({ errorCount }) => errorCount !== undefined)).toBe(true)
  const copy = await device.drafts.clone(drafts[0]?.id ?? '')
  expect((await device.drafts.read(copy))?.importedAs).toBeUndefined()
})

test(
  'a table of a hundred rows becomes a hundred drafts (its time is printed)',
  { timeout: 60_000 },
  async () => {
    const device = await signedIn()
    const bytes = csvOf(Array.from({ length: 100 }, (_, index) => ({ ...aRow, ownReference: `R ${index}` })))
    const before = performance.now()
    const { count } = await makeDrafts(device, bytes, factsFor(trademarkForm))
    console.log(
      `100 rows read, checked and written as drafts in ${Math.round(performance.now() - before)} ms`,
    )
    expect(count).toBe(100)
    expect(await device.drafts.list()).toHaveLength(100)
  },
)
