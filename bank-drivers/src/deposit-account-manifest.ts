/** What paying out of a prepaid account at the office can do. */
import { z } from 'zod'
import { currencyLimitsSchema, driverManifestSchema, sameLimits } from './manifest.ts'

const minuteMs = 60_000

export const depositAccountConfigSchema = z.strictObject({
  /** Replaces the manifest's currencies and limits. */
  limits: currencyLimitsSchema.optional(),
})

/** Of a debit that the books took; there is no other. */
export const taken = 'TAKEN'
/** Of money that the books put back. */
export const putBack = 'PUT-BACK'

export const depositAccountManifest = driverManifestSchema.parse({
  id: 'deposit-account',
  version: '1.0.0',
  displayName: { en: 'Deposit account', ar: 'حساب الإيداع' },
  kind: 'deposit',
  capabilities: {
    query: true,
    cancel: false,
    refund: 'partial',
    callbacks: false,
    settlementFormats: [],
    nativeIdempotency: true,
    findByReference: true,
  },
  currencies: {
    ...sameLimits(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'], { minMinor: 1n, maxMinor: 10_000_000_000n }),
    ...sameLimits(['BHD', 'JOD', 'KWD', 'OMR', 'TND'], { minMinor: 1n, maxMinor: 100_000_000_000n }),
  },
  statuses: { [taken]: 'succeeded' },
  refundStatuses: { [putBack]: 'succeeded' },
  polling: { waitsMs: [10_000, minuteMs, 10 * minuteMs], giveUpAfterMs: 48 * 60 * minuteMs },
  configSchema: depositAccountConfigSchema,
  secrets: [],
})
