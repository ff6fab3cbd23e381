/** The schema of tariffs, with what must fit together inside one; `fees/tariff-faults.ts` holds tariffs against each other and the office. */
import { z } from 'zod'
import { isCountryCode } from './value-rules.ts'
import {
  discountSchema,
  feeItemSchema,
  instalmentsSchema,
  orderRulesSchema,
  roundingSchema,
  taxSchema,
} from './fees/fee-rules-schema.ts'
import { stackings, type Tariff } from './fees/fee-rules.ts'
import { faultsInTariff } from './fees/faults-in-tariff.ts'
import { currencySchema } from './money-schema.ts'
import { plainDateSchema } from './plain-date-schema.ts'

export const tariffSchema: z.ZodType<Tariff> = z
  .strictObject({
    version: z.string().regex(/^[\w.-]{1,40}$/),
    validFrom: plainDateSchema,
    validTo: plainDateSchema.exactOptional(),
    currency: currencySchema,
    rounding: roundingSchema.exactOptional(),
    countryGroups: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]+$/, 'A group has a name in lower case with hyphens.'),
        z.array(z.string().refine(isCountryCode, 'Name a country by its two letters.')).min(1),
      )
      .exactOptional(),
    items: z.array(feeItemSchema).min(1),
    discounts: z.array(discountSchema).exactOptional(),
    stacking: z.enum(stackings).exactOptional(),
    taxes: z.array(taxSchema),
    instalments: z.array(instalmentsSchema).exactOptional(),
    order: orderRulesSchema.exactOptional(),
  })
  .superRefine((tariff, context) => {
    for (const { path, message } of faultsInTariff(tariff))
      context.addIssue({ code: 'custom', path, message })
  })
