/** The shape of a trademark application as it is submitted; `forms/check-form.ts` holds it against an office's rules. */
import { z } from 'zod'
import { sha256Schema } from './ids.ts'
import { countrySchema } from './parties.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { plainLine, plainText } from './plain-text.ts'
import { ofEveryApplication } from './request-members.ts'
import { says } from './says.ts'
import { isNiceClass, isViennaCode } from './value-rules.ts'

/** The kinds of mark: WIPO ST.60 and the Singapore Treaty, Rule 3. */
export const markKinds = [
  'word',
  'figurative',
  'combined',
  'three-dimensional',
  'colour',
  'sound',
  'motion',
  'multimedia',
  'hologram',
  'position',
  'pattern',
] as const
export type MarkKind = (typeof markKinds)[number]
export const markKindSchema = z.enum(markKinds)

/** Whose goods a mark tells apart: one owner's, those of an association's members, or those that meet a standard. */
export const markTypes = ['individual', 'collective', 'certification'] as const
export type MarkType = (typeof markTypes)[number]
export const markTypeSchema = z.enum(markTypes)

/** Kinds of views of a three-dimensional mark; views of designs have the same names. */
export const viewKinds = [
  'perspective',
  'front',
  'back',
  'top',
  'bottom',
  'left',
  'right',
  'enlarged',
  'unfolded',
  'exploded',
  'other',
] as const

/** A view by the SHA-256 of its document; views are numbered by their order. */
export const viewSchema = z.strictObject({ kind: z.enum(viewKinds), sha256: sha256Schema })
export type View = z.infer<typeof viewSchema>

const colours = z.array(plainLine(60)).max(20)
/** What every mark may have. Without a type it is an individual mark, as those of the form tm-1 are. */
const ofEveryMark = {
  type: markTypeSchema.optional(),
  disclaimer: plainText(1000).optional(),
  description: plainText(2000).optional(),
  /** The words in Latin characters, and what they mean in the language of the application. */
  transliteration: plainLine(500).optional(),
  translation: plainLine(500).optional(),
}
/** What a mark that is seen may have. */
const ofSeenMark = {
  ...ofEveryMark,
  verbalElements: plainLine(500).optional(),
  colours: colours.optional(),
  /** Figurative elements by the Vienna Classification, such as `3.7.16`. */
  viennaCodes: z
    .array(z.string().refine(isViennaCode, says('vienna-code')))
    .max(20)
    .optional(),
}
const imageSha256 = sha256Schema
const mediaSha256 = sha256Schema

export const markSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...ofEveryMark, kind: z.literal('word'), text: plainLine(500) }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('figurative'), imageSha256 }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('combined'), text: plainLine(500), imageSha256 }),
  z.strictObject({
    ...ofSeenMark,
    kind: z.literal('three-dimensional'),
    views: z.array(viewSchema).min(1, 'Show the mark in at least one view.').max(10),
  }),
  z.strictObject({
    ...ofSeenMark,
    kind: z.literal('colour'),
    imageSha256,
    colours: colours.min(1, 'Name the colour.'),
    /** In a system of colours, such as `Pantone 286 C`; one for each colour. */
    colourCodes: colours.min(1, 'Give the code of the colour.'),
  }),
  z.strictObject({ ...ofEveryMark, kind: z.literal('sound'), mediaSha256 }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('motion'), mediaSha256 }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('multimedia'), mediaSha256 }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('hologram'), mediaSha256 }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('position'), imageSha256, description: plainText(2000) }),
  z.strictObject({ ...ofSeenMark, kind: z.literal('pattern'), imageSha256, description: plainText(2000) }),
])
export type Mark = z.infer<typeof markSchema>

/** Returns the words of a mark: its text, or what can be read in its image; undefined where there are none. */
export const wordsOfMark = (mark: Mark): string | undefined =>
  'text' in mark ? mark.text : 'verbalElements' in mark ? mark.verbalElements : undefined

/** Goods or services in one class of the Nice Classification (1–45). */
export const classEntrySchema = z.strictObject({
  classNumber: z.number().refine(isNiceClass, says('class-number')),
  terms: z.array(plainLine(500)).min(1, 'Name at least one good or service in this class.').max(10_000),
})

/** An earlier filing: of the same mark or invention for a priority, of the same mark's registration for a seniority. */
export const prioritySchema = z.strictObject({
  country: countrySchema,
  number: plainLine(60),
  date: plainDateSchema,
  /** The access code under which the WIPO Digital Access Service gives the certificate. */
  dasCode: plainLine(20).optional(),
})

export const trademarkRequestSchema = z.strictObject({
  ...ofEveryApplication,
  kind: z.literal('trademark-application'),
  mark: markSchema,
  goodsAndServices: z.array(classEntrySchema).min(1, 'Name at least one class.').max(45),
  priorities: z.array(prioritySchema).max(20),
  /** The first showing of the goods at an official exhibition (Paris Convention, Article 11). */
  exhibition: z.strictObject({ name: plainLine(200), date: plainDateSchema }).optional(),
  /** Earlier registrations of the same mark whose age is claimed. */
  seniorities: z
    .array(z.strictObject({ country: countrySchema, number: plainLine(60), date: plainDateSchema }))
    .max(20)
    .optional(),
})
export type TrademarkRequest = z.infer<typeof trademarkRequestSchema>
