import { expect, test } from 'vitest'
import { findMongod, type MongodSource } from './mongod-binary.ts'
import { LocalSetupError } from './programs.ts'

const asked: string[] = []
const source = (name: string, has: boolean): MongodSource => ({
  name,
  find: () => {
    asked.push(name)
    return Promise.resolve(
      has ? { path: `/${name}/mongod`, description: name, usesWine: false } : { why: `${name} has none` },
    )
  },
})

test('the first source that has a MongoDB is taken, and none after it is asked', async () => {
  asked.length = 0
  const found = await findMongod([source('path', false), source('download', true), source('wine', true)])
  expect(found.description).toBe('download')
  expect(asked).toEqual(['path', 'download'])
})

test('where no source has a MongoDB, one sentence says why each has none and what to do', async () => {
  const search = findMongod([source('path', false), source('wine', false)])
  await expect(search).rejects.toThrow(LocalSetupError)
  await expect(search).rejects.toThrow(/path has none; .*wine has none.*Install MongoDB 7 or set MONGODB_URI/)
})
