/** Text as people type it: bounded, trimmed, and free of characters that deceive a reader. */
import { z } from 'zod'

// Control characters but tab and line feed; bidi embeddings and overrides (isolates and marks stay: true right-to-left text uses them).
// Zero-width no-break space too; line endings are made one line feed first, as HTML forms send CR LF.
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\uFEFF]/u

const seen = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Returns a schema for text of at most `max` UTF-16 units: well-formed Unicode, normalised to NFC, trimmed. What it
 * returns parses again to itself; text that is not empty shows at least one character.
 */
export const plainText = (max: number, min = 1) =>
  z
    .string()
    .overwrite((text) => text.replaceAll(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((text) => text.isWellFormed(), 'The text holds a broken character.')
    .refine((text) => !forbidden.test(text), 'Remove control characters and direction overrides.')
    .refine((text) => text.length >= min && (min === 0 || seen.test(text)), 'This must not be empty.')
    .max(max, `Use at most ${max} characters.`)

/** One line of text: as `plainText`, without tab and line feed. */
export const plainLine = (max: number, min = 1) =>
  plainText(max, min).refine((text) => !/[\t\n\u2028\u2029]/u.test(text), 'Write this on one line.')

/** An e-mail address in the strict syntax that cannot smuggle a second recipient or a header. */
export const emailSchema = z
  .string()
  .max(254)
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/,
    'Write an e-mail address such as name@example.org.',
  )
  .transform((address) => address.toLowerCase())
