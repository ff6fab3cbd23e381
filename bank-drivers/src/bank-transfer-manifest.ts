/** What paying by bank transfer can do, and what an office tells of its account. */
import { parseIban } from '@lodge/shared-types'
import { z } from 'zod'
import { statuses } from './bank-transfer-wire.ts'
import { baseUrlSchema } from './http.ts'
import { currencyLimitsSchema, driverManifestSchema, sameLimits } from './manifest.ts'
import { payWithinMembers } from './pay-within.ts'

const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

const ibanSchema = z.string().transform((text, context) => {
  const iban = parseIban(text)
  if (iban !== undefined) return iban
  context.addIssue({ code: 'custom', message: 'This is no IBAN: its check digits do not fit.' })
  return z.NEVER
})

export const bankTransferConfigSchema = z.strictObject({
  /** Of the interface from which the account's statements are fetched. */
  baseUrl: baseUrlSchema,
  creditorName: z.string().trim().min(1).max(70),
  /** One or the other, so that a mistyped IBAN never passes as a number of another kind. */
  creditorAccount: z.union([
    z.strictObject({ iban: ibanSchema }),
    z.strictObject({ number: z.string().regex(/^[0-9A-Za-z]{4,34}$/) }),
  ]),
  bic: z
    .string()
    .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/)
    .optional(),
  bankName: z.string().trim().min(1).max(70).optional(),
  /** What the account takes, and how much; no other currency is offered. */
  limits: currencyLimitsSchema,
  ...payWithinMembers,
  /** How long a transfer that was ordered on the last day may be under way. */
  bookingDays: z.number().int().min(0).max(30).default(5),
})

export const bankTransferManifest = driverManifestSchema.parse({
  id: 'bank-transfer',
  version: '1.0.0',
  displayName: { en: 'Bank transfer', ar: 'تحويل مصرفي' },
  kind: 'reference',
  capabilities: {
    // The bank tells of money by statements alone, and takes no orders from here: a person orders a transfer back.
    query: false,
    cancel: false,
    refund: 'none',
    callbacks: false,
    settlementFormats: ['camt.053', 'camt.054'],
    nativeIdempotency: true,
    findByReference: false,
  },
  currencies: {
    ...sameLimits(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'], { minMinor: 1n, maxMinor: 99_999_999_999n }),
    ...sameLimits(['BHD', 'JOD', 'KWD', 'OMR', 'TND'], { minMinor: 1n, maxMinor: 99_999_999_999n }),
  },
  statuses,
  refundStatuses: {},
  /** A driver that is open has the office's own; see `payWithinDays` and `bookingDays`. */
  expiryMs: 19 * dayMs,
  polling: { waitsMs: [6 * hourMs], giveUpAfterMs: 38 * dayMs },
  configSchema: bankTransferConfigSchema,
  secrets: ['client-secret'],
})
