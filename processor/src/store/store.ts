/** The connection to MongoDB: collections and indexes made at start, typed tables, transactions, stored bytes. */
import { eventSchema } from '@lodge/shared-types'
import { GridFSBucket, type ClientSession, type CommandStartedEvent, type Db } from 'mongodb'
import mongoose from 'mongoose'
import { z } from 'zod'
import { inTurn } from './in-turn.ts'
import { indexes } from './indexes.ts'
import { rowSchemas } from './rows.ts'
import { makeTable } from './table.ts'
import { runTransaction } from './transaction.ts'

/** An event as it is stored: its id is the row's. */
const eventRow = z.intersection(z.object({ _id: z.string() }), eventSchema)

function tablesOf(db: Db) {
  return {
    offices: makeTable(db.collection('offices'), rowSchemas.offices),
    users: makeTable(db.collection('users'), rowSchemas.users),
    sessions: makeTable(db.collection('sessions'), rowSchemas.sessions),
    signInTries: makeTable(db.collection('signInTries'), rowSchemas.signInTries),
    submissions: makeTable(db.collection('submissions'), rowSchemas.submissions),
    events: makeTable(db.collection('events'), eventRow),
    outbox: makeTable(db.collection('outbox'), rowSchemas.outbox),
    cursors: makeTable(db.collection('cursors'), rowSchemas.cursors),
    counters: makeTable(db.collection('counters'), rowSchemas.counters),
    commands: makeTable(db.collection('commands'), rowSchemas.commands),
    orders: makeTable(db.collection('orders'), rowSchemas.orders),
    attempts: makeTable(db.collection('attempts'), rowSchemas.attempts),
    journal: makeTable(db.collection('journal'), rowSchemas.journal),
    refunds: makeTable(db.collection('refunds'), rowSchemas.refunds),
    deposits: makeTable(db.collection('deposits'), rowSchemas.deposits),
    cash: makeTable(db.collection('cash'), rowSchemas.cash),
    statementFiles: makeTable(db.collection('statementFiles'), rowSchemas.statementFiles),
    statements: makeTable(db.collection('statements'), rowSchemas.statements),
    statementLines: makeTable(db.collection('statementLines'), rowSchemas.statementLines),
    statementDetails: makeTable(db.collection('statementDetails'), rowSchemas.statementDetails),
    dailyCloses: makeTable(db.collection('dailyCloses'), rowSchemas.dailyCloses),
    callbacks: makeTable(db.collection('callbacks'), rowSchemas.callbacks),
    parties: makeTable(db.collection('parties'), rowSchemas.parties),
    files: makeTable(db.collection('files'), rowSchemas.files),
    fileClaims: makeTable(db.collection('fileClaims'), rowSchemas.fileClaims),
    views: makeTable(db.collection('views'), rowSchemas.views),
    tasks: makeTable(db.collection('tasks'), rowSchemas.tasks),
    approvals: makeTable(db.collection('approvals'), rowSchemas.approvals),
    notices: makeTable(db.collection('notices'), rowSchemas.notices),
    examinations: makeTable(db.collection('examinations'), rowSchemas.examinations),
    requestVersions: makeTable(db.collection('requestVersions'), rowSchemas.requestVersions),
    fileRequests: makeTable(db.collection('fileRequests'), rowSchemas.fileRequests),
    follows: makeTable(db.collection('follows'), rowSchemas.follows),
    accountWishes: makeTable(db.collection('accountWishes'), rowSchemas.accountWishes),
    fileNotes: makeTable(db.collection('fileNotes'), rowSchemas.fileNotes),
    mailPreferences: makeTable(db.collection('mailPreferences'), rowSchemas.mailPreferences),
    messages: makeTable(db.collection('messages'), rowSchemas.messages),
    documents: makeTable(db.collection('documents'), rowSchemas.documents),
    uploads: makeTable(db.collection('uploads'), rowSchemas.uploads),
    uploadParts: makeTable(db.collection('uploadParts'), rowSchemas.uploadParts),
    audit: makeTable(db.collection('audit'), rowSchemas.audit),
    jobs: makeTable(db.collection('jobs'), rowSchemas.jobs),
    jobHolds: makeTable(db.collection('jobHolds'), rowSchemas.jobHolds),
  }
}

