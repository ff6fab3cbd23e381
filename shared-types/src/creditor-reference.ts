/** Structured creditor references (ISO 11649): what a payer writes on a transfer, with two check digits that catch a wrong key. */
import { remainderBy97 } from './mod-97.ts'

const bodyLength = 21
const pattern = /^RF\d{2}[0-9A-Z]{1,21}$/

/**
 * Returns the reference for a number of the office, such as an order's: `INV-2026-000123` gives `RF…INV2026000123`. Only its
 * digits and Latin letters count, so a pattern of numbers must stay unique without its separators.
 * @throws RangeError for a number without any, or with more than 21.
 */
export function creditorReferenceOf(number: string): string {
  const body = number.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')
  if (body === '' || body.length > bodyLength)
    throw new RangeError(
      `The number "${number}" makes no creditor reference: it needs 1 to ${bodyLength} digits or letters.`,
    )
  return `RF${String(98 - remainderBy97(`${body}RF00`)).padStart(2, '0')}${body}`
}

/**
 * Returns a creditor reference as it is stored, whatever blanks and small letters a bank or a payer put into it; undefined when it
 * is none or its check digits are wrong.
 */
export function parseCreditorReference(text: string): string | undefined {
  const reference = text.replaceAll(/\s/g, '').toUpperCase()
  if (!pattern.test(reference)) return undefined
  return remainderBy97(`${reference.slice(4)}${reference.slice(0, 4)}`) === 1 ? reference : undefined
}

/** Returns a creditor reference in groups of four, as people read and type it. */
export const formatCreditorReference = (reference: string): string =>
  reference.replaceAll(/(.{4})(?=.)/g, '$1 ')
