/**
 * Makes what MONGODB_URI names: the replica set with its members, an administrator, and Lodge's user with rights to its one
 * database. Runs beside the first member at every start; what is there already stays.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { EnvError, environment, parseEnv } from '@lodge/processor'
import { MongoClient, MongoServerError, type Db } from 'mongodb'
import { z } from 'zod'

/** Every variable that this program reads. */
export const mongodbSetupSchema = z.object({
  MONGODB_URI: z
    .string()
    .regex(/^mongodb:\/\/[^/]+\/[\w-]+/, 'Use mongodb://user:password@host:port/database.'),
  MONGODB_ADMIN_PASSWORD: z.string().min(16, 'Use 16 characters or more.'),
})

const adminName = 'lodge-admin'
const withinMs = 120_000
/** MongoDB's codes for what an earlier run has done: the set is initiated, the first user exists. */
const done = { alreadyInitialized: 23, unauthorized: 13 } as const

const memberSchema = z.looseObject({ _id: z.number(), host: z.string() })
const configSchema = z.object({
  config: z.looseObject({ version: z.number(), members: z.array(memberSchema) }),
})
const helloSchema = z.object({ isWritablePrimary: z.boolean() })
const usersSchema = z.object({ users: z.array(z.unknown()) })

/** Repeats `work` while MongoDB refuses or cannot be reached. @throws what it threw last, after two minutes. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (performance.now() > deadline) throw error
      await pause(500)
    }
  }
}

/** Runs a command that an earlier run may have done. */
async function unlessDone(command: Promise<unknown>): Promise<void> {
  await command.catch((error: unknown) => {
    const isDone =
      error instanceof MongoServerError && Object.values(done).some((code) => code === error.code)
    if (!isDone) throw error
  })
}

/** Proves that the administrator can sign in at `local`. @throws what MongoDB says otherwise. */
async function signIn(local: string, password: string): Promise<void> {
  const client = new MongoClient(`mongodb://${local}/?directConnection=true`, {
    auth: { username: adminName, password },
  })
  try {
    await client.db('admin').command({ ping: 1 })
  } finally {
    await client.close()
  }
}

/** On the first member itself, where MongoDB lets a caller without a name make the set and its first user. */
async function initiate(
  local: string,
  replicaSet: string,
  firstHost: string,
  password: string,
): Promise<void> {
  const client = new MongoClient(`mongodb://${local}/?directConnection=true`)
  try {
    const admin = client.db('admin')
    await insist(() => client.connect())
    await unlessDone(
      admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host: firstHost }] } }),
    )
    await insist(async () => {
      const hello = helloSchema.parse(await admin.command({ hello: 1 }))
      // Refused where users exist, and for a moment after an election as well: signing in tells the two apart.
      if (hello.isWritablePrimary)
        await unlessDone(
          admin.command({ createUser: adminName, pwd: password, roles: [{ role: 'root', db: 'admin' }] }),
        )
      await signIn(local, password)
    })
  } finally {
    await client.close()
  }
}

/** Adds the members that are missing, one at a time, as MongoDB asks. */
async function addMembers(admin: Db, hosts: readonly string[]): Promise<void> {
  for (const host of hosts)
    await insist(async () => {
      const { config } = configSchema.parse(await admin.command({ replSetGetConfig: 1 }))
      if (config.members.some((member) => member.host === host)) return
      const _id = Math.max(...config.members.map((member) => member._id)) + 1
      const members = [...config.members, { _id, host }]
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members } })
    })
}

/** Makes Lodge's user, or gives the one that is there the password of MONGODB_URI. */
async function giveRights(database: Db, user: string, password: string): Promise<void> {
  const { users } = usersSchema.parse(await database.command({ usersInfo: user }))
  const rights = { pwd: password, roles: [{ role: 'readWrite', db: database.databaseName }] }
  await database.command(
    users.length === 0 ? { createUser: user, ...rights } : { updateUser: user, ...rights },
  )
}

/**
 * Makes replica set, members and user as `settings` name them; `local` is how this machine's own member is reached.
 * @throws when MongoDB does not come to it within two minutes, or the address names no replica set, user or password.
 */
export async function setUpMongodb(
  settings: z.infer<typeof mongodbSetupSchema>,
  local = '127.0.0.1:27017',
): Promise<void> {
  const { hosts, replicaSet, credentials, dbName } = new MongoClient(settings.MONGODB_URI).options
  const names = hosts.map(String)
  const [firstHost] = names
  const { username = '', password = '', source } = credentials ?? {}
  if (!firstHost || !replicaSet || username === '' || password === '' || source !== dbName)
    throw new Error(
      'MONGODB_URI must read mongodb://user:password@host:port,…/database?replicaSet=name; the user belongs to that database.',
    )
  await initiate(local, replicaSet, firstHost, settings.MONGODB_ADMIN_PASSWORD)
  const client = new MongoClient(`mongodb://${names.join(',')}/?replicaSet=${replicaSet}`, {
    auth: { username: adminName, password: settings.MONGODB_ADMIN_PASSWORD },
    authSource: 'admin',
    serverSelectionTimeoutMS: withinMs,
  })
  try {
    await giveRights(client.db(dbName), username, password)
    await addMembers(client.db('admin'), names)
  } finally {
    await client.close()
  }
}

if (import.meta.main)
  try {
    await setUpMongodb(parseEnv(mongodbSetupSchema, environment()))
    process.stdout.write('MongoDB is set up.\n')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(error instanceof EnvError ? `${why}\n` : `MongoDB could not be set up: ${why}\n`)
    process.exitCode = 1
  }
