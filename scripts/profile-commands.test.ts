import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const borovia = 'processor/offices/borovia'
const sahil = 'processor/offices/sahil'
const sample = 'docs/samples/trademark-request.json'

type Outcome = { code: number | string; out: string; err: string }

/** Runs a command of `scripts/` under the Node that runs the tests, as `npm run` does. */
const run = (script: string, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) =>
    execFile(process.execPath, [join('scripts', script), ...args], { cwd: project }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    ),
  )

let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'lodge-commands-'))))
afterAll(() => rm(folder, { recursive: true }))

// Each test starts a process of its own, which takes a while on a busy machine.
const patient = { timeout: 30_000 }

describe('npm run profile:check', patient, () => {
  test.each([borovia, sahil])('%s is good: one line, exit 0', async (profile) => {
    const { code, out, err } = await run('profile-check.ts', profile)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^(borovia|sahil) 2026-12: the profile is good \(SHA-256 [0-9a-f]{64}\)\.\n$/)
  })
  test('names each error with file, path and reason: exit 1', async () => {
    const copy = join(folder, 'borovia')
    await cp(join(project, borovia), copy, { recursive: true })
    const office = await readFile(join(copy, 'office.json'), 'utf8')
    await writeFile(
      join(copy, 'office.json'),
      office.replace('Europe/Sofia', 'Europe/Borograd').replace('"BGN"', '"BGX"'),
    )
    const { code, out, err } = await run('profile-check.ts', copy)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err.split('\n').slice(0, 2)).toEqual([
      'office.json: timeZone: Use an IANA time zone such as Asia/Kuwait.',
      'office.json: currency: Use an ISO 4217 currency code, such as EUR.',
    ])
  })
  test.each([[[]], [['--fix', borovia]], [[borovia, sahil]]])(
    'called wrongly with %j it says how: exit 1',
    async (args) => {
      const { code, err } = await run('profile-check.ts', ...args)
      expect(code).toBe(1)
      expect(err).toContain('Usage: npm run profile:check')
    },
  )
})

describe('npm run price', patient, () => {
  const price = (...args: string[]): Promise<Outcome> => run('price.ts', ...args)

  test('prints lines, total and currency as JSON, with minor units as strings', async () => {
    const { code, out } = await price(
      '--profile',
      borovia,
      '--request',
      sample,
      '--on',
      '2026-11-20',
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      lines: [
        {
          code: 'tm-basic',
          rule: 'Tariff of Fees 2026, Article 4(1)',
          quantity: 1,
          unitMinor: '52000',
          amountMinor: '52000',
        },
        {
          code: 'tm-priority',
          rule: 'Tariff of Fees 2026, Article 5',
          quantity: 1,
          unitMinor: '2000',
          amountMinor: '2000',
        },
      ],
      totalMinor: '54000',
      currency: 'BGN',
    })
  })
  test('prints text with amounts aligned at the right, each line citing its rule', async () => {
    const { out } = await price('--profile', borovia, '--request', sample, '--on', '2026-11-20')
    expect(out).toBe(
      [
        '520.00 BGN  Trademark application, up to three classes, 1 × 520.00 BGN (Tariff of Fees 2026, Article 4(1))',
        ' 20.00 BGN  Each priority claimed, 1 × 20.00 BGN (Tariff of Fees 2026, Article 5)',
        '540.00 BGN  total on 2026-11-20 by tariff bv-2026',
        '',
      ].join('\n'),
    )
  })
  test('prices under the tariff in force on the day', async () => {
    const { out } = await price('--profile', borovia, '--request', sample, '--on', '2025-12-31', '--json')
    expect(JSON.parse(out)).toMatchObject({ totalMinor: '52000' })
  })
  test('prices a list of requests, and notes what the office would not take', async () => {
    const file = join(folder, 'two.json')
    const one = await readFile(join(project, sample), 'utf8')
    await writeFile(file, `[${one}, ${one}]`)
    const { code, out, err } = await price(
      '--profile',
      sahil,
      '--request',
      file,
      '--on',
      '2026-11-20',
      '--json',
    )
    // Twice 18.500 + 4.750 + 6.250, and 5.25 % of it.
    expect(JSON.parse(out)).toMatchObject({ totalMinor: '62098', currency: 'KWD' })
    expect(code).toBe(0)
    expect(err).toContain('This office takes at most 1 class(es) in one application.')
  })

  test('prices a request about a file by what is known of that file, and by how it was filed', async () => {
    const renewal = ['--profile', borovia, '--request', 'docs/samples/renewal-request.json']
    const late = [
      ...renewal,
      '--files',
      'docs/samples/known-file.json',
      '--on',
      '2026-11-20',
      '--mode',
      'paper',
    ]
    const lines = [
      '450.00 BGN  Renewal of a mark after its expiry, up to three classes, 1 × 450.00 BGN (Tariff of Fees 2026, Article 25(3))',
      '160.00 BGN  Renewal after expiry: each class after the third, 2 × 80.00 BGN (Tariff of Fees 2026, Article 25(4))',
      '610.00 BGN  total on 2026-11-20 by tariff bv-2026',
    ]
    expect((await price(...late)).out.trimEnd().split('\n')).toEqual(lines)
    expect(JSON.parse((await price(...renewal, '--on', '2026-11-20', '--json')).out)).toMatchObject({
      totalMinor: '30000',
    })
  })

  test.each<[string, string[], string]>([
    [
      'files of which nothing is told',
      ['--profile', borovia, '--request', sample, '--files', 'package.json'],
      'package.json tells nothing of files:',
    ],
    [
      'a mode that is none',
      ['--profile', borovia, '--request', sample, '--mode', 'fax'],
      '--mode fax: say online or paper.',
    ],
    [
      'a day that does not exist',
      ['--profile', borovia, '--request', sample, '--on', '2026-02-30'],
      '--on 2026-02-30: Write the date as YYYY-MM-DD',
    ],
    [
      'a day before the first tariff',
      ['--profile', borovia, '--request', sample, '--on', '2020-01-01'],
      'The office borovia has no tariff in force on 2020-01-01.',
    ],
    [
      'a file that is not there',
      ['--profile', borovia, '--request', 'nowhere.json'],
      'There is no file nowhere.json.',
    ],
    [
      'a file that is no JSON',
      ['--profile', borovia, '--request', 'scripts/price.ts'],
      'scripts/price.ts is not JSON; line 1, column 1:',
    ],
    [
      'a file that holds no request',
      ['--profile', borovia, '--request', 'package.json'],
      'package.json holds no request that can be priced:',
    ],
    [
      'a profile that is not there',
      ['--profile', 'offices/nowhere', '--request', sample],
      'The profile in offices/nowhere has 8 error(s)',
    ],
    ['no profile', ['--request', sample], 'Give both --profile and --request.'],
    ['an unknown option', ['--profil', borovia, '--request', sample], "Unknown option '--profil'"],
  ])('%s: a clear sentence, exit 1', async (_, args, sentence) => {
    const { code, out, err } = await price(...args)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(sentence)
    expect(err).not.toContain('    at ')
  })
})
