/** International bank account numbers (ISO 13616): two letters of a country, two check digits, the account. */
import { remainderBy97 } from './mod-97.ts'

const pattern = /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/

/**
 * Returns an IBAN as it is stored, whatever blanks and small letters a person put into it; undefined when it is none or its check
 * digits are wrong. The length that each country uses is not checked.
 */
export function parseIban(text: string): string | undefined {
  const iban = text.replaceAll(/\s/g, '').toUpperCase()
  if (!pattern.test(iban)) return undefined
  return remainderBy97(`${iban.slice(4)}${iban.slice(0, 4)}`) === 1 ? iban : undefined
}

/** Returns the IBAN of an account (digits and letters) in a country; two-digit checks are computed. */
export function ibanOf(country: string, account: string): string {
  const check = 98 - remainderBy97(`${account}${country}00`)
  return `${country}${String(check).padStart(2, '0')}${account}`
}

/** Returns an IBAN in groups of four, as people read and type it. */
export const formatIban = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, '$1 ')
