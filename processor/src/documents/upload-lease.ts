/** The lease of one request on one upload, kept in MongoDB: of all processes, only its holder appends. */
import { ProblemError } from '@lodge/shared-types'
import type { Lock } from '@tus/utils'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from '../store/store.ts'

/** Whose uploads a request may see. */
export type AccountSpace = { readonly officeId: string; readonly accountId: string }

export type LeaseTimes = {
  /** How long an upload stays locked after its process was killed. */
  readonly leaseMs: number
  /** How long a request waits for another to let go. */
  readonly waitMs: number
  readonly pollMs: number
}

export type UploadLease = {
  /** What `lockedBy` holds while this request has the upload: every write is conditional on it. */
  readonly token: string
  /** Makes the lock that tus asks for; `id` outside the account's space, or without a row, locks nothing. */
  newLock(id: string): Lock
}

/**
 * Returns the lease of one request. A request that finds the upload taken asks the holder to let go, waits, and takes over
 * when the lease was released or has run out; the holder renews it and hears the wish. Times are MongoDB's, so that the clocks
 * of the processes do not matter.
 */
export function makeUploadLease(
  { uploads }: Pick<Store, 'uploads'>,
  space: AccountSpace,
  { leaseMs, waitMs, pollMs }: LeaseTimes,
): UploadLease {
  const token = randomUUID()
  const lockedUntil = { $add: ['$$NOW', leaseMs] }
  const take = (id: string) =>
    uploads.update({ _id: id, ...space, $expr: { $lte: ['$lockedUntil', '$$NOW'] } }, [
      { $set: { lockedBy: token, lockedUntil, releaseAsked: false } },
    ])

  const newLock = (id: string): Lock => {
    let renewal: NodeJS.Timeout | undefined

    const renew = async (letGo: () => unknown) => {
      const row = await uploads.take({ _id: id, lockedBy: token }, [{ $set: { lockedUntil } }])
      if (!row || row.releaseAsked) letGo()
    }

    return {
      async lock(signal, letGo) {
        const giveUpAt = performance.now() + waitMs
        while (!(await take(id))) {
          const held = await uploads.one({ _id: id, ...space })
          if (!held) return
          if (performance.now() > giveUpAt)
            throw new ProblemError(
              'unavailable',
              'This document is being received over another connection.',
              {
                retryAfterS: Math.ceil(leaseMs / 1000),
              },
            )
          if (held.lockedBy !== null && !held.releaseAsked)
            await uploads.update({ _id: id, lockedBy: held.lockedBy }, { $set: { releaseAsked: true } })
          await sleep(pollMs, undefined, { signal })
        }
        // Where MongoDB is away the lease runs out by itself, and no write passes without it.
        renewal = setInterval(() => void renew(letGo).catch(() => undefined), leaseMs / 5)
      },
      async unlock() {
        if (renewal === undefined) return
        clearInterval(renewal)
        await uploads.update({ _id: id, lockedBy: token }, { $set: { lockedBy: null, lockedUntil: null } })
      },
    }
  }
  return { token, newLock }
}
