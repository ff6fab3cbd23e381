/** Idempotency: the first answer of a command is kept under its key, and given again to every repeat. */
import {
  digestOf,
  idempotencyKeySchema,
  parseAtDoor,
  ProblemError,
  type Actor,
  type Canonical,
} from '@lodge/shared-types'
import { MongoError, type ClientSession } from 'mongodb'
import type { z } from 'zod'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { asRefusal, isStoreAway } from '../store/transaction.ts'

type Command<S extends z.ZodType> = {
  actor: Actor
  operation: string
  /** The client's idempotency key. */
  key: unknown
  /** What the key stands for: the same key with another body is refused. */
  body: Canonical
  /** Reads a kept answer. */
  answer: S
  /** Runs once before the transaction, and not at all for a repeat; it may refuse. */
  prepare?: () => Promise<void>
  /** Runs the work in a transaction of another's making; in one of its own where this is not given. */
  inTransaction?: (work: (session: ClientSession) => Promise<z.infer<S>>) => Promise<z.infer<S>>
}

export type Answered<T> = { repeated: boolean; answer: T }

/** Keys are the account's own for agents, and the person's own for staff. */
const spaceOf = (actor: Actor): string => actor.accountId ?? `${actor.who.kind}:${actor.who.id}`

const isOutcomeUnknown = (error: unknown): boolean =>
  error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult')

/** Returns the row with all that was written before, once it cannot be rolled back: a majority's view may lag behind. */
async function latest(
  { commands }: Pick<Store, 'commands'>,
  _id: string,
): Promise<Row<'commands'> | undefined> {
  const row = await commands.collection
    .findOne({ _id }, { readConcern: { level: 'linearizable' }, maxTimeMS: 5_000 })
    .catch(() => null)
  return row ? commands.parse(row) : undefined
}

/**
 * Runs `work` in one transaction together with its kept answer, unless the key has an answer already.
 * @throws ProblemError `idempotency-key-reused` for another body under the same key; `unavailable` while the store is away.
 */
export async function answerOnce<S extends z.ZodType>(
  office: Pick<Office, 'store' | 'clock'>,
  command: Command<S>,
  work: (session: ClientSession) => Promise<z.infer<S>>,
): Promise<Answered<z.infer<S>>> {
  const { store, clock } = office
  const { actor, operation, body } = command
  const key = parseAtDoor(idempotencyKeySchema, command.key)
  const _id = `${actor.officeId}|${spaceOf(actor)}|${operation}|${key}`
  const bodySha256 = digestOf(body)

  const read = (row: Row<'commands'> | undefined): Answered<z.infer<S>> | undefined => {
    if (!row) return undefined
    if (row.bodySha256 !== bodySha256)
      throw new ProblemError(
        'idempotency-key-reused',
        'This key was used before for a request with another content. Use a new key for a new request.',
      )
    return { repeated: true, answer: command.answer.parse(JSON.parse(row.answerJson)) }
  }
  try {
    const before = read(await store.commands.one({ _id }))
    if (before) return before
    await command.prepare?.()
    const inTransaction = command.inTransaction ?? ((all) => store.transaction(all))
    const answer = await inTransaction(async (session) => {
      const made = await work(session)
      const answerJson = JSON.stringify(made, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      )
      store.commands.add(
        [{ _id, officeId: actor.officeId, operation, bodySha256, answerJson, createdAt: clock.now() }],
        session,
      )
      return made
    })
    return { repeated: false, answer }
  } catch (error) {
    // Another request with the same key may have been first, or the commit's outcome is not known: what is kept is the answer.
    const isAway = isStoreAway(error) && !isOutcomeUnknown(error)
    const after = isAway ? undefined : read(await latest(store, _id))
    if (after) return after
    if (isOutcomeUnknown(error))
      throw new ProblemError(
        'unavailable',
        'It is not known yet whether this was taken in. Try again with the same key: nothing happens twice.',
        { retryAfterS: 5, cause: error },
      )
    throw asRefusal(error)
  }
}
