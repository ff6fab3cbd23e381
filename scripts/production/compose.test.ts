import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { officeEnvSchema, parseEnv } from '@lodge/processor'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { root } from '../local/places.ts'
import { ensurePackages } from '../local/system-packages.ts'
import { writeSecrets } from '../production-secrets.ts'
import { textOf, variablesOf } from '../test-support/settings.ts'
import { mongodbSetupSchema } from './set-up-mongodb.ts'

const text = z.union([z.string(), z.number()]).transform(String)
const serviceSchema = z.object({
  image: z.string(),
  build: z.object({ dockerfile: z.string() }).optional(),
  command: z.array(z.string()).nullish(),
  user: z.string().optional(),
  environment: z.record(z.string(), text).optional(),
  secrets: z.array(z.object({ source: z.string() })).optional(),
  networks: z.record(z.string(), z.unknown()).optional(),
  network_mode: z.string().optional(),
  ports: z.array(z.unknown()).optional(),
  profiles: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  mem_limit: text.optional(),
  pids_limit: z.number().optional(),
  stop_grace_period: z.string().optional(),
  healthcheck: z.unknown().optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
})
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.object({ internal: z.boolean().optional() }).nullable()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
})
type Service = z.infer<typeof serviceSchema>

const folder = mkdtempSync(join(tmpdir(), 'lodge-compose-'))
const secrets = join(folder, 'secrets')
const smtpUrl = 'smtp://mail-catcher:4025'
let compose: z.infer<typeof composeSchema> = { services: {}, networks: {}, secrets: {} }

/** What docker-compose itself makes of the file; `--profile` shows what a profile adds. */
function config(settings: string): unknown {
  const envFile = join(folder, 'settings.env')
  writeFileSync(envFile, settings)
  const profiles = ['--profile', 'three-members', '--profile', 'trial']
  return parse(
    execFileSync('docker-compose', ['--env-file', envFile, ...profiles, 'config'], {
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env.PATH, HOME: folder },
    }),
  )
}

const hasCompose = (await ensurePackages(['dockerCompose'], () => undefined)).here
beforeAll(async () => {
  await writeSecrets({ folder: secrets, members: 3, smtpUrl })
  if (hasCompose)
    compose = composeSchema.parse(
      config(`PUBLIC_ORIGIN=https://filing.example.org\nLODGE_SECRETS=${secrets}\n`),
    )
})
afterAll(() => rmSync(folder, { recursive: true }))

const service = (name: string): Service => {
  const found = compose.services[name]
  if (!found) throw new Error(`docker-compose.yml has no service ${name}`)
  return found
}
/** The variables that a service's program gets: set directly, or as a secret named like one. */
const variablesGiven = ({ environment = {}, secrets: given = [] }: Service): Record<string, string> => ({
  ...environment,
  ...Object.fromEntries(
    given
      .filter(({ source }) => /^[A-Z_]+$/.test(source))
      .map(({ source }) => [source, readFileSync(compose.secrets[source]?.file ?? '', 'utf8')]),
  ),
})
const everyService = (): [string, Service][] => Object.entries(compose.services)
const withoutSetUp = () => everyService().filter(([name]) => name !== 'mongo-setup')

test('docker-compose can be had where nothing may be skipped', () => {
  expect(hasCompose || process.env.CI !== 'true').toBe(true)
})

describe.skipIf(!hasCompose)('docker-compose.yml', () => {
  test('does not start without the address that people use', () => {
    expect(() => config(`LODGE_SECRETS=${secrets}\n`)).toThrow('Set PUBLIC_ORIGIN in .env')
  })

  test('gives no program a variable that it does not read', () => {
    const office = variablesOf('office')
    const read: Record<string, string[]> = {
      portal: [...office, ...variablesOf('portal')],
      processor: office,
      'mongo-setup': variablesOf('setUp'),
      'mail-catcher': variablesOf('mocks'),
    }
    for (const [name, variables] of Object.entries(read))
      expect({
        name,
        unread: Object.keys(variablesGiven(service(name))).filter((v) => !variables.includes(v)),
      }).toEqual({
        name,
        unread: [],
      })
  })

  test('gives each program what it needs to start', () => {
    for (const name of ['portal', 'processor'])
      expect(parseEnv(officeEnvSchema, variablesGiven(service(name)))).toMatchObject({
        LODGE_MODE: 'production',
        PUBLIC_ORIGIN: 'https://filing.example.org',
        SMTP_URL: smtpUrl,
        CLOCK_OFFSET_MS: 0,
      })
    const setUp = parseEnv(mongodbSetupSchema, variablesGiven(service('mongo-setup')))
    expect(setUp.MONGODB_URI).toBe(variablesGiven(service('processor')).MONGODB_URI)
  })

  test('hands out only secrets that production-secrets makes', () => {
    const missing = Object.values(compose.secrets).filter(({ file }) => !existsSync(file))
    expect(missing).toEqual([])
  })

  test('publishes the portal alone, and on this machine only until told otherwise', () => {
    const published = everyService().filter(([, { ports, profiles }]) => ports && !profiles)
    expect(published.map(([name]) => name)).toEqual(['portal'])
    expect(JSON.stringify(service('portal').ports)).toContain('127.0.0.1')
  })

  test('keeps databases and broker on a network without a way out', () => {
    expect(compose.networks.inside?.internal).toBe(true)
    for (const name of ['mongo-1', 'mongo-2', 'mongo-3', 'rabbitmq'])
      expect(Object.keys(service(name).networks ?? {})).toEqual(['inside'])
  })

  test('runs everything without rights: read-only, no capabilities, no root, bounded', () => {
    for (const [name, one] of everyService()) {
      const { read_only, cap_drop, security_opt, pids_limit } = one
      expect({ name, read_only, cap_drop, security_opt, pids_limit }).toEqual({
        name,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        pids_limit: 512,
      })
      expect(one.mem_limit, name).toMatch(/^\d/)
      // Our own images name their user themselves.
      if (one.build) expect(textOf(one.build.dockerfile), name).toMatch(/\nUSER node\n/)
      else expect(one.user, name).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    }
  })

  test('tells of each long-running service whether it is well, and lets it finish its work', () => {
    for (const [name, { healthcheck, stop_grace_period }] of withoutSetUp()) {
      expect(healthcheck, name).toBeDefined()
      const [, minutes = 0, seconds] = /^(?:(\d+)m)?(\d+)s$/.exec(stop_grace_period ?? '') ?? []
      // Our programs drain for up to ten seconds.
      expect(Number(minutes) * 60 + Number(seconds), name).toBeGreaterThanOrEqual(10)
    }
  })

  test('starts portal and processor once the database is set up and the broker answers', () => {
    for (const name of ['portal', 'processor'])
      expect(service(name).depends_on).toMatchObject({
        'mongo-setup': { condition: 'service_completed_successfully' },
        rabbitmq: { condition: 'service_healthy' },
      })
  })
})

