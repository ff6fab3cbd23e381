/** Sign-in and sessions: argon2id passwords, tokens of which only a hash is stored, one generation at a time. */
import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import {
  emailSchema,
  ProblemError,
  officeSaying,
  type Actor,
  type Language,
  type Role,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { guardPassword } from './password-guessing.ts'

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const sessionMs = 12 * 3_600_000
const minPasswordLength = 12
const maxPasswordLength = 1000

export type Session = {
  officeId: string
  userId: string
  accountId: string | undefined
  roles: readonly Role[]
  displayName: string
  language: Language
  csrfToken: string
  expiresAt: Date
  actor: Actor
}
export type SignedIn = { token: string; expiresAt: Date; session: Session }

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

const idOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Verified against when there is no such user, so that the time of an answer does not tell who exists. */
const nobodysHash = hash(randomBytes(16).toString('hex'), argon)

type User = NonNullable<Awaited<ReturnType<Office['store']['users']['one']>>>

const sessionOf = (user: User, csrfToken: string, expiresAt: Date): Session => ({
  officeId: user.officeId,
  userId: user._id,
  accountId: user.accountId ?? undefined,
  roles: user.roles,
  displayName: user.displayName,
  language: user.language,
  csrfToken,
  expiresAt,
  actor: {
    officeId: user.officeId,
    accountId: user.accountId ?? undefined,
    who: { kind: 'user', id: user._id },
    roles: user.roles,
  },
})

/** Stores a session of the user, in the caller's transaction where there is one. */
export async function openSession(
  { store, clock }: Parts,
  user: User,
  inSession?: ClientSession,
): Promise<SignedIn> {
  const token = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(24).toString('base64url')
  const createdAt = clock.now()
  const expiresAt = new Date(createdAt.getTime() + sessionMs)
  await store.sessions.insert(
    [{ _id: idOfToken(token), officeId: user.officeId, userId: user._id, csrfToken, createdAt, expiresAt }],
    { session: inSession },
  )
  return { token, expiresAt, session: sessionOf(user, csrfToken, expiresAt) }
}

/** @throws ProblemError `bad-credentials` or `too-many-requests`, the same whether the user exists or not. */
export async function signIn(
  office: Parts,
  { officeId, email, password }: { officeId: string; email: string; password: string },
): Promise<SignedIn> {
  const address = emailSchema.safeParse(email.trim())
  const user = address.success ? await office.store.users.one({ officeId, email: address.data }) : undefined
  const asked = { officeId, email: address.data ?? email.trim() }
  const isRight = await guardPassword(office, asked, async () => {
    const isPassword = await isPasswordOf(user?.passwordHash ?? (await nobodysHash), password)
    return isPassword && user?.disabled === false
  })
  if (!user || !isRight) throw new ProblemError('bad-credentials')
  const who = `user:${user._id}`
  return office.store.transaction(async (session) => {
    // The password may have been changed while it was checked: then it opens nothing any more.
    const asChecked = { _id: user._id, passwordHash: user.passwordHash, disabled: false }
    if (!(await office.store.users.one(asChecked, { session }))) throw new ProblemError('bad-credentials')
    await writeAudit(office, { officeId, who, what: 'signed-in', subject: who }, session)
    return openSession(office, user, session)
  })
}

/** Returns the session of a token, or undefined when it has ended, was never one, or its user is gone or disabled. */
export async function resumeSession({ store, clock }: Parts, token: string): Promise<Session | undefined> {
  const row = await store.sessions.one({ _id: idOfToken(token) })
  if (!row || row.expiresAt <= clock.now()) return undefined
  const user = await store.users.one({ _id: row.userId, officeId: row.officeId, disabled: false })
  return user && sessionOf(user, row.csrfToken, row.expiresAt)
}

export async function signOut({ store }: Parts, token: string): Promise<void> {
  await store.sessions.remove({ _id: idOfToken(token) })
}

/**
 * Ends every session of the user and opens a new one.
 * @throws ProblemError `bad-credentials`, `too-many-requests`, `invalid` for a weak password.
 */
export async function changePassword(
  office: Parts,
  actor: Actor,
  change: { oldPassword: string; newPassword: string },
): Promise<SignedIn> {
  const { store } = office
  const { officeId } = actor
  const user = await store.users.one({ _id: actor.who.id, officeId, disabled: false })
  const isRight =
    user && (await guardPassword(office, user, () => isPasswordOf(user.passwordHash, change.oldPassword)))
  if (!isRight) throw new ProblemError('bad-credentials')
  const passwordHash = await hashPassword(change.newPassword)
  const who = `user:${user._id}`
  return store.transaction(async (session) => {
    await store.users.update({ _id: user._id }, { $set: { passwordHash } }, { session })
    await store.sessions.remove({ userId: user._id }, { session })
    await writeAudit(office, { officeId, who, what: 'changed-password', subject: who }, session)
    return openSession(office, user, session)
  })
}

const isPasswordOf = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password.slice(0, maxPasswordLength))

/** Returns the argon2id hash of a new password. @throws ProblemError `invalid` for one that is too short or too long. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length < minPasswordLength || password.length > maxPasswordLength)
    throw new ProblemError('invalid', undefined, {
      errors: [
        {
          path: 'password',
          ...officeSaying('password-length', { min: minPasswordLength, max: maxPasswordLength }),
        },
      ],
    })
  return hash(password, argon)
}

type NewUser = {
  officeId: string
  email: string
  password: string
  displayName: string
  language: Language
  accountId: string | null
  roles: readonly Role[]
}

/** Makes a user unless the office has one with this address. Returns whether it was made. */
export async function addUser(office: Parts, user: NewUser): Promise<boolean> {
  const { password, email, roles, ...rest } = user
  const address = emailSchema.parse(email)
  if (await office.store.users.one({ officeId: user.officeId, email: address })) return false
  try {
    await office.store.users.insert([
      {
        ...rest,
        _id: uuidv7(),
        email: address,
        roles: [...roles],
        passwordHash: await hashPassword(password),
        disabled: false,
        createdAt: office.clock.now(),
      },
    ])
    return true
  } catch (error) {
    if (isDuplicateKey(error, 'users')) return false
    throw error
  }
}
