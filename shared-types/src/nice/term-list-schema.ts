/** What the office asks of a term list before it offers it: the strict reading for files, with every fault named. */
import { z } from 'zod'
import { plainLine } from '../plain-text.ts'
import { foldText } from './fold-text.ts'
import { readTermList, termVersionPattern, type TermList } from './term-list.ts'

export const termVersionSchema = z
  .string()
  .regex(termVersionPattern, 'Use lower-case letters, digits, dots and hyphens, at most 40.')

/** A good or service as it may stand in a list: one line of at most 300 characters with a letter or digit in it. */
export const termTextSchema = plainLine(300).refine(
  (text) => foldText(text) !== '',
  'Write the good or service in letters.',
)

export const termClassSchema = z
  .number()
  .int('A class is a whole number.')
  .min(1, 'Nice classes go from 1 to 45.')
  .max(45, 'Nice classes go from 1 to 45.')

export const termIdSchema = z.string().regex(/^[\w.-]{1,40}$/, 'An id has letters, digits, dots and hyphens.')

/** `[id, class, English]`, then French and Arabic, `null` where the first of both lacks. */
const rowSchema = z.union([
  z.tuple([termIdSchema, termClassSchema, termTextSchema]),
  z.tuple([termIdSchema, termClassSchema, termTextSchema, termTextSchema.nullable()]),
  z.tuple([termIdSchema, termClassSchema, termTextSchema, termTextSchema.nullable(), termTextSchema]),
])

/** Returns, for each key that an earlier place has already, both places. */
export function repeatedKeys(keys: readonly string[]): { index: number; earlier: number }[] {
  const first = new Map<string, number>()
  return keys.flatMap((key, index) => {
    const earlier = first.get(key)
    if (earlier !== undefined) return [{ index, earlier }]
    first.set(key, index)
    return []
  })
}

/** Two terms are one when a class has both and they read the same. */
export const termKey = (classNumber: number, en: string): string =>
  `${classNumber} ${en.normalize('NFC').toLowerCase()}`

/** A term list as its file holds it; parses to what the office works with. */
export const termListSchema = z
  .strictObject({
    version: termVersionSchema,
    edition: plainLine(200),
    terms: z.array(rowSchema).min(1, 'A list has at least one term.').max(50_000),
  })
  .superRefine(({ terms }, context) => {
    for (const { index } of repeatedKeys(terms.map(([id]) => id)))
      context.addIssue({ code: 'custom', path: ['terms', index, 0], message: 'Another term has this id.' })
    for (const { index } of repeatedKeys(terms.map(([, classNumber, en]) => termKey(classNumber, en))))
      context.addIssue({
        code: 'custom',
        path: ['terms', index, 2],
        message: 'Its class has this term twice.',
      })
  })
  .transform((file): TermList => readTermList(file))
