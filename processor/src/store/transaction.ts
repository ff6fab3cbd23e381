/** Transactions, and which failures of MongoDB pass by themselves. */
import {
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  WriteConcern,
  type ClientSession,
  type MongoClient,
} from 'mongodb'
import { ProblemError } from '@lodge/shared-types'
import { forgetPending, storePending } from './pending-rows.ts'

const duplicateKey = 11000

/** Returns whether `error` says that a unique key is taken, in `collection` where that is given. */
export const isDuplicateKey = (error: unknown, collection?: string): boolean =>
  error instanceof MongoServerError &&
  error.code === duplicateKey &&
  (collection === undefined || error.message.includes(`.${collection} index:`))

/**
 * MongoDB's codes for "not now": no primary, a step-down, a shutdown, a lost host. Failed reads carry them without a label.
 * https://github.com/mongodb/specifications/blob/master/source/retryable-reads/retryable-reads.md#retryable-error
 */
const passing = new Set([6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436])

/** MongoDB's codes for a full disk: nothing can be stored until a person makes room. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === 14031 || /no space left/i.test(error.message))

/** Thrown where other writers took the same place again and again, for longer than a caller can wait. */
export class StoreBusyError extends Error {
  constructor(cause: unknown) {
    super('MongoDB is so busy that the transaction found no place', { cause })
    this.name = 'StoreBusyError'
  }
}

/** Returns whether `error` means that MongoDB cannot be reached, has no primary, or can store nothing now: it passes. */
export const isStoreAway = (error: unknown): boolean =>
  error instanceof StoreBusyError ||
  isDiskFull(error) ||
  (error instanceof MongoServerError && passing.has(Number(error.code))) ||
  error instanceof MongoNetworkError ||
  error instanceof MongoServerSelectionError ||
  (error instanceof MongoError &&
    (error.hasErrorLabel('RetryableWriteError') ||
      error.hasErrorLabel('UnknownTransactionCommitResult') ||
      error.hasErrorLabel('TransientTransactionError') ||
      error.name === 'MongoNotConnectedError' ||
      error.name === 'MongoTopologyClosedError' ||
      error.name === 'MongoClientClosedError' ||
      error.name === 'MongoPoolClearedError' ||
      error.name === 'MongoWaitQueueTimeoutError' ||
      error.name === 'MongoOperationTimeoutError'))

/** Returns `error` as a refusal that says "later" when the store is away, else the error itself. */
export const asRefusal = (error: unknown): unknown =>
  isStoreAway(error)
    ? new ProblemError(
        'unavailable',
        'The office cannot store anything for a moment; nothing was taken. Try again with the same key.',
        { retryAfterS: 5, cause: error },
      )
    : error

/** Where two writers may want the same row as the first: the second runs again, and finds it. */
const takenPlaces = ['events', 'deposits', 'cash']

/** How long one transaction may be tried again before its caller is told that the store is away. */
const limitMs = 15_000

/**
 * Runs `work` in a transaction and commits it, again where MongoDB says that this helps or where another writer took the
 * same place in a stream first. `work` has no side effect but through its session.
 * @throws StoreBusyError when it has been tried for 15 s
 */
export async function runTransaction<T>(
  client: MongoClient,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const giveUpAt = Date.now() + limitMs
  let last: unknown
  /** One try; a further one does not begin after the limit. */
  const attempt = async (session: ClientSession): Promise<T> => {
    if (last !== undefined && Date.now() > giveUpAt) throw new StoreBusyError(last)
    try {
      forgetPending(session)
      const done = await work(session)
      await storePending(session)
      return done
    } catch (error) {
      last = error
      throw error
    }
  }
  for (;;) {
    const session = client.startSession({
      defaultTransactionOptions: {
        readConcern: { level: 'snapshot' },
        writeConcern: new WriteConcern('majority', undefined, true),
        maxCommitTimeMS: 10_000,
      },
    })
    try {
      return await session.withTransaction(() => attempt(session))
    } catch (error) {
      if (!takenPlaces.some((place) => isDuplicateKey(error, place))) throw error
      if (Date.now() > giveUpAt) throw new StoreBusyError(error)
    } finally {
      await session.endSession()
    }
  }
}
