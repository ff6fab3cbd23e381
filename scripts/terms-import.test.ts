import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCodeList } from '../processor/src/offices/code-lists.ts'
import { loadTermList } from '../processor/src/offices/term-lists.ts'

const project = join(import.meta.dirname, '..')
let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'lodge-import-'))))
afterAll(() => rm(folder, { recursive: true }))

type Outcome = { code: number | string; out: string; err: string }
const running =
  (script: string) =>
  (...args: string[]): Promise<Outcome> =>
    new Promise((resolve) =>
      execFile(process.execPath, [script, ...args], { cwd: project }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      ),
    )
const importing = running('scripts/terms-import.ts')
const importingCodes = running('scripts/lists-import.ts')

describe('npm run terms:import', { timeout: 30_000 }, () => {
  test.each([
    ['docs/samples/nice-edition.json', 'sample-json', '5 terms in 3 classes, 0 in French, 0 in Arabic'],
    ['docs/samples/nice-terms.csv', 'sample-csv', '3 terms in 2 classes, 2 in French, 2 in Arabic'],
  ])('makes a list of %s that the office takes', async (file, version, sentence) => {
    const { code, out, err } = await importing('--file', file, '--version', version, '--out', folder)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(sentence)
    expect((await loadTermList(version, folder)).ok).toBe(true)
    const lines = (await readFile(join(folder, `${version}.json`), 'utf8')).split('\n')
    expect(lines.filter((line) => line.startsWith('    ['))).toHaveLength(Number(sentence[0]))
  })
  test('may be repeated, but never changes a list that is there', async () => {
    const twice = ['--version', 'kept', '--out', folder]
    expect((await importing('--file', 'docs/samples/nice-terms.csv', ...twice)).code).toBe(0)
    expect((await importing('--file', 'docs/samples/nice-terms.csv', ...twice)).code).toBe(0)
    const { code, err } = await importing('--file', 'docs/samples/nice-edition.json', ...twice)
    expect(code).toBe(1)
    expect(err).toContain('a changed list needs a --version of its own')
  })
  test('names file and line of every fault and writes nothing', async () => {
    const file = join(folder, 'bad.csv')
    await writeFile(file, 'class,term\n9,scales\n50,scales\n')
    const { code, err } = await importing('--file', file, '--version', 'bad', '--out', folder)
    expect(code).toBe(1)
    expect(err).toContain(`${file}:3: class: Nice classes go from 1 to 45.`)
    expect(err).toContain('nothing was written')
    expect((await loadTermList('bad', folder)).ok).toBe(false)
  })
  test('tells beside another list what an edition changes, and writes nothing in a dry run', async () => {
    const { code, out } = await importing(
      ...['--file', 'docs/samples/nice-terms.csv', '--version', 'dry', '--base', 'lodge-2026'],
      ...['--dry-run', '--out', folder],
    )
    expect(code).toBe(0)
    expect(out).toMatch(/^Beside lodge-2026:\nadded: 3\n {2}\+ socks, knitted by hand: class 25/)
    expect(out).toContain('nothing was written')
    expect((await loadTermList('dry', folder)).ok).toBe(false)
  })
  test.each<[string, string[], string]>([
    ['no version', ['--file', 'package.json'], 'Give --file and --version'],
    [
      'a version with capitals',
      ['--file', 'package.json', '--version', 'NCL'],
      '--version NCL: Use lower-case',
    ],
    ['a file that is not there', ['--file', 'nowhere.csv', '--version', 'v'], 'There is no file nowhere.csv'],
    ['another kind of file', ['--file', 'README.md', '--version', 'v'], 'neither .json nor .csv'],
    ['JSON that is no edition', ['--file', 'package.json', '--version', 'v'], 'package.json:1: goods'],
    [
      'a folder that is not there',
      ['--file', 'docs/samples/nice-terms.csv', '--version', 'v', '--out', '/nowhere'],
      'make the folder',
    ],
  ])('%s: a clear sentence, exit 1', async (_, args, sentence) => {
    const { code, out, err } = await importing(...args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toContain('    at ')
  })
})

describe('npm run lists:import', { timeout: 30_000 }, () => {
  const source = ['--list', 'locarno', '--file', 'docs/samples/locarno-codes.csv', '--version', 'locarno-16']
  test('tells what an edition changes, and writes it when it is no dry run', async () => {
    const dry = await importingCodes(...source, '--base', 'locarno-15', '--dry-run', '--out', folder)
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toMatch(/^Beside locarno-15:\nadded: 1\n {2}\+ 06-14: Hammocks/)
    expect((await loadCodeList('locarno-16', folder)).ok).toBe(false)
    expect((await importingCodes(...source, '--out', folder)).code).toBe(0)
    expect(await loadCodeList('locarno-16', folder)).toMatchObject({
      ok: true,
      list: { list: 'locarno', edition: 'Locarno Classification, locarno-16', entries: { length: 3 } },
    })
  })
  test.each<[string, string[], string]>([
    [
      'a list that is none',
      ['--list', 'nice', '--file', 'a.csv', '--version', 'v'],
      '--list nice: there are locarno',
    ],
    ['a base of another list', [...source, '--base', 'vienna-9'], 'is one of "vienna"'],
  ])('%s: a clear sentence, exit 1', async (_, args, sentence) => {
    const { code, out, err } = await importingCodes(...args, '--dry-run')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toContain('    at ')
  })
})
