/** What `lodge-driver-kit statement` prints. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { fixturePath } from './fixtures.ts'
import { statementCommand } from './statement-command.ts'

let folder = ''
let [out, err]: [string[], string[]] = [[], []]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-statement-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  ;[out, err] = [[], []]
  vi.spyOn(console, 'log').mockImplementation((text: string) => void out.push(text))
  vi.spyOn(console, 'error').mockImplementation((text: string) => void err.push(text))
})
afterEach(() => vi.restoreAllMocks())

test('JSON has exactly the agreed members', async () => {
  expect(await statementCommand([fixturePath('camt053-08-collective.xml'), '--json'])).toBe(0)
  expect(out).toEqual([
    '{"format":"camt.053","statements":1,"entries":4,"details":5,"currencies":["CHF","EUR"],"balances":["ok"],"warnings":[]}',
  ])
})

test('text says what is in each statement, and whether it may be applied', async () => {
  expect(await statementCommand([fixturePath('mt942-intraday.sta')])).toBe(0)
  expect(out[0]!.split('\n')).toEqual([
    'mt942, message INTRADAY: 1 statements, 2 entries, 2 details',
    'Statement 1: account NL91ABNA0417164300, number 18, page 1',
    '  in       0.00 EUR',
    '  out      0.00 EUR',
    '  2 entries (0 booked), 2 details; it has no balances to check it by.',
    '  It may not be applied: The message is for information only; the statement of the day follows.',
    'Warnings:',
    '  An MT942 is for information only: all of its entries are pending.',
  ])
})

test('a CSV is read by its mapping', async () => {
  expect(
    await statementCommand([
      fixturePath('bank-de.csv'),
      '--mapping',
      fixturePath('bank-de.mapping.json'),
      '--json',
    ]),
  ).toBe(0)
  expect(out[0]).toContain('"format":"csv","statements":1,"entries":2')
})

test.each([
  ['a file that is not there', ['missing.xml'], 'There is no file missing.xml.'],
  ['a folder', ['.'], '. is a folder.'],
  ['a file that is no statement', [fixturePath('README.md')], 'The file is no camt.052, camt.053'],
  [
    'a mapping that is no JSON',
    [fixturePath('bank-de.csv'), '--mapping', fixturePath('bank-de.csv')],
    'is not JSON.',
  ],
  ['no file', [], 'Name one statement file.'],
  ['an unknown option', ['x', '--xml'], "Unknown option '--xml'"],
])('%s ends in 1 with a plain sentence', async (_, args, message) => {
  expect(await statementCommand(args)).toBe(1)
  expect(out).toEqual([])
  expect(err.join('\n')).toContain(message)
})

test('a mapping that cannot be used says where it is wrong', async () => {
  const mapping = join(folder, 'mapping.json')
  await writeFile(mapping, '{"delimiter":"x"}')
  expect(await statementCommand([fixturePath('bank-de.csv'), '--mapping', mapping])).toBe(1)
  expect(err[0]).toContain('cannot be used: delimiter:')
})
