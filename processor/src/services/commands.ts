/** Idempotency: the first answer of a command is kept under its key, and given again to every repeat. */
import {
  digestOf,
  idempotencyKeySchema,
  parseAtDoor,
  ProblemError,
  type Actor,
  type Canonical,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { z } from 'zod'
import type { Office } from '../office.ts'
import { asRefusal, isDuplicateKey } from '../store/transaction.ts'

type Command<S extends z.ZodType> = {
  actor: Actor
  operation: string
  /** The client's idempotency key. */
  key: unknown
  /** What the key stands for: the same key with another body is refused. */
  body: Canonical
  /** Reads a kept answer. */
  answer: S
}

export type Answered<T> = { repeated: boolean; answer: T }

/** Keys are the account's own for agents, and the person's own for staff. */
const spaceOf = (actor: Actor): string => actor.accountId ?? `${actor.who.kind}:${actor.who.id}`

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

  const kept = async (): Promise<Answered<z.infer<S>> | undefined> => {
    const row = await store.commands.one({ _id })
    if (!row) return undefined
    if (row.bodySha256 !== bodySha256)
      throw new ProblemError(
        'idempotency-key-reused',
        'This key was used before for a request with another content. Use a new key for a new request.',
      )
    return { repeated: true, answer: command.answer.parse(JSON.parse(row.answerJson)) }
  }
  try {
    const before = await kept()
    if (before) return before
    const answer = await store.transaction(async (session) => {
      const made = await work(session)
      const answerJson = JSON.stringify(made, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      )
      await store.commands.insert(
        [{ _id, officeId: actor.officeId, operation, bodySha256, answerJson, createdAt: clock.now() }],
        { session },
      )
      return made
    })
    return { repeated: false, answer }
  } catch (error) {
    // Another request with the same key was first: its answer is the answer.
    const after = isDuplicateKey(error) ? await kept() : undefined
    if (after) return after
    throw asRefusal(error)
  }
}