export type Store = ReturnType<typeof tablesOf> & {
  db: Db
  /** The bytes of documents, in `documents.files` and `documents.chunks`. */
  bytes: GridFSBucket
  /** Runs `work` in one transaction: snapshot reads, majority journaled writes; `work` may run more than once. */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T>
  ping(): Promise<void>
  close(): Promise<void>
}

export type StoreOptions = {
  appName: string
  maxPoolSize?: number
  /** Sees every command before it is sent: for measuring. */
  onCommand?: ((event: CommandStartedEvent) => void) | undefined
}

/** Connects to the database that `uri` names; collections and indexes are made by `setUpStore`. */
export async function openStore(
  uri: string,
  { appName, maxPoolSize = 30, onCommand }: StoreOptions,
): Promise<Store> {
  const connection = await mongoose
    .createConnection(uri, {
      appName,
      maxPoolSize,
      useBigInt64: true,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
      serverSelectionTimeoutMS: 5_000,
      socketTimeoutMS: 30_000,
      retryWrites: true,
      readConcernLevel: 'majority',
      w: 'majority',
      journal: true,
      monitorCommands: onCommand !== undefined,
    })
    .asPromise()
  const client = connection.getClient()
  if (onCommand) client.on('commandStarted', onCommand)
  const { db } = connection
  if (!db) throw new Error('The MongoDB connection has no database; name one in MONGODB_URI.')
  return {
    ...tablesOf(db),
    db,
    bytes: new GridFSBucket(db, { bucketName: 'documents' }),
    transaction: (work) => runTransaction(client, work),
    async ping() {
      await db.command({ ping: 1 })
    },
    close: () => connection.close(),
  }
}

/** The servers that a MongoDB address names, without user and database. */
const serversOf = (uri: string): string => /^[^/]+\/\/(?:[^@/]*@)?([^/]+)/.exec(uri)?.[1] ?? uri

/**
 * Makes every collection and index that is missing; safe to run from many processes and on every start. Nothing is ever made
 * inside a transaction later. Processes of one machine take turns: MongoDB under Wine, the fallback for trials and tests,
 * hangs for good when two make the same collection at once.
 */
export const setUpStore = (uri: string): Promise<void> =>
  inTurn(`set up ${serversOf(uri)}`, () => makeMissing(uri))

async function makeMissing(uri: string): Promise<void> {
  const connection = await mongoose
    .createConnection(uri, { autoIndex: false, autoCreate: false, serverSelectionTimeoutMS: 15_000 })
    .asPromise()
  try {
    const there = new Set((await connection.listCollections()).map((collection) => collection.name))
    for (const [name, list] of Object.entries(indexes)) {
      const schema = new mongoose.Schema(
        { _id: String },
        { strict: false, autoIndex: false, autoCreate: false, versionKey: false },
      )
      for (const { on, unique, where, expireAfterSeconds } of list)
        schema.index(on, {
          ...(unique ? { unique } : {}),
          ...(where ? { partialFilterExpression: where } : {}),
          ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
        })
      const model = connection.model(name, schema, name)
      if (!there.has(name)) await model.createCollection()
      await model.createIndexes()
    }
    const files = new mongoose.Schema({}, { strict: false })
      .index({ filename: 1, uploadDate: 1 })
      .index({ uploadDate: 1 })
    const chunks = new mongoose.Schema({}, { strict: false }).index({ files_id: 1, n: 1 }, { unique: true })
    for (const [name, schema] of [
      ['documents.files', files],
      ['documents.chunks', chunks],
    ] as const) {
      const model = connection.model(name, schema, name)
      if (!there.has(name)) await model.createCollection()
      await model.createIndexes()
    }
  } finally {
    await connection.close()
  }
}
