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

const duplicateKey = 11000

/** Returns whether `error` says that a unique key is taken, in `collection` where that is given. */
export const isDuplicateKey = (error: unknown, collection?: string): boolean =>
  error instanceof MongoServerError &&
  error.code === duplicateKey &&
  (collection === undefined || error.message.includes(`.${collection} index:`))

/** Returns whether `error` means that MongoDB cannot be reached or has no primary now. */
export const isStoreAway = (error: unknown): boolean =>
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

/** MongoDB's codes for a full disk: nothing can be stored until a person makes room. */
const isDiskFull = (error: unknown): boolean =>
  error instanceof MongoServerError && (error.code === 14031 || /no space left/i.test(error.message))

/** Returns `error` as a refusal that says "later" when the store is away, else the error itself. */
export const asRefusal = (error: unknown): unknown =>
  isStoreAway(error) || isDiskFull(error)
    ? new ProblemError(
        'unavailable',
        'The office cannot store anything for a moment; nothing was taken. Try again with the same key.',
        { retryAfterS: 5, cause: error },
      )
    : error

/** How long one transaction may be tried again before its caller is told that the store is away. */
const limitMs = 15_000

/**
 * Runs `work` in a transaction and commits it, again where MongoDB says that this helps or where another writer took the
 * same place in a stream first. `work` has no side effect but through its session.
 */
export async function runTransaction<T>(
  client: MongoClient,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const giveUpAt = Date.now() + limitMs
  for (;;) {
    const session = client.startSession({
      defaultTransactionOptions: {
        readConcern: { level: 'snapshot' },
        writeConcern: new WriteConcern('majority', undefined, true),
        maxCommitTimeMS: 10_000,
      },
    })
    try {
      return await session.withTransaction(() => work(session))
    } catch (error) {
      if (!isDuplicateKey(error, 'events') || Date.now() > giveUpAt) throw error
    } finally {
      await session.endSession()
    }
  }
}
