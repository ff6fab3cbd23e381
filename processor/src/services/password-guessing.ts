/**
 * Guessing of passwords: wrong ones are counted by office and address in the store, so that every process counts together,
 * and unknown addresses like known ones, so that no answer tells who exists.
 */
import { createHash } from 'node:crypto'
import { ProblemError } from '@lodge/shared-types'
import type { Office } from '../office.ts'

export const maxWrongPasswords = 10
const countedForMs = 15 * 60_000

type Parts = Pick<Office, 'store' | 'clock'>

/** @throws ProblemError `too-many-requests` with the seconds until the count ends. */
async function refuseWhenTooMany({ store, clock }: Parts, _id: string): Promise<void> {
  const tries = await store.signInTries.one({ _id })
  const leftMs = tries ? tries.until.getTime() - clock.now().getTime() : 0
  if (!tries || leftMs <= 0 || tries.wrong < maxWrongPasswords) return
  throw new ProblemError(
    'too-many-requests',
    'Too many wrong passwords for this address. Wait, then try again.',
    {
      retryAfterS: Math.ceil(leftMs / 1000),
    },
  )
}

/**
 * Returns what `isRight` says of a password, unless too many were wrong in the last 15 minutes. A right one ends the count.
 * @throws ProblemError `too-many-requests`, the same whether the address has a user or not.
 */
export async function guardPassword(
  office: Parts,
  { officeId, email }: { officeId: string; email: string },
  isRight: () => Promise<boolean>,
): Promise<boolean> {
  const { signInTries } = office.store
  const _id = `${officeId}|${createHash('sha256').update(email.toLowerCase()).digest('hex')}`
  await refuseWhenTooMany(office, _id)
  if (!(await isRight())) {
    const now = office.clock.now()
    const isCounting = { $gt: ['$until', now] }
    const counted = {
      officeId,
      wrong: { $cond: [isCounting, { $add: ['$wrong', 1] }, 1] },
      until: { $cond: [isCounting, '$until', new Date(now.getTime() + countedForMs)] },
    }
    await signInTries.update({ _id }, [{ $set: counted }], { upsert: true })
    return false
  }
  // Guesses that run side by side all pass the first look; the one that is right must not slip through among them.
  await refuseWhenTooMany(office, _id)
  await signInTries.remove({ _id })
  return true
}
