/** Bill numbers: ten digits and two that catch a mistyped one (ISO 7064, MOD 97-10). */
import { randomInt } from 'node:crypto'

/** Returns a number that nobody can guess from another one. */
export function newBillNumber(): string {
  const body = `99${randomInt(100_000_000).toString().padStart(8, '0')}`
  return body + String(98 - ((Number(body) * 100) % 97)).padStart(2, '0')
}

/** Returns the number that a payer typed, without blanks and hyphens; undefined where it is none. */
export function parseBillNumber(typed: string): string | undefined {
  const number = typed.replaceAll(/[\s-]/g, '')
  return /^\d{12}$/.test(number) && Number(number) % 97 === 1 ? number : undefined
}

/** Returns a bill number in groups of four, as people read and type it. */
export const formatBillNumber = (number: string): string => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')
