/**
 * Following a file: by the secret address that stands on its receipt, or by an account that has kept this address. Whoever has
 * it sees what the applicant sees and nothing else; when the code is renewed or taken back, all that was opened by it is shut.
 */
import { nameOfActor, ProblemError, officeSaying, type Actor, type Language } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { applicantView, type ApplicantView } from './applicant-view.ts'
import { deadlinesOfFiles, type Deadline } from './deadlines.ts'
import { maxFollows } from './live-follows.ts'
import { isSecretCode, newSecretCode } from './secret-code.ts'
import { isStaff, ownRows } from './views.ts'

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

async function fileByCode(
  { store }: Pick<Office, 'store'>,
  officeId: string,
  code: string,
  session?: ClientSession,
): Promise<Row<'files'> | undefined> {
  return isSecretCode(code) ? store.files.one({ officeId, followCode: code }, { session }) : undefined
}

/** Returns what the holder of a secret address sees; undefined for a code that is wrong, taken back, or another office's. */
export async function followedByCode(
  office: Parts,
  officeId: string,
  code: string,
  language: Language,
): Promise<ApplicantView | undefined> {
  const file = await fileByCode(office, officeId, code)
  return file && applicantView(office, officeId, file._id, language)
}

/** Returns the deadlines of the file behind a secret address; undefined for a code that opens nothing. */
export async function deadlinesByCode(
  office: Parts,
  officeId: string,
  code: string,
): Promise<Deadline[] | undefined> {
  const file = await fileByCode(office, officeId, code)
  return file && deadlinesOfFiles(office, officeId, [file._id])
}

/** The secret address of a file, as those who may hand it on see it. */
export type FollowLink = {
  /** Null while there is none. */
  code: string | null
  /** How many accounts have kept it. */
  followers: number
}

/** @throws ProblemError `not-found` for a file that is neither the actor's account's nor of their office. */
async function fileToShare({ store }: Pick<Office, 'store'>, actor: Actor, fileId: string) {
  const file = await store.files.one({ _id: fileId, ...ownRows(actor) })
  if (!file) throw new ProblemError('not-found')
  return file
}

/** Returns the secret address of a file of the actor's account, or of the office's for staff. */
export async function followLink(office: Parts, actor: Actor, fileId: string): Promise<FollowLink> {
  const { officeId, followCode } = await fileToShare(office, actor, fileId)
  const followers =
    followCode === null ? 0 : await office.store.follows.count({ officeId, fileId, code: followCode })
  return { code: followCode, followers }
}

async function setCode(office: Parts, actor: Actor, fileId: string, code: string | null): Promise<void> {
  const { officeId } = await fileToShare(office, actor, fileId)
  await office.store.transaction(async (session) => {
    await office.store.files.update(
      { _id: fileId, ...ownRows(actor) },
      { $set: { followCode: code } },
      { session },
    )
    const what = code === null ? 'revoked-follow-link' : 'renewed-follow-link'
    await writeAudit(office, { officeId, who: nameOfActor(actor), what, subject: `file:${fileId}` }, session)
  })
}

/** Makes another secret address; the one before, and all that was opened by it, is dead at once. Returns the new code. */
export async function renewFollowLink(office: Parts, actor: Actor, fileId: string): Promise<string> {
  const code = newSecretCode()
  await setCode(office, actor, fileId, code)
  return code
}

/** Takes the secret address back; nobody follows the file by it any more. */
export const revokeFollowLink = (office: Parts, actor: Actor, fileId: string): Promise<void> =>
  setCode(office, actor, fileId, null)

/** @throws ProblemError `not-allowed` for the office's staff, who see every file. */
function followerOf(actor: Actor): { officeId: string; accountId: string } {
  if (isStaff(actor) || actor.accountId === undefined)
    throw new ProblemError('not-allowed', 'Staff see every file; following is for applicants and agents.')
  return { officeId: actor.officeId, accountId: actor.accountId }
}

/** Whether the account follows the file by a secret address that still lives. */
export async function isFollowing(office: Parts, actor: Actor, code: string): Promise<boolean> {
  if (isStaff(actor) || actor.accountId === undefined) return false
  const { officeId, accountId } = actor
  const file = await fileByCode(office, officeId, code)
  const kept = file && (await office.store.follows.one({ officeId, accountId, fileId: file._id }))
  return kept?.code === code
}

