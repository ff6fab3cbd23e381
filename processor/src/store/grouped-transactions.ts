/**
 * Grouped transactions: works that want the same hot row go one group after the other, all that wait in one transaction. So
 * the row's lock is held once a group and not once a work, and what they store goes out together.
 */
import { ProblemError } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Store } from './store.ts'
import { isStoreAway } from './transaction.ts'

type Member = {
  /** Does the work; it may run more than once, and has no effect but through the session. */
  attempt(session: ClientSession): Promise<void>
  resolve(): void
  reject(error: unknown): void
}

/** Runs `work` in a transaction that it may share with others of the same `name`. */
export type InGroup = <T>(name: string, work: (session: ClientSession) => Promise<T>) => Promise<T>

const maxMembers = 16

/**
 * Returns how to run works in groups. A group that fails is run again one by one, so that each work has its own outcome.
 * @throws ProblemError `unavailable` when more than `maxWaiting` works of one name wait already.
 */
export function makeGroups(store: Pick<Store, 'transaction'>, maxWaiting = 500): InGroup {
  const waiting = new Map<string, Member[]>()

  const runTogether = async (members: readonly Member[]): Promise<void> => {
    try {
      await store.transaction(async (session) => {
        for (const member of members) await member.attempt(session)
      })
      for (const member of members) member.resolve()
    } catch (error) {
      if (members.length === 1 || isStoreAway(error)) for (const member of members) member.reject(error)
      else for (const member of members) await runTogether([member])
    }
  }

  const runAll = async (name: string, queue: Member[]): Promise<void> => {
    while (queue.length > 0) await runTogether(queue.splice(0, maxMembers))
    waiting.delete(name)
  }

  return (name, work) =>
    new Promise((resolve, reject) => {
      const queue = waiting.get(name)
      if (queue && queue.length >= maxWaiting) {
        reject(
          new ProblemError(
            'unavailable',
            'Very many filings come in at this moment. Try again with the same key.',
            { retryAfterS: 5 },
          ),
        )
        return
      }
      let settle: () => void = () => reject(new Error('A grouped transaction ended without its result'))
      const member: Member = {
        async attempt(session) {
          const result = await work(session)
          settle = () => resolve(result)
        },
        resolve: () => settle(),
        reject,
      }
      if (queue) {
        queue.push(member)
        return
      }
      const started = [member]
      waiting.set(name, started)
      void runAll(name, started)
    })
}
