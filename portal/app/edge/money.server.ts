/** The door of the money screens: finance works there, administrators look, and nobody else knows that there are any. */
import {
  currencyExponents,
  parseAmount,
  ProblemError,
  saying,
  type Currency,
  type Money,
  type Role,
} from '@lodge/shared-types'
import type { Session } from '@lodge/processor'
import type { Args } from './answers.server.ts'
import { staffOf } from './desk.server.ts'

/** Whether someone of these roles sees the office's money. */
export const looksAtMoney = (roles: readonly Role[]): boolean =>
  roles.includes('finance') || roles.includes('administrator')

/**
 * Returns the session of someone who sees the office's money; `mayWork` where they also work on it.
 * @throws ProblemError not-signed-in; not-found for everyone else.
 */
export function moneyOf(args: Args): Session & { mayWork: boolean } {
  const session = staffOf(args)
  if (!looksAtMoney(session.roles)) throw new ProblemError('not-found')
  return { ...session, mayWork: session.roles.includes('finance') }
}

/** Returns the session of someone of finance, for acts. @throws ProblemError not-signed-in, not-found, not-allowed. */
export function financeOf(args: Args): Session {
  const session = moneyOf(args)
  if (!session.mayWork) throw new ProblemError('not-allowed', 'Only finance works on money.')
  return session
}

/** Returns what a person typed as an amount in plain digits: spaces and commas between groups of three are left out. */
export const digitsTyped = (text: string): string =>
  text.trim().replace(/(?<=\d)[\s\u00a0\u202f,](?=\d{3}(?!\d))/g, '')

/** Returns a text that a person typed, with one kind of line ends and nothing around it. */
export const textTyped = (text: string): string => text.replaceAll('\r\n', '\n').trim()

/**
 * Returns an amount that a person typed.
 * @throws ProblemError `invalid` at `path` for what is no amount in the currency
 */
export function amountTyped(text: string, currency: Currency, path: string): Money {
  try {
    return parseAmount(digitsTyped(text), currency)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const said = saying('amount', { currency, decimals: currencyExponents[currency] })
    throw new ProblemError('invalid', said.message, { errors: [{ path, ...said }] })
  }
}
