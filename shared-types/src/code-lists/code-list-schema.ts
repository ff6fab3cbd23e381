/** What the office and the device ask of a code list before they take it: the strict reading, with every fault named. */
import { z } from 'zod'
import { termVersionPattern } from '../nice/term-list.ts'
import { repeatedKeys } from '../nice/term-list-schema.ts'
import { plainLine } from '../plain-text.ts'
import { codeForms, parentOf, type CodeEntry, type CodeListName } from './code-list.ts'

const listNames = ['locarno', 'vienna', 'st3', 'languages', 'currencies'] as const satisfies CodeListName[]

export const codeListVersionSchema = z
  .string()
  .regex(termVersionPattern, 'Name a list by lower-case letters, digits, dots and hyphens, at most 40.')

export const codeEntrySchema = z.strictObject({
  code: z.string(),
  en: plainLine(300),
  fr: plainLine(300).exactOptional(),
  ar: plainLine(300).exactOptional(),
  /** ISO 4217: how many decimal digits the minor unit of a currency has. */
  minorUnits: z.number().int().min(0).max(4).exactOptional(),
})

/** What is wrong with an entry of a list; `member` is its own, undefined for the entry as a whole. */
type EntryFault = { index: number; member: keyof CodeEntry; message: string }

/** Returns what is wrong with the entries of a list: the form of their codes, codes twice, parents that are not there. */
export function entryFaults(list: CodeListName, entries: readonly CodeEntry[]): EntryFault[] {
  const { name, pattern, example } = codeForms[list]
  const codes = new Set(entries.map(({ code }) => code))
  const twice = repeatedKeys(entries.map(({ code }) => code)).map(({ index }): EntryFault => {
    const code = entries[index]?.code ?? ''
    return { index, member: 'code', message: `The code "${code}" is in the list already.` }
  })
  const others = entries.flatMap(({ code, minorUnits }, index): EntryFault[] => {
    const fault = (member: keyof CodeEntry, message: string) => ({ index, member, message })
    if (!pattern.test(code))
      return [fault('code', `"${code.slice(0, 40)}" is no code of the ${name}; write it as ${example}.`)]
    const parent = parentOf(list, code)
    return [
      ...(parent === undefined || codes.has(parent)
        ? []
        : [fault('code', `"${code}" is part of "${parent}", which is not in the list.`)]),
      ...((list === 'currencies') === (minorUnits !== undefined)
        ? []
        : [
            fault(
              'minorUnits',
              list === 'currencies'
                ? `Say how many decimal digits the minor unit of ${code} has.`
                : 'Only currencies have minor units.',
            ),
          ]),
    ]
  })
  return [...twice, ...others].sort((a, b) => a.index - b.index)
}

/** A code list as its file and the wire hold it. */
export const codeListSchema = z
  .strictObject({
    list: z.enum(listNames),
    version: codeListVersionSchema,
    edition: plainLine(200),
    source: plainLine(400),
    entries: z.array(codeEntrySchema).min(1, 'A list has at least one code.').max(20_000),
  })
  .superRefine(({ list, entries }, context) => {
    for (const { index, member, message } of entryFaults(list, entries))
      context.addIssue({ code: 'custom', path: ['entries', index, member], message })
  })

/** The editions that an office uses, by list: files in the folder `lists` beside the profiles. */
export const chosenListsSchema = z.strictObject({
  locarno: codeListVersionSchema.exactOptional(),
  vienna: codeListVersionSchema.exactOptional(),
  st3: codeListVersionSchema.exactOptional(),
  languages: codeListVersionSchema.exactOptional(),
  currencies: codeListVersionSchema.exactOptional(),
})
export type ChosenLists = z.infer<typeof chosenListsSchema>

const codesSchema = z.array(z.string().max(20)).max(20_000).readonly()

/** See `ListedCodes`. */
export const listedCodesSchema = z.strictObject({
  locarno: codesSchema.exactOptional(),
  vienna: codesSchema.exactOptional(),
})
