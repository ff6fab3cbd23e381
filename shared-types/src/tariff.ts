/** Tariffs as data, and the one fee function that device and server run: explained lines, each citing its rule. */
import { z } from 'zod'
import { uuidSchema } from './ids.ts'
import { localizedSchema } from './localized.ts'
import { currencySchema, minorUnitsSchema, money, type Money } from './money.ts'
import { plainDateSchema, type PlainDate } from './plain-date.ts'
import { rightOf, type Request } from './submission.ts'
import { markKindSchema } from './trademark-request.ts'

/** What a fee is counted by. */
const countables = ['request', 'classes', 'priorities', 'applicants'] as const
type Countable = (typeof countables)[number]

const conditionSchema = z.strictObject({
  markKinds: z.array(markKindSchema).min(1).optional(),
  /** Whether every applicant is a natural person. */
  naturalPersons: z.boolean().optional(),
})

const tariffItemSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  /** The provision that sets this fee, as the office cites it. */
  rule: z.string().min(1),
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

/** One explained line of an order: `quantity` × `unitMinor` = `amountMinor`, by `rule`. */
export const feeLineSchema = z.object({
  code: z.string(),
  rule: z.string(),
  label: localizedSchema,
  /** The request that the line is for; null for a line about the whole dossier, such as a tax. */
  requestId: uuidSchema.nullable(),
  quantity: z.number().int(),
  unitMinor: minorUnitsSchema,
  amountMinor: minorUnitsSchema,
})
export type FeeLine = z.infer<typeof feeLineSchema>

/** What a tariff makes of requests: lines that add up to the total. */
export type Price = { tariffVersion: string; lines: FeeLine[]; total: Money }

/** Returns the tariff in force on `on`, or undefined where none is. */
export const tariffOn = (tariffs: readonly Tariff[], on: PlainDate): Tariff | undefined =>
  tariffs.find((tariff) => tariff.validFrom <= on && (tariff.validTo === undefined || on <= tariff.validTo))

const countOf = {
  request: () => 1,
  classes: (request) => request.goodsAndServices.length,
  priorities: (request) => request.priorities.length,
  applicants: (request) => request.applicants.length,
} satisfies Record<Countable, (request: Request) => number>

function applies(when: z.infer<typeof conditionSchema> | undefined, request: Request): boolean {
  if (when?.markKinds && !when.markKinds.includes(request.mark.kind)) return false
  if (when?.naturalPersons === undefined) return true
  return request.applicants.every((applicant) => applicant.kind === 'natural') === when.naturalPersons
}

/** Returns `amount` × basis points / 10,000, halves rounded away from zero. */
function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  const product = amountMinor * BigInt(basisPoints)
  return (product + (product < 0n ? -5000n : 5000n)) / 10_000n
}

/** Prices `requests` under `tariff`. Lines of amount zero are left out unless the fee itself is zero. */
export function price(tariff: Tariff, requests: readonly Request[]): Price {
  const lines: FeeLine[] = requests.flatMap((request) =>
    tariff.items.flatMap((item) => {
      if (item.request !== request.kind || !applies(item.when, request)) return []
      const quantity = Math.max(0, countOf[item.per](request) - item.free)
      if (quantity === 0) return []
      const { code, rule, label, unitMinor } = item
      return [
        {
          code,
          rule,
          label,
          requestId: request.requestId,
          quantity,
          unitMinor,
          amountMinor: unitMinor * BigInt(quantity),
        },
      ]
    }),
  )
  const net = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  for (const { code, rule, label, rateBasisPoints } of tariff.taxes) {
    const amountMinor = shareOf(net, rateBasisPoints)
    if (amountMinor === 0n) continue
    lines.push({ code, rule, label, requestId: null, quantity: 1, unitMinor: amountMinor, amountMinor })
  }
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  return { tariffVersion: tariff.version, lines, total: money(total, tariff.currency) }
}
