/** Schemas of text as people type it: bounded, trimmed, and free of characters that deceive a reader. */
import { z } from 'zod'
import { says } from './says.ts'
import { isEmail, normaliseText, textFault } from './value-rules.ts'

const text = (rule: { max: number; min: number; isLine: boolean }) =>
  z
    .string()
    .overwrite(normaliseText)
    .superRefine((value, context) => {
      const fault = textFault(value, rule)
      if (fault) context.addIssue({ code: 'custom', message: fault.message, params: { saying: fault } })
    })

/**
 * Returns a schema for text of at most `max` UTF-16 units: well-formed Unicode, normalised to NFC, trimmed. What it
 * returns parses again to itself; text that is not empty shows at least one character.
 */
export const plainText = (max: number, min = 1) => text({ max, min, isLine: false })

/** One line of text: as `plainText`, without tab and line feed. */
export const plainLine = (max: number, min = 1) => text({ max, min, isLine: true })

/** An e-mail address; see `isEmail`. */
export const emailSchema = z
  .string()
  .refine(isEmail, says('email'))
  .transform((address) => address.toLowerCase())
