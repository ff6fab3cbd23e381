/** Schemas of how fees are counted and when they are due (`fee-rules.ts` says what each means). */
import { z } from 'zod'
import { documentRoleSchema } from '../documents-schema.ts'
import { fileStatusSchema } from '../legal-status.ts'
import { citationSchema, localizedSchema } from '../localized.ts'
import { dateNames } from '../requests/file-facts.ts'
import { rights } from '../request-kinds.ts'
import { markKindSchema, markTypeSchema } from '../trademark-request.ts'
import { isCountryCode } from '../value-rules.ts'
import { toldApart } from './told-apart.ts'
import {
  feeAmountSchema,
  percentOfWholeSchema,
  percentSchema,
  positiveAmountSchema,
} from './amount-schema.ts'
import { contradictionsIn } from './contradictions.ts'
import {
  countNames,
  fileNumbers,
  filingModes,
  type Discount,
  type FeeCondition,
  type FeeCount,
  type FeeDay,
  type FeeItem,
  type FieldTest,
  type Instalments,
  type OrderRules,
  type Rounding,
  type Tax,
  type Tier,
} from './fee-rules.ts'

const feeCodeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'A code is lower case with hyphens.')

/** A dotted path into a request. */
export const feePathSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/, 'Write a path such as mark.kind.')

const said = {
  code: feeCodeSchema,
  rule: z.string().min(1, 'Cite the provision that sets this.'),
  citation: citationSchema.exactOptional(),
  label: localizedSchema,
}
const request = z.union([feeCodeSchema, z.array(feeCodeSchema).min(1)])
const quantity = z.number().int().nonnegative().max(1_000_000)

const spanSchema = z.strictObject({
  count: z.number().int().positive().max(1000),
  unit: z.enum(['days', 'months', 'years']),
})
const movedBy = {
  plus: spanSchema.exactOptional(),
  back: spanSchema.exactOptional(),
  ifClosed: z.literal('next-open-day').exactOptional(),
}
const daySchema = toldApart<FeeDay>([
  ['date', z.strictObject({ date: z.enum(['today', ...dateNames]), ...movedBy })],
  ['path', z.strictObject({ path: feePathSchema, ...movedBy })],
])

const values = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)
const field = { path: feePathSchema, of: z.literal('every').exactOptional() }
const bounds = { atLeast: z.number().exactOptional(), atMost: z.number().exactOptional() }
const fieldTestSchema = toldApart<FieldTest>(
  [
    ['isOneOf', z.strictObject({ ...field, isOneOf: values })],
    ['isNoneOf', z.strictObject({ ...field, isNoneOf: values })],
    ['exists', z.strictObject({ ...field, exists: z.boolean() })],
  ],
  {
    rest: z
      .strictObject({ ...field, ...bounds })
      .refine((test) => test.atLeast !== undefined || test.atMost !== undefined, {
        message: 'Say what is tested: isOneOf, isNoneOf, exists, atLeast or atMost.',
      }),
  },
)

const spansSchema = z.strictObject({
  spans: z.enum(['days', 'months', 'years']),
  from: daySchema,
  to: daySchema,
  count: z.enum(['started', 'full']),
})
export const feeCountSchema: z.ZodType<FeeCount> = z.lazy(() =>
  toldApart<FeeCount>(
    [
      ['lengthOf', z.strictObject({ lengthOf: feePathSchema, where: fieldTestSchema.exactOptional() })],
      ['numberAt', z.strictObject({ numberAt: feePathSchema })],
      ['distinct', z.strictObject({ distinct: feePathSchema })],
      ['wordsIn', z.strictObject({ wordsIn: feePathSchema })],
      ['charactersIn', z.strictObject({ charactersIn: feePathSchema })],
      ['file', z.strictObject({ file: z.enum(fileNumbers) })],
      ['spans', spansSchema],
      [
        'each',
        z.strictObject({ each: feePathSchema, count: feeCountSchema, free: quantity.exactOptional() }),
      ],
      ['sum', z.strictObject({ sum: z.array(feeCountSchema).min(2) })],
      ['firstOf', z.strictObject({ firstOf: z.array(feeCountSchema).min(2) })],
    ],
    { text: z.enum(countNames) },
  ),
)

const some = { of: z.literal('some').exactOptional() }
const countries = z
  .array(
    z
      .string()
      .refine(
        (name) => isCountryCode(name) || /^[a-z][a-z0-9-]+$/.test(name),
        'Name a country by its two letters, or a group of the tariff.',
      ),
  )
  .min(1)
const countriesSchema = toldApart<NonNullable<FeeCondition['applicantCountries']>>([
  ['in', z.strictObject({ in: countries, ...some })],
  ['notIn', z.strictObject({ notIn: countries, ...some })],
])
const yesNo = z.boolean().exactOptional()
const names = z.array(z.string().min(1)).min(1).exactOptional()

