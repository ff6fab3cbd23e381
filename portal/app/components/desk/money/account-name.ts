/** Accounts of the office's books by names that people read. */
import { formatIban, parseIban } from '@lodge/shared-types'
import type { MoneyWords } from '../../../messages/money.en.ts'

type Kinds = MoneyWords['books']['kinds']

/** Ids that nobody knows by heart are cut: the address of a link has them whole. */
const longest = 24
const shown = 10

/** What stands behind the kind where all accounts of it are told as one. */
const everyOne = '*'

/** Returns an account at a bank as people read it: an IBAN in groups of four, any other number as it is. */
export const accountGrouped = (account: string): string =>
  parseIban(account) === undefined ? account : formatIban(account)

const isKind = (kind: string, kinds: Kinds): kind is keyof Kinds => Object.hasOwn(kinds, kind)

/**
 * Returns the name of an account: its kind in words, and behind it what it is about, such as a driver or an order's number.
 * `about` replaces what stands in the account's own name, where people know it by another one.
 */
export function accountInWords(account: string, kinds: Kinds, about?: string): string {
  const colon = account.indexOf(':')
  const kind = colon < 0 ? account : account.slice(0, colon)
  const written = colon < 0 ? '' : account.slice(colon + 1)
  const own = about ?? (written === everyOne ? '' : kind === 'account' ? accountGrouped(written) : written)
  if (!isKind(kind, kinds)) return account
  const short = own.length > longest && !own.includes(' ') ? `${own.slice(0, shown)}…` : own
  return short === '' ? kinds[kind] : `${kinds[kind]}: \u2068${short}\u2069`
}
