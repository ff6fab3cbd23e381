/** Lodge's local MongoDB: the one that MONGODB_URI names, else a one-node replica set of our own on 127.0.0.1. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { MongoClient, MongoServerError, type Document } from 'mongodb'
import { MongoInstance, MongoInstanceEvents } from 'mongodb-memory-server-core/lib/util/MongoInstance.js'
import { z } from 'zod'
import { findMongod, mongodSources, type Mongod } from './mongod-binary.ts'
import { freePort } from './ports.ts'
import { endProcesses, processesNaming } from './processes.ts'
import { LocalSetupError, type Log } from './programs.ts'
import { endWine } from './wine-mongod.ts'

export type LocalService = {
  /** What was taken, for the person at the terminal. */
  readonly description: string
  /** Resolves with the last lines printed when it ends without having been stopped; never, where it is not ours. */
  readonly died: Promise<string>
  /** Ends it and every process it brought; harmless where it is not ours, and when called twice. */
  readonly stop: () => Promise<void>
}

export type MongoOptions = {
  /** Absolute path; its data survives a restart. */
  readonly dataDir: string
  /** Where downloaded servers are kept. */
  readonly toolsDir: string
  readonly log: Log
  /** Allows fault commands such as `failCommand`. */
  readonly testCommands?: boolean
  /** The port to take if it is free. */
  readonly port?: number
  /** Gives up the start; the server is ended. */
  readonly signal?: AbortSignal
}

const replicaSet = 'lodge'
const launchLimitMs = 90_000

/**
 * Finds or starts MongoDB and waits until it takes writes.
 * @throws LocalSetupError with one sentence that tells a person what to do
 */
export async function startMongo(options: MongoOptions): Promise<LocalService & { readonly uri: string }> {
  const given = process.env.MONGODB_URI
  if (given !== undefined && given !== '') return useGiven(given)
  const mongod = await findMongod(mongodSources(options.toolsDir, options.log))
  try {
    return await launch(mongod, options)
  } catch (error) {
    if (!mongod.usesWine || options.signal?.aborted === true) throw error
    // On a busy machine Wine may leave its own folder half made, without kernel32.dll; no data is in it.
    options.log('MongoDB did not start under Wine; trying once more in a Wine folder made anew …')
    await rm(wineFolder(options.dataDir), { recursive: true, force: true })
    return launch(mongod, options)
  }
}

/** The address of one database there: `databaseUri(uri, 'lodge')`. Text, not a URL: a replica set names several hosts. */
export function databaseUri(uri: string, database: string): string {
  const [, server = uri, options = ''] =
    /^(mongodb(?:[+]srv)?:[/][/][^/?]+)(?:[/][^?]*)?([?].*)?$/.exec(uri) ?? []
  return `${server}/${database}${options}`
}

/** Whether the address names a database. */
export function namesDatabase(uri: string): boolean {
  return /^mongodb(?:[+]srv)?:[/][/][^/?]+[/][^?]/.test(uri)
}

async function useGiven(uri: string): Promise<LocalService & { readonly uri: string }> {
  try {
    const hello = helloAnswer.parse(await withAdmin(uri, (command) => command({ hello: 1 })))
    if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
      throw new LocalSetupError(
        'The MongoDB at MONGODB_URI is a single server; Lodge needs transactions: make it a replica set (mongod --replSet) and try again.',
      )
    }
  } catch (error) {
    if (error instanceof LocalSetupError) throw error
    throw new LocalSetupError(
      `The MongoDB at MONGODB_URI does not answer (${messageOf(error)}); start it, or unset MONGODB_URI to use a local one.`,
      { cause: error },
    )
  }
  return { uri, description: 'the MongoDB of MONGODB_URI', died: never, stop: () => Promise.resolve() }
}

