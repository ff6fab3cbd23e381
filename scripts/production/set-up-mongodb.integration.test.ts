import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findMongod, mongodSources } from '../local/mongod-binary.ts'
import { toolsDir } from '../local/places.ts'
import { freePort } from '../local/ports.ts'
import { endProcesses, processesNaming } from '../local/processes.ts'
import { endWine } from '../local/wine-mongod.ts'
import { setUpMongodb } from './set-up-mongodb.ts'

// Two servers with a key file and no users, as docker-compose starts them.
const names = ['one', 'two']
let folder = ''
const hosts: string[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodge-set-up-'))
  const keyFile = join(folder, 'keyfile')
  await writeFile(keyFile, Buffer.from('a key for two members of a test').toString('base64'), { mode: 0o600 })
  const mongod = await findMongod(mongodSources(toolsDir, () => undefined))
  const base = ['--replSet', 'lodge', '--bind_ip', '127.0.0.1', '--keyFile', keyFile]
  for (const name of names) {
    const port = await freePort()
    await mkdir(join(folder, name))
    const own = ['--port', String(port), '--dbpath', join(folder, name), '--wiredTigerCacheSizeGB', '0.25']
    const env = { ...process.env, WINEPREFIX: join(folder, `wine-${name}`) }
    spawn(mongod.path, [...base, ...own], { env, stdio: 'ignore', detached: true })
    hosts.push(`127.0.0.1:${port}`)
  }
})
afterAll(async () => {
  await endProcesses(processesNaming(`--dbpath ${folder}/`), 5_000)
  for (const name of names) await endWine(join(folder, `wine-${name}`))
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const uriOf = (members: readonly string[], password: string) =>
  `mongodb://lodge:${password}@${members.join(',')}/lodge?replicaSet=lodge`
const setUp = (members: readonly string[], password: string) =>
  setUpMongodb(
    { MONGODB_URI: uriOf(members, password), MONGODB_ADMIN_PASSWORD: 'administrators-password' },
    members[0],
  )

const hostsOf = (hello: unknown): string[] => z.object({ hosts: z.array(z.string()) }).parse(hello).hosts

async function withClient<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 20_000 })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

test(
  'a fresh server becomes a replica set that knows Lodge and nobody else, grows by a member, and takes a new password',
  { timeout: 240_000 },
  async () => {
    const [first = ''] = hosts
    await setUp([first], 'first-password')
    await setUp([first], 'first-password')

    const lodge = uriOf([first], 'first-password')
    await withClient(lodge, async (client) => {
      const rows = await client.db().createCollection<{ _id: string }>('offices')
      await client.withSession((session) =>
        session.withTransaction(() => rows.insertOne({ _id: 'borovia' }, { session })),
      )
      await expect(client.db('elsewhere').collection('rows').insertOne({})).rejects.toThrow('not authorized')
      await expect(client.db('admin').command({ usersInfo: 1 })).rejects.toThrow('not authorized')
    })
    await withClient(`mongodb://${first}/lodge?directConnection=true`, async (nobody) => {
      await expect(nobody.db().collection('offices').findOne()).rejects.toThrow('requires authentication')
    })

    await setUp(hosts, 'second-password')
    await withClient(lodge, async (client) => {
      await expect(client.db().collection('offices').findOne()).rejects.toThrow('Authentication failed')
    })
    await withClient(uriOf(hosts, 'second-password'), async (client) => {
      // A member counts from when it has caught up.
      await expect
        .poll(async () => hostsOf(await client.db().command({ hello: 1 })), {
          timeout: 60_000,
          interval: 250,
        })
        .toEqual(hosts)
      expect(await client.db().collection('offices').countDocuments()).toBe(1)
    })
  },
)

test('an address without user, password or replica set is refused with the form that is needed', async () => {
  const settings = { MONGODB_URI: 'mongodb://mongo-1:27017/lodge', MONGODB_ADMIN_PASSWORD: 'x'.repeat(16) }
  await expect(setUpMongodb(settings)).rejects.toThrow(
    'MONGODB_URI must read mongodb://user:password@host:port,…/database?replicaSet=name',
  )
})
