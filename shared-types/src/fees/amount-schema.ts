/** Schemas of the amounts and percentages of a tariff, with what a person does about a wrong one. */
import { z } from 'zod'
import { isRecord } from '../forms/read-path.ts'
import { minorUnitsPattern } from '../money.ts'
import { percentPattern, shareOfPercent } from './share.ts'

/** Says what is wrong with an amount that was written; undefined for a good one. */
function amountFault(written: string): string | undefined {
  if (/[A-Z]{3}|\p{Sc}/u.test(written))
    return 'Leave the currency out: every amount of a tariff is in the tariff’s own. Fees in another currency need a tariff of their own.'
  if (/^\s*[-−]/u.test(written)) return 'A fee is never negative; what makes it less is a discount.'
  if (/^\d+[.,]\d+$/.test(written))
    return 'Write whole minor units of the currency without a point, such as "52000" for 520.00 (with three decimals: "520000").'
  return minorUnitsPattern.test(written) ? undefined : 'Write whole minor units in digits, such as "52000".'
}

/** An amount of a tariff: whole minor units, never negative; a bigint inside, a decimal string in JSON. */
export const feeAmountSchema: z.ZodType<bigint> = z.unknown().transform((given, context) => {
  if (typeof given === 'bigint' && given >= 0n) return given
  const message =
    typeof given === 'number'
      ? 'Write the amount in quotation marks, such as "52000": numbers of JSON are not exact.'
      : isRecord(given)
        ? amountFault('EUR')
        : amountFault(String(given))
  if (typeof given === 'string' && message === undefined) return BigInt(given)
  context.addIssue({
    code: 'custom',
    message: message ?? 'Write whole minor units in digits, such as "52000".',
  })
  return z.NEVER
})

/** An amount that is above zero. */
export const positiveAmountSchema = feeAmountSchema.refine((amount) => amount > 0n, 'This is more than zero.')

/** An exact percentage, such as `5.25`, or `100/3` for a third. */
const percent = z
  .string({ error: 'Write the percentage in quotation marks, such as "5.25".' })
  .regex(percentPattern, 'Write a percentage without a sign, such as "5.25", or "100/3" for a third.')

const isAboveZero = (written: string): boolean =>
  !percentPattern.test(written) || shareOfPercent(written).numerator > 0n

/** A percentage above zero; a surcharge may be more than the fee. */
export const percentSchema = percent.refine(isAboveZero, 'This percentage is nothing; leave it out.')

/** A percentage above zero, of what cannot be more than the whole. */
export const percentOfWholeSchema = percentSchema.refine((written) => {
  if (!percentPattern.test(written)) return true
  const { numerator, denominator } = shareOfPercent(written)
  return numerator <= denominator
}, 'This is more than the whole (100).')