/**
 * Keeps a secret address in the actor's account; repeating it changes nothing. Returns the file's id.
 * @throws ProblemError `not-found` for a code that opens nothing, `invalid` beyond 200 files, `not-allowed` for staff.
 */
export async function followFile(office: Parts, actor: Actor, code: string): Promise<string> {
  const { officeId, accountId } = followerOf(actor)
  const { store, clock } = office
  const file = await fileByCode(office, officeId, code)
  if (!file) throw new ProblemError('not-found')
  const own = { officeId, accountId, fileId: file._id }
  if (await store.follows.update(own, { $set: { code, userId: actor.who.id } })) return file._id
  if ((await store.follows.count({ officeId, accountId }, { limit: maxFollows })) >= maxFollows)
    throw new ProblemError('invalid', undefined, {
      errors: [{ path: 'follow', ...officeSaying('too-many-follows', { max: maxFollows }) }],
    })
  const row = { _id: uuidv7(), ...own, userId: actor.who.id, code, at: clock.now() }
  try {
    await store.follows.insert([row])
  } catch (error) {
    if (!isDuplicateKey(error, 'follows')) throw error
  }
  return file._id
}

/** Ends following; a file that is not followed is left as it is. */
export async function unfollowFile({ store }: Parts, actor: Actor, fileId: string): Promise<void> {
  await store.follows.remove({ ...followerOf(actor), fileId })
}

/** A file that the account has kept; `view` is null once its secret address no longer lives. */
export type FollowedFile = { fileId: string; fileNumber: string; view: ApplicantView | null }

const soonestFirst = (a: FollowedFile, b: FollowedFile): number =>
  (a.view?.next.by ?? '9999').localeCompare(b.view?.next.by ?? '9999') ||
  a.fileNumber.localeCompare(b.fileNumber)

/** Returns the files that the actor's account has kept: those that wait for an answer first, the soonest before. */
export async function followedFiles(
  office: Parts,
  actor: Actor,
  language: Language,
): Promise<FollowedFile[]> {
  const { officeId, accountId } = followerOf(actor)
  const kept = await office.store.follows.many({ officeId, accountId }, { limit: maxFollows })
  const files = await office.store.files.many({ officeId, _id: { $in: kept.map(({ fileId }) => fileId) } })
  const codes = new Map(kept.map(({ fileId, code }) => [fileId, code]))
  const followed = await Promise.all(
    files.map(async ({ _id, fileNumber, followCode }): Promise<FollowedFile> => {
      const isAlive = followCode !== null && followCode === codes.get(_id)
      return {
        fileId: _id,
        fileNumber,
        view: isAlive ? await applicantView(office, officeId, _id, language) : null,
      }
    }),
  )
  return followed.sort(soonestFirst)
}

/**
 * Returns one followed file as its applicant sees it.
 * @throws ProblemError `not-found` for a file that the account does not follow, or no longer may.
 */
export async function followedFile(
  office: Parts,
  actor: Actor,
  fileId: string,
  language: Language,
): Promise<ApplicantView> {
  const { officeId, accountId } = followerOf(actor)
  const [kept, file] = await Promise.all([
    office.store.follows.one({ officeId, accountId, fileId }),
    office.store.files.one({ _id: fileId, officeId }),
  ])
  if (!kept || !file || file.followCode !== kept.code) throw new ProblemError('not-found')
  return applicantView(office, officeId, fileId, language)
}

/** Returns who follows a file by an account and a secret address that still lives: for mail about it. */
export async function followersOf(
  store: Pick<Store, 'files' | 'follows' | 'users'>,
  officeId: string,
  fileId: string,
  session?: ClientSession,
): Promise<Row<'users'>[]> {
  const file = await store.files.one({ _id: fileId, officeId }, { session })
  if (!file || file.followCode === null) return []
  const kept = await store.follows.many({ officeId, fileId, code: file.followCode }, { session })
  const userIds = kept.map(({ userId }) => userId)
  return store.users.many({ _id: { $in: userIds }, officeId, disabled: false }, { session })
}

/** How messages name a follower: by the address, as they name the applicant, so that one person gets one mail. */
export const recipientOfFollower = ({ email }: Pick<Row<'users'>, 'email'>): string =>
  `mail:${email.toLowerCase()}`
