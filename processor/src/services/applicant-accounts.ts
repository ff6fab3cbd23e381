/**
 * Accounts that applicants make for themselves: asked for with an address alone, opened with a password by whoever reads the
 * mail that goes there, once and within a day. Every answer is the same whether the address is known or not.
 */
import { createHash, randomBytes } from 'node:crypto'
import {
  emailSchema,
  languageSchema,
  parseAtDoor,
  ProblemError,
  textIn,
  type Actor,
  type Language,
  type OfficeProfile,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import { messageIdOf, queueMessage } from '../messages/write-messages.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { followFile, recipientOfFollower } from './follow.ts'
import { preferenceOf } from './mail-preferences.ts'
import { isSecretCode, signUpTopic } from './secret-code.ts'
import { hashPassword, openSession, type SignedIn } from './sessions.ts'

const wishLivesMs = 24 * 3_600_000
/** So many mails go to one address in an hour, whoever asks for them. */
const maxMails = 3
const countedForMs = 3_600_000

const wishSchema = z.strictObject({
  email: emailSchema,
  language: languageSchema,
  /** Of the secret address by which they came. */
  followCode: z.string().optional(),
})
/** The password's length is `hashPassword`'s to say. */
const choiceSchema = z.strictObject({ password: z.string() })

const idOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

type Letter = { subject: (office: string) => string; body: (office: string, link: string) => string }

const newAccount: Record<Language, Letter> = {
  en: {
    subject: (office) => `Open your account at ${office}`,
    body: (office, link) =>
      `Somebody asked ${office} for an account with this e-mail address, to follow an application.\n\nIf it was you, open this address and choose your password there. It works once, for 24 hours:\n${link}\n\nIf it was not you, do nothing: without this address no account is opened.`,
  },
  ar: {
    subject: (office) => `فتح حسابكم لدى ${office}`,
    body: (office, link) =>
      `طُلب من ${office} حساب بهذا العنوان الإلكتروني لمتابعة طلب.\n\nإن كنتم أنتم من طلبه فافتحوا العنوان الآتي واختاروا فيه كلمة مروركم. يعمل العنوان مرة واحدة خلال 24 ساعة:\n${link}\n\nوإن لم تكونوا أنتم فلا تفعلوا شيئاً: لا يُفتح حساب من دون هذا العنوان.`,
  },
}

const knownAccount: Record<Language, Letter> = {
  en: {
    subject: (office) => `Your account at ${office}`,
    body: (office, link) =>
      `Somebody asked ${office} for an account with this e-mail address. There is one already, and nothing was changed.\n\nIf it was you, sign in with the password that you have:\n${link}\n\nIf it was not you, do nothing.`,
  },
  ar: {
    subject: (office) => `حسابكم لدى ${office}`,
    body: (office, link) =>
      `طُلب من ${office} حساب بهذا العنوان الإلكتروني. لديكم حساب بالفعل ولم يتغير شيء.\n\nإن كنتم أنتم من طلبه فسجّلوا الدخول بكلمة مروركم:\n${link}\n\nوإن لم تكونوا أنتم فلا تفعلوا شيئاً.`,
  },
}

function letterTo(
  profile: OfficeProfile,
  { email, language: wished, createdAt }: Pick<Row<'accountWishes'>, 'email' | 'language' | 'createdAt'>,
  letters: Record<Language, Letter>,
  link: string,
): Row<'messages'> {
  const language = profile.languages.includes(wished) ? wished : (profile.languages[0] ?? 'en')
  const office = textIn(profile.name, language)
  const _id = uuidv7()
  return {
    _id,
    officeId: profile.id,
    eventId: _id,
    eventType: signUpTopic,
    stream: null,
    resends: null,
    audience: 'applicant',
    channel: 'email',
    recipient: `mail:${email}`,
    to: email,
    language,
    subject: letters[language].subject(office),
    body: letters[language].body(office, link),
    messageId: messageIdOf(_id, profile),
    state: 'queued',
    createdAt,
    sentAt: null,
    lastError: null,
    remindsOf: null,
    unwantedBecause: null,
  }
}

/** Whether a file of the office has this secret address now. */
const isAlive = async ({ store }: Pick<Office, 'store'>, officeId: string, code: string): Promise<boolean> =>
  isSecretCode(code) && (await store.files.one({ officeId, followCode: code })) !== undefined

/**
 * Takes the wish for an account and mails a link to the address; one that has an account is mailed that instead, and one that
 * was mailed three times in an hour is mailed nothing. The same work is done each time, so that no answer tells who exists.
 * @throws ProblemError `invalid` for an address of the wrong form; `not-found` for a secret address that opens nothing.
 */
export async function askForAccount(office: Office, officeId: string, raw: unknown): Promise<void> {
  const { email, language, followCode } = parseAtDoor(wishSchema, raw, 'invalid')
  const { store, clock, env } = office
  const profile = office.profiles.of(officeId)
  if (followCode !== undefined && !(await isAlive(office, officeId, followCode)))
    throw new ProblemError('not-found')
  const token = randomBytes(32).toString('base64url')
  const createdAt = clock.now()
  const wish: Row<'accountWishes'> = {
    _id: idOfToken(token),
    officeId,
    email,
    language,
    followCode: followCode ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + wishLivesMs),
  }
  const base = `${env.PUBLIC_ORIGIN}/o/${officeId}`
  await store.transaction(async (session) => {
    const since = new Date(createdAt.getTime() - countedForMs)
    const [user, mails] = [
      await store.users.one({ officeId, email }, { session }),
      await store.accountWishes.count({ officeId, email, createdAt: { $gt: since } }, { session }),
    ]
    if (mails >= maxMails) return
    store.accountWishes.add([wish], session)
    const letter = user
      ? letterTo(profile, wish, knownAccount, `${base}/sign-in`)
      : letterTo(profile, wish, newAccount, `${base}/join/${token}`)
    await queueMessage(store, session, letter)
  })
  office.nudgeRelay()
}

