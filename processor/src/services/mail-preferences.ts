/** Mail preferences: by a secret address, without signing in, a recipient says that they want no mail, or mail again. */
import { randomBytes } from 'node:crypto'
import { ProblemError, type Language } from '@lodge/shared-types'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { isDuplicateKey } from '../store/transaction.ts'

type Preference = Row<'mailPreferences'>
type Parts = Pick<Office, 'store' | 'clock'>

/** 160 random bits: nobody finds another's by trying. */
const codeBytes = 20
const codePattern = /^[\w-]{27}$/

/** Returns how a recipient wants to be told; the first asking gives them mail, and a secret code to refuse it. */
export async function preferenceOf(
  { store, clock }: Parts,
  officeId: string,
  recipient: string,
): Promise<Preference> {
  const _id = `${officeId}|${recipient}`
  const known = await store.mailPreferences.one({ _id })
  if (known) return known
  const code = randomBytes(codeBytes).toString('base64url')
  const first: Preference = { _id, officeId, recipient, code, wants: 'email', updatedAt: clock.now() }
  try {
    await store.mailPreferences.insert([first])
    return first
  } catch (error) {
    // Another message to the same recipient was first.
    const other = isDuplicateKey(error) ? await store.mailPreferences.one({ _id }) : undefined
    if (!other) throw error
    return other
  }
}

/** Returns the page on which a recipient chooses, and the address that a reader's program calls to stop such mails. */
export const addressesOf = (origin: string, { officeId, code }: Pick<Preference, 'officeId' | 'code'>) => ({
  page: `${origin}/o/${officeId}/mail/${code}`,
  stop: `${origin}/o/${officeId}/mail/${code}/stop`,
})

/** What stands below a message that may be refused. */
export const stopLine = {
  en: (page: string) =>
    `You can choose to get no more e-mail of this kind: ${page}\nNotices, time limits and payments are always told.`,
  ar: (page: string) =>
    `يمكنكم اختيار عدم تلقي بريد إلكتروني من هذا النوع: ${page}\nأما الإشعارات والمواعيد والمدفوعات فتُبلَّغ دائماً.`,
} as const satisfies Record<Language, (page: string) => string>

/** Keeps the first letter of each part: enough to know one's own address, too little to learn another's. */
function masked(address: string): string {
  const [name = '', domain = ''] = address.split('@')
  const end = domain.slice(domain.lastIndexOf('.'))
  return `${name.slice(0, 1)}•••@${domain.slice(0, 1)}•••${end}`
}

/** What the page says: whose choice it is, and what it is now. */
export type MailPreference = { maskedAddress: string; wants: 'email' | 'none' }

async function find({ store }: Pick<Office, 'store'>, officeId: string, code: string): Promise<Preference> {
  const found = codePattern.test(code) ? await store.mailPreferences.one({ code, officeId }) : undefined
  if (!found) throw new ProblemError('not-found')
  return found
}

/** Returns the choice behind a secret code. @throws ProblemError `not-found` for a code that is not one of the office. */
export async function mailPreference(
  office: Pick<Office, 'store'>,
  officeId: string,
  code: string,
): Promise<MailPreference> {
  const { recipient, wants } = await find(office, officeId, code)
  const colon = recipient.indexOf(':')
  const [kind, id] = [recipient.slice(0, colon), recipient.slice(colon + 1)]
  const user = kind === 'user' ? await office.store.users.one({ _id: id, officeId }) : undefined
  return { maskedAddress: masked(user?.email ?? (kind === 'mail' ? id : '')), wants }
}

/**
 * Keeps the choice of whoever has the secret code; the same choice again changes nothing.
 * @throws ProblemError `not-found` for a code that is not one of the office.
 */
export async function setMailPreference(
  office: Parts,
  officeId: string,
  code: string,
  wants: 'email' | 'none',
): Promise<void> {
  const { store, clock } = office
  const { _id } = await find(office, officeId, code)
  const isNew = await store.mailPreferences.update(
    { _id, officeId, wants: { $ne: wants } },
    { $set: { wants, updatedAt: clock.now() } },
  )
  if (!isNew) return
  // Named by the code's beginning: an address would be personal, and the whole code a key.
  const subject = `mail-preference:${code.slice(0, 8)}`
  await writeAudit(office, { officeId, who: 'recipient', what: `wants-mail-${wants}`, subject })
}
