/** Schemas of money. */
import { z } from 'zod'
import { isCurrency, minorUnitsPattern, type Currency, type Money } from './money.ts'

export const currencySchema = z.custom<Currency>(
  (value) => typeof value === 'string' && isCurrency(value),
  'Use an ISO 4217 currency code, such as EUR.',
)

/** Whole minor units: a bigint inside, a decimal string in JSON, int64 in MongoDB. */
export const minorUnitsSchema = z.union(
  [
    z.bigint(),
    z
      .string()
      .regex(minorUnitsPattern)
      .transform((digits) => BigInt(digits)),
  ],
  'Write the amount as whole minor units, such as "52000".',
)

export const moneySchema = z.strictObject({
  amountMinor: minorUnitsSchema,
  currency: currencySchema,
}) satisfies z.ZodType<Money>