/** Whether the link of a mail still opens an account. */
export async function isAccountWish(
  { store, clock }: Pick<Office, 'store' | 'clock'>,
  officeId: string,
  token: string,
): Promise<boolean> {
  const wish = await store.accountWishes.one({ _id: idOfToken(token), officeId })
  return wish !== undefined && wish.expiresAt > clock.now()
}

/**
 * Opens the account behind a link with the password that its person chooses, and signs them in; the file by whose secret
 * address they came is followed at once. A refusal leaves the link as it was.
 * @throws ProblemError `not-found` for a link that is used, too old, or none; `invalid` for a password that is too short or
 * too long; `stale` where the address has an account by now.
 */
export async function confirmAccount(
  office: Office,
  officeId: string,
  token: string,
  raw: unknown,
): Promise<SignedIn> {
  const { password } = parseAtDoor(choiceSchema, raw, 'invalid')
  const { store, clock } = office
  // Before the hash, which costs more than a guessed link may.
  if (!(await isAccountWish(office, officeId, token))) throw new ProblemError('not-found')
  const passwordHash = await hashPassword(password)
  const _id = idOfToken(token)
  const taken = async () =>
    store.transaction(async (session) => {
      const wish = await store.accountWishes.one({ _id, officeId }, { session })
      if (!wish || wish.expiresAt <= clock.now()) throw new ProblemError('not-found')
      await store.accountWishes.remove({ _id }, { session })
      const { email, language, followCode } = wish
      if (await store.users.one({ officeId, email }, { session }))
        throw new ProblemError('stale', 'This e-mail address has an account by now: sign in with it.')
      const user: Row<'users'> = {
        _id: uuidv7(),
        officeId,
        email,
        passwordHash,
        displayName: email,
        language,
        accountId: uuidv7(),
        roles: ['applicant'],
        disabled: false,
        createdAt: clock.now(),
      }
      await store.users.insert([user], { session })
      const who = `user:${user._id}`
      await writeAudit(office, { officeId, who, what: 'opened-account', subject: who }, session)
      return { signedIn: await openSession(office, user, session), followCode }
    })
  try {
    const { signedIn, followCode } = await taken()
    if (followCode !== null) await keepFollowing(office, signedIn, followCode)
    return signedIn
  } catch (error) {
    if (isDuplicateKey(error, 'users'))
      throw new ProblemError('stale', 'This e-mail address has an account by now.')
    throw error
  }
}

/** The account is open whether or not the secret address still lives. */
async function keepFollowing(office: Office, { session }: SignedIn, code: string): Promise<void> {
  try {
    await followFile(office, session.actor, code)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
}

/** A person's choice of mail about the files that they follow: what it is, and the code of the page that changes it. */
export async function ownMailChoice(
  office: Office,
  actor: Actor,
): Promise<{ code: string; wants: 'email' | 'none' }> {
  const { officeId } = actor
  const user = await office.store.users.one({ _id: actor.who.id, officeId, disabled: false })
  if (!user) throw new ProblemError('not-found')
  const { code, wants } = await preferenceOf(office, officeId, recipientOfFollower(user))
  return { code, wants }
}