async function launch(
  mongod: Mongod,
  options: MongoOptions,
): Promise<LocalService & { readonly uri: string }> {
  const { dataDir } = options
  const dbPath = dbFolder(dataDir)
  await mkdir(dbPath, { recursive: true })
  if (serverProcesses(dataDir).length > 0) options.log('Ending a MongoDB that an earlier run left behind …')
  await endMongo(dataDir)

  const port = await freePort(options.port)
  const lines: string[] = []
  // The version check would start the program a second time only to print a warning.
  process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = 'false'
  const instance = new MongoInstance({
    instance: {
      port,
      ip: '127.0.0.1',
      replSet: replicaSet,
      dbPath,
      storageEngine: 'wiredTiger',
      launchTimeout: launchLimitMs,
      args: [
        ...['--wiredTigerCacheSizeGB', '1', '--oplogSize', '512'],
        // A process that is killed inside a transaction keeps its locks for this long: 60 s unless told.
        ...['--setParameter', 'transactionLifetimeLimitSeconds=10'],
        // Files of dropped collections go after this long, 300 s unless told: tests make a database each, of 230 files, and some
        // 10,000 open ones end MongoDB under Wine.
        ...['--setParameter', 'minSnapshotHistoryWindowInSeconds=5'],
        ...['--wiredTigerEngineConfigString', 'file_manager=(close_idle_time=30,close_scan_interval=10)'],
        ...(options.testCommands === true ? ['--setParameter', 'enableTestCommands=1'] : []),
      ],
    },
    binary: { systemBinary: mongod.path },
    // A process group of its own: Ctrl-C in a terminal must not end it before its users have drained.
    spawn: { detached: true, env: { ...process.env, WINEPREFIX: wineFolder(dataDir) } },
  })
  const note = (line: string): void => {
    lines.push(line)
    if (lines.length > 15) lines.shift()
  }
  instance.on(MongoInstanceEvents.instanceSTDOUT, note)
  instance.on(MongoInstanceEvents.instanceSTDERR, note)

  let isUp = false
  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> =>
    (stopping ??= (async () => {
      // A server that is still starting cannot be asked to shut down, and has nothing to lose.
      if (!isUp) await endMongo(dataDir, 500)
      await instance.stop()
      await endMongo(dataDir, 3000)
    })())
  const uri = `mongodb://127.0.0.1:${port}/?replicaSet=${replicaSet}`
  // Only while it starts: later its users drain first.
  const giveUp = (): void => void stop()
  options.signal?.addEventListener('abort', giveUp)
  try {
    options.signal?.throwIfAborted()
    await instance.start()
    await becomePrimary(port)
    isUp = true
    options.signal?.removeEventListener('abort', giveUp)
  } catch (error) {
    await stop()
    throw new LocalSetupError(
      `MongoDB (${mongod.description}) did not start: ${messageOf(error)}. Its data is in ${options.dataDir}; its last words: ${lines.join('\n')}`,
      { cause: error },
    )
  }
  const died = new Promise<string>((resolve) => {
    instance.once(MongoInstanceEvents.instanceClosed, () => {
      if (stopping === undefined) resolve(lines.join('\n'))
    })
  })
  return { uri, description: mongod.description, died, stop }
}

const dbFolder = (dataDir: string): string => join(dataDir, 'db')
const wineFolder = (dataDir: string): string => join(dataDir, 'wine')

function serverProcesses(dataDir: string): number[] {
  return processesNaming(`--dbpath ${dbFolder(dataDir)} `)
}

/** Ends the server of a data folder, whoever started it; its journal keeps what was committed. Harmless where there is none. */
export async function endMongo(dataDir: string, graceMs = 5000): Promise<void> {
  await endProcesses(serverProcesses(dataDir), graceMs)
  await endWine(wineFolder(dataDir))
}

/** Makes the server the only member of its replica set, under the port that it has now, and waits until it takes writes. */
async function becomePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`
  await withAdmin(`mongodb://${host}/?directConnection=true`, async (command) => {
    try {
      await command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } })
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.codeName !== 'AlreadyInitialized') throw error
      const { config } = replicaSetConfig.parse(await command({ replSetGetConfig: 1 }))
      const [member] = config.members
      if (member.host !== host) {
        const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] }
        await command({ replSetReconfig: moved, force: true })
      }
    }
    const deadline = Date.now() + launchLimitMs
    while (helloAnswer.parse(await command({ hello: 1 })).isWritablePrimary !== true) {
      if (Date.now() > deadline) throw new Error(`no primary after ${launchLimitMs / 1000} s`)
      await pause(50)
    }
  })
}

/** Of the server's answers, what is read here; the configuration's other fields are kept as they are. */
const replicaSetConfig = z.object({
  config: z.looseObject({
    version: z.number(),
    members: z.tuple([z.looseObject({ host: z.string() })]),
  }),
})
const helloAnswer = z.object({
  isWritablePrimary: z.boolean().optional(),
  setName: z.string().optional(),
  msg: z.string().optional(),
})

type Command = (command: Document) => Promise<Document>

async function withAdmin<Result>(uri: string, work: (command: Command) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 8000 })
  try {
    await client.connect()
    return await work((command) => client.db('admin').command(command))
  } finally {
    await client.close()
  }
}

const never = new Promise<string>(() => undefined)

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
