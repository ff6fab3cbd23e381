/** The driver files: what is wrong in them stops the start with its place, and no secret is ever told. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeClock } from './clock.ts'
import { DriversError, loadDrivers } from './drivers.ts'
import { makeLog } from './log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-drivers-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const canary = 'canary-of-a-secret-0123456789'
const card = { baseUrl: 'https://bank.example', merchantId: 'lodge' }
const secret = { current: { id: 's1', value: canary } }
const good = { 'card-gateway': { 'api-key': secret, 'callback-key': secret } }

async function load(drivers: string, secrets: string) {
  const files = { drivers: join(folder, 'drivers.json'), secrets: join(folder, 'secrets.json') }
  await writeFile(files.drivers, drivers)
  await writeFile(files.secrets, secrets)
  return loadDrivers(
    files,
    makeClock(0),
    makeLog('error', () => undefined),
  )
}
const json = JSON.stringify

test('a configured driver is there for its office and no other', async () => {
  const drivers = await load(json({ borovia: { 'card-gateway': card } }), json({ borovia: good }))
  expect(drivers.of('borovia', 'card-gateway')?.manifest.id).toBe('card-gateway')
  expect(drivers.of('sahil', 'card-gateway')).toBeUndefined()
  expect(drivers.of('borovia', 'constructor')).toBeUndefined()
})

test.each([
  ['drivers that are not JSON', '{', json({ borovia: good }), 'drivers.json'],
  ['secrets that are not JSON', json({}), `{"borovia": "${canary}`, 'secrets.json'],
  ['a driver that does not exist', json({ borovia: { nobank: {} } }), json({}), 'nobank'],
  [
    'a wrong configuration',
    json({ borovia: { 'card-gateway': { ...card, baseUrl: 'http://bank.example' } } }),
    json({ borovia: good }),
    'borovia.card-gateway',
  ],
  [
    'a secret that is missing',
    json({ borovia: { 'card-gateway': card } }),
    json({ borovia: { 'card-gateway': { 'api-key': secret } } }),
    'callback-key',
  ],
  [
    'a secret of the wrong shape',
    json({ borovia: { 'card-gateway': card } }),
    json({ borovia: { 'card-gateway': { 'api-key': { current: canary } } } }),
    'secrets.json',
  ],
])('%s stop the start, naming the place and no secret', async (_, drivers, secrets, place) => {
  const outcome = await load(drivers, secrets).catch((error: unknown) => error)
  if (!(outcome instanceof DriversError)) throw new Error(String(outcome))
  expect(outcome.message).toContain(place)
  expect(outcome.message).not.toContain(canary)
})

test('files that are not there are named', async () => {
  const files = { drivers: join(folder, 'none.json'), secrets: join(folder, 'none.json') }
  await expect(
    loadDrivers(
      files,
      makeClock(0),
      makeLog('error', () => undefined),
    ),
  ).rejects.toThrow(/none\.json/)
})
