/** Tariffs as data: fees by what they are counted by, conditions, taxes and days of validity. */
import { z } from 'zod'
import { citationSchema, localizedSchema } from './localized.ts'
import { currencySchema, minorUnitsSchema } from './money-schema.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { rightOf } from './submission.ts'
import { markKindSchema } from './trademark-request.ts'

/** What a fee is counted by. */
const countables = ['request', 'classes', 'priorities', 'applicants'] as const
export type Countable = (typeof countables)[number]

const conditionSchema = z.strictObject({
  markKinds: z.array(markKindSchema).min(1).optional(),
  /** Whether every applicant is a natural person. */
  naturalPersons: z.boolean().optional(),
})

const tariffItemSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  /** The provision that sets this fee, as the office cites it. */
  rule: z.string().min(1),
  citation: citationSchema.optional(),
  label: localizedSchema,
  request: z.string().refine((kind) => Object.hasOwn(rightOf, kind), 'This kind of request is not known.'),
  per: z.enum(countables),
  /** How many are free of this fee, such as the classes that the basic fee includes. */
  free: z.number().int().nonnegative(),
  unitMinor: minorUnitsSchema,
  when: conditionSchema.optional(),
})

const taxSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  rule: z.string().min(1),
  citation: citationSchema.optional(),
  label: localizedSchema,
  /** Hundredths of a percent: 500 is 5 %. */
  rateBasisPoints: z.number().int().positive().max(10_000),
})

export const tariffSchema = z
  .strictObject({
    version: z.string().regex(/^[\w.-]{1,40}$/),
    validFrom: plainDateSchema,
    validTo: plainDateSchema.optional(),
    currency: currencySchema,
    items: z.array(tariffItemSchema).min(1),
    taxes: z.array(taxSchema),
  })
  .superRefine((tariff, context) => {
    const codes = [...tariff.items, ...tariff.taxes].map((item) => item.code)
    codes.forEach((code, index) => {
      if (codes.indexOf(code) !== index)
        context.addIssue({
          code: 'custom',
          message: `The code "${code}" is used twice.`,
          path:
            index < tariff.items.length
              ? ['items', index, 'code']
              : ['taxes', index - tariff.items.length, 'code'],
        })
    })
    if (tariff.validTo !== undefined && tariff.validTo < tariff.validFrom)
      context.addIssue({
        code: 'custom',
        message: 'The tariff ends before it begins.',
        path: ['validTo'],
      })
  })
export type Tariff = z.infer<typeof tariffSchema>
