/** The offices' keys: one current key, retired ones still known, and no start with a key that does not work. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compactVerify, createLocalJWKSet } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { KeysError, loadKeys, makeMissingKey } from './keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const office = { id: 'borovia', name: 'Borovia Office', country: 'XB' }
const make = (one = office) => makeMissingKey(folder, one, new Date('2026-11-20T10:00:00Z'))
const keySchema = z.record(z.string(), z.string())
const read = async (name = 'borovia-1.json') =>
  keySchema.parse(JSON.parse(await readFile(join(folder, 'borovia', name), 'utf8')))
const write = (name: string, text: string) => writeFile(join(folder, 'borovia', name), text)
const load = () => loadKeys(folder, ['borovia'])

test('ten processes that start at once make one key and read the same', async () => {
  const made = await Promise.all(Array.from({ length: 10 }, () => make()))
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await readdir(join(folder, 'borovia'))).toEqual(['borovia-1.json'])
  const [a, b] = await Promise.all([load(), load()])
  expect(a.jwks('borovia')).toEqual(b.jwks('borovia'))
})

test('a retired key signs nothing, and what it signed still verifies', async () => {
  await make()
  const old = await (await load()).sign('borovia', 'test', '{}')
  const { privateKeyPem: _gone, ...publicHalf } = await read()
  const retired = { ...publicHalf, state: 'retired' }
  await make({ ...office, id: 'other' })
  const next = await read('../other/other-1.json')
  await write('borovia-1.json', JSON.stringify(retired))
  await write('borovia-2.json', JSON.stringify({ ...next, kid: 'borovia-2' }))
  const keys = await load()
  const jwks = createLocalJWKSet(keys.jwks('borovia'))
  expect((await compactVerify(old, jwks)).protectedHeader.kid).toBe('borovia-1')
  expect((await compactVerify(await keys.sign('borovia', 'test', '{}'), jwks)).protectedHeader.kid).toBe(
    'borovia-2',
  )
  expect(JSON.stringify(keys.jwks('borovia'))).not.toContain('"d"')
})

describe('the office does not start', () => {
  const refused = async (): Promise<string> => {
    const outcome = await load().then(
      () => 'it started',
      (error: unknown) => error,
    )
    if (!(outcome instanceof KeysError)) throw new Error(String(outcome))
    return outcome.message
  }
  test('without a key, or with two current ones', async () => {
    expect(await refused()).toContain('there are 0')
    await make()
    await write('b.json', JSON.stringify({ ...(await read()), kid: 'b' }))
    expect(await refused()).toContain('there are 2')
  })
  test('with a file that is not JSON, not a key, or of another certificate; and no word of the key is told', async () => {
    await make()
    const { privateKeyPem = '', ...rest } = await read()
    const secret = privateKeyPem.split('\n')[1] ?? ''
    await make({ ...office, id: 'other' })
    const foreign = await read('../other/other-1.json')
    for (const text of [
      `{"privateKeyPem": "${secret}`,
      JSON.stringify({ ...rest, privateKeyPem: privateKeyPem.replace(secret, secret.slice(4)) }),
      JSON.stringify({ ...rest, privateKeyPem: foreign['privateKeyPem'] }),
      JSON.stringify({ ...rest, privateKeyPem, more: 1 }),
    ]) {
      await write('borovia-1.json', text)
      const message = await refused()
      expect(message).toContain('borovia-1.json')
      expect(message).not.toContain(secret.slice(8))
    }
  })
  test('with one kid twice', async () => {
    await make()
    await write('b.json', JSON.stringify({ ...(await read()), state: 'retired' }))
    expect(await refused()).toContain('"borovia-1"')
  })
})