describe.each(['portal/Dockerfile', 'processor/Dockerfile', 'mocks/Dockerfile'])('%s', (path) => {
  const lines = textOf(path).split('\n')
  const stages = textOf(path)
    .split(/^FROM /m)
    .slice(1)
  const last = stages.at(-1) ?? ''

  test('builds on the Node that the repository itself uses', () => {
    const { devDependencies } = z
      .object({ devDependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(textOf('package.json')))
    const [major] = (devDependencies.node ?? '').split('.')
    for (const stage of stages) expect(stage).toMatch(new RegExp(`^node:${major}-bookworm-slim`))
  })
  test('copies only what is there and what .dockerignore lets through', () => {
    const allowed = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    const sources = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1))
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(allowed, source).toContain(source.split('/')[0])
    }
  })
  test('installs every workspace manifest that the lock file knows', () => {
    const { workspaces } = z
      .object({ workspaces: z.array(z.string()) })
      .parse(JSON.parse(textOf('package.json')))
    for (const stage of stages.filter((one) => one.includes('npm ci')))
      for (const workspace of workspaces)
        expect(stage).toContain(`COPY ${workspace}/package.json ${workspace}/\n`)
  })
  test('ends with production packages and a program that exists', () => {
    expect(stages.at(-2)).toContain('npm ci --omit=dev')
    expect(last).toContain('COPY --from=packages')
    const [, script = ''] = /^CMD \["node", "([^"]+)"\]$/m.exec(last) ?? []
    expect(existsSync(join(root, script)), script).toBe(true)
  })
})

test.each(['portal/Dockerfile', 'processor/Dockerfile'])('%s has what inspects documents', (path) => {
  const [, last = ''] = /[^]*^FROM ([^]*)/m.exec(textOf(path)) ?? []
  expect(last).toMatch(/apt-get install .*qpdf util-linux/)
})

describe('with-secrets.sh', () => {
  const script = join(root, 'scripts', 'production', 'with-secrets.sh')
  const run = (from: string, ...command: string[]) =>
    spawnSync('sh', [script, from, ...command], { encoding: 'utf8', env: { PATH: process.env.PATH } })

  test('makes variables of files in capitals, and of no others', () => {
    const printed = run(secrets, process.execPath, '-p', 'JSON.stringify(process.env)')
    expect(printed.stderr).toBe('')
    const env = z.record(z.string(), z.string()).parse(JSON.parse(printed.stdout))
    expect(env.SMTP_URL).toBe(smtpUrl)
    expect(env.MONGODB_URI).toBe(readFileSync(join(secrets, 'MONGODB_URI'), 'utf8'))
    expect(Object.keys(env).filter((name) => /json|conf|keyfile/.test(name))).toEqual([])
  })
  test('gives the program its arguments as they are, and its exit code back', () => {
    const ended = run(folder, process.execPath, '-e', 'console.log(process.argv[1]); process.exit(7)', 'a b*')
    expect(ended.stdout).toBe('a b*\n')
    expect(ended.status).toBe(7)
  })
  test('says which secret cannot be read', () => {
    const path = join(folder, 'HIDDEN')
    symlinkSync(join(folder, 'nowhere'), path)
    const ended = run(folder, 'true')
    rmSync(path)
    expect(ended.status).toBe(1)
    expect(ended.stderr).toContain(`The secret ${path} cannot be read`)
  })
})