export const feeConditionSchema: z.ZodType<FeeCondition> = z.lazy(() =>
  z
    .strictObject({
      markKinds: z.array(markKindSchema).min(1).exactOptional(),
      markTypes: z.array(markTypeSchema).min(1).exactOptional(),
      colour: yesNo,
      modes: z.array(z.enum(filingModes)).min(1).exactOptional(),
      naturalPersons: yesNo,
      smallEntity: yesNo,
      applicantCountries: countriesSchema.exactOptional(),
      listedTerms: yesNo,
      isSet: yesNo,
      licenceOfRight: yesNo,
      fields: z.array(fieldTestSchema).min(1).exactOptional(),
      counts: z
        .array(z.strictObject({ count: feeCountSchema, ...bounds }))
        .min(1)
        .exactOptional(),
      file: z
        .strictObject({
          statuses: z.array(fileStatusSchema).min(1).exactOptional(),
          isInternational: yesNo,
          isPublished: yesNo,
          flags: names,
          noFlags: names,
        })
        .exactOptional(),
      days: z
        .array(
          z.strictObject({
            day: daySchema.exactOptional(),
            from: daySchema.exactOptional(),
            after: daySchema.exactOptional(),
            until: daySchema.exactOptional(),
            before: daySchema.exactOptional(),
          }),
        )
        .min(1)
        .exactOptional(),
      any: z.array(feeConditionSchema).min(1).exactOptional(),
      not: feeConditionSchema.exactOptional(),
    })
    .superRefine((when, context) => {
      for (const { path, message } of contradictionsIn(when))
        context.addIssue({ code: 'custom', path, message })
    }),
)

const percentOfSchema = z.strictObject({ percent: percentSchema, items: z.array(feeCodeSchema).min(1) })
const from = quantity
const tierSchema = toldApart<Tier>([
  ['unitMinor', z.strictObject({ from, unitMinor: feeAmountSchema })],
  ['percentOf', z.strictObject({ from, percentOf: percentOfSchema })],
])

const itemMembers = {
  ...said,
  request,
  rights: z.array(z.enum(rights)).min(1).exactOptional(),
  each: feePathSchema.exactOptional(),
  detail: feePathSchema.exactOptional(),
  per: feeCountSchema,
  free: quantity.exactOptional(),
  step: z
    .strictObject({ size: z.number().int().positive().max(100_000), round: z.enum(['started', 'full']) })
    .exactOptional(),
  maxQuantity: z.number().int().positive().exactOptional(),
  minMinor: positiveAmountSchema.exactOptional(),
  maxMinor: positiveAmountSchema.exactOptional(),
  when: feeConditionSchema.exactOptional(),
  penalty: z.literal(true).exactOptional(),
  evenNone: z.literal(true).exactOptional(),
}
const unitBySchema = z.strictObject({
  path: feePathSchema,
  amounts: z.record(z.string().min(1), feeAmountSchema),
  otherwiseMinor: feeAmountSchema.exactOptional(),
})
const tiersSchema = z.strictObject({
  by: z.union([z.literal('quantity'), feeCountSchema]),
  charge: z.literal('parts').exactOptional(),
  steps: z.array(tierSchema).min(1),
  until: quantity.exactOptional(),
})
export const feeItemSchema = toldApart<FeeItem>([
  ['unitMinor', z.strictObject({ ...itemMembers, unitMinor: feeAmountSchema })],
  ['unitBy', z.strictObject({ ...itemMembers, unitBy: unitBySchema })],
  ['percentOf', z.strictObject({ ...itemMembers, percentOf: percentOfSchema })],
  ['tiers', z.strictObject({ ...itemMembers, tiers: tiersSchema })],
])

export const roundingSchema: z.ZodType<Rounding> = z.strictObject({
  mode: z.enum(['half-up', 'half-even', 'up', 'down']),
  toMinor: positiveAmountSchema.exactOptional(),
})
const rounding = roundingSchema.exactOptional()

const discountMembers = {
  ...said,
  items: z.array(feeCodeSchema).min(1).exactOptional(),
  when: feeConditionSchema.exactOptional(),
  proof: documentRoleSchema.exactOptional(),
  on: z.enum(['unit', 'amount']),
  rounding,
}
export const discountSchema = toldApart<Discount>([
  ['percent', z.strictObject({ ...discountMembers, percent: percentOfWholeSchema })],
  ['lessMinor', z.strictObject({ ...discountMembers, lessMinor: positiveAmountSchema })],
  ['insteadMinor', z.strictObject({ ...discountMembers, insteadMinor: feeAmountSchema })],
])

export const taxSchema: z.ZodType<Tax> = z.strictObject({
  ...said,
  percent: percentSchema,
  items: z.array(feeCodeSchema).min(1).exactOptional(),
  when: feeConditionSchema.exactOptional(),
  rounding,
})

export const instalmentsSchema: z.ZodType<Instalments> = z.strictObject({
  ...said,
  request,
  when: feeConditionSchema.exactOptional(),
  parts: z
    .array(
      z.strictObject({
        code: feeCodeSchema,
        label: localizedSchema,
        withinDays: z.number().int().nonnegative().max(3650),
        percent: percentOfWholeSchema.exactOptional(),
      }),
    )
    .min(2, 'Payment in parts has two parts at least.'),
})

const wholeOrder = z.strictObject({ ...said, amountMinor: positiveAmountSchema })
export const orderRulesSchema: z.ZodType<OrderRules> = z.strictObject({
  least: wholeOrder.exactOptional(),
  most: wholeOrder.exactOptional(),
  roundTo: z.strictObject({ ...said, rounding: roundingSchema }).exactOptional(),
})
