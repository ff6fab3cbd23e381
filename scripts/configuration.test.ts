import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { officeEnvSchema, parseEnv } from '@lodge/processor'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readSettings } from '../mocks/src/env.ts'
import { readEnv } from '../portal/server/env.ts'
import { root } from './local/places.ts'
import { mongodbSetupSchema } from './production/set-up-mongodb.ts'
import { composeInterpolates, documentedSettings, variablesOf } from './test-support/settings.ts'

const settings = documentedSettings()
const documented = settings.map(({ name }) => name)
const known = [
  ...variablesOf('office'),
  ...variablesOf('portal'),
  ...variablesOf('setUp'),
  ...variablesOf('mocks'),
]
const required = Object.fromEntries(
  settings.filter(({ isRequired }) => isRequired).map(({ name, value }) => [name, value]),
)
/** What is documented as optional among a program's variables: name and value, in pairs. */
const optional = (program: 'office' | 'portal' | 'mocks') =>
  settings.flatMap((setting): [string, string][] =>
    setting.isRequired || !variablesOf(program).includes(setting.name) || setting.words.includes('No default')
      ? []
      : [[setting.name, setting.value]],
  )

// The variables of the shell that runs the tests are nobody's business here.
beforeEach(() => {
  for (const name of [...known, ...documented]) vi.stubEnv(name, undefined)
})
afterEach(() => vi.unstubAllEnvs())

describe('.env.example', () => {
  test('names each variable once', () => {
    expect(documented).toEqual([...new Set(documented)])
  })
  test('names exactly the variables that the programs and docker-compose.yml read', () => {
    expect(documented.toSorted()).toEqual([...new Set([...known, ...composeInterpolates()])].toSorted())
  })
  test('explains each variable', () => {
    expect(settings.filter(({ words }) => words.length < 20).map(({ name }) => name)).toEqual([])
  })
  test('calls exactly those required without which a program does not start', () => {
    const missing = [officeEnvSchema, mongodbSetupSchema].flatMap((schema) =>
      (schema.safeParse({}).error?.issues ?? []).map((issue) => issue.path.join('.')),
    )
    expect(Object.keys(required).toSorted()).toEqual([...new Set(missing)].toSorted())
  })
  test.each(optional('office'))('tells the default of the office: %s=%s', (name, value) => {
    expect(parseEnv(officeEnvSchema, { ...required, [name]: value })).toEqual(
      parseEnv(officeEnvSchema, required),
    )
  })
  test.each(optional('portal'))('tells the default of the portal: %s=%s', (name, value) => {
    for (const [one, example] of Object.entries(required)) vi.stubEnv(one, example)
    const unset = readEnv().portal
    vi.stubEnv(name, value)
    expect(readEnv().portal).toEqual(unset)
  })
  test.each(optional('mocks'))('tells the default of the mocks: %s=%s', (name, value) => {
    const unset = readSettings()
    vi.stubEnv(name, value)
    expect(readSettings()).toEqual(unset)
  })
  test('says so where there is no default', () => {
    const words = settings.filter((setting) => setting.words.includes('No default')).map(({ name }) => name)
    const defaults: Readonly<Record<string, unknown>> = {
      ...parseEnv(officeEnvSchema, required),
      ...readSettings(),
    }
    expect(words.toSorted()).toEqual(
      [...variablesOf('office'), ...variablesOf('mocks')]
        .filter((name) => defaults[name] === undefined)
        .toSorted(),
    )
  })
})

test('the variables of a program are found in its source as its schema has them', () => {
  expect(variablesOf('office')).toEqual(Object.keys(officeEnvSchema.shape))
  expect(variablesOf('setUp')).toEqual(Object.keys(mongodbSetupSchema.shape))
})

describe('a program with a wrong setting ends at once and names it', { timeout: 60_000 }, () => {
  const run = (script: string, env: Record<string, string>) =>
    spawnSync(process.execPath, [join(root, script)], {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
      timeout: 50_000,
    })

  test.each([
    ['processor/src/main.ts', 'PREFETCH', 'many', 'PREFETCH: Use a whole number.'],
    ['processor/src/main.ts', 'MONGODB_URI', '', 'MONGODB_URI is not set'],
    ['processor/src/main.ts', 'CLOCK_OFFSET_MS', '1000', 'CLOCK_OFFSET_MS: Time travel is for demo and test'],
    ['portal/server/main.ts', 'PORTAL_PORT', '99999', 'PORTAL_PORT: Use at most 65535.'],
    ['portal/server/main.ts', 'PUBLIC_ORIGIN', 'filing.example.org', 'PUBLIC_ORIGIN: '],
    ['mocks/src/main.ts', 'MAIL_SMTP_PORT', 'smtp', 'MAIL_SMTP_PORT: '],
    ['scripts/production/set-up-mongodb.ts', 'MONGODB_ADMIN_PASSWORD', 'short', 'MONGODB_ADMIN_PASSWORD: '],
  ])('%s with %s="%s"', (script, name, value, sentence) => {
    const { status, stderr } = run(script, { ...required, [name]: value })
    expect(stderr).toContain(sentence)
    expect(status).toBe(1)
  })
  test('a wrong secret is not printed', () => {
    const { status, stderr } = run('processor/src/main.ts', {
      ...required,
      AMQP_URL: 'rabbit://lodge:hunter2@x',
    })
    expect(status).toBe(1)
    expect(stderr).toContain('AMQP_URL')
    expect(stderr).not.toContain('hunter2')
  })
})
