/** What paying at the office's cash desk can do. */
import { z } from 'zod'
import { currencyLimitsSchema, driverManifestSchema, sameLimits } from './manifest.ts'
import { payWithinMembers } from './pay-within.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export const counterConfigSchema = z.strictObject({
  /** Replaces the manifest's currencies and limits, such as by what the law allows in cash. */
  limits: currencyLimitsSchema.optional(),
  ...payWithinMembers,
})

/** What the desk knows of a payment. */
export const deskStatuses = {
  WAITING: 'awaiting-funds',
  'PART-TAKEN': 'partially-funded',
  TAKEN: 'succeeded',
} as const

export const counterManifest = driverManifestSchema.parse({
  id: 'counter',
  version: '1.0.0',
  displayName: { en: 'At the cash desk', ar: 'عند الصندوق' },
  kind: 'counter',
  capabilities: {
    query: true,
    cancel: false,
    // Cash goes back over the desk, against a signature: a cashier's act, and no call of a driver.
    refund: 'none',
    callbacks: false,
    settlementFormats: [],
    nativeIdempotency: true,
    findByReference: true,
  },
  currencies: {
    ...sameLimits(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'], { minMinor: 1n, maxMinor: 10_000_000_000n }),
    ...sameLimits(['BHD', 'JOD', 'KWD', 'OMR', 'TND'], { minMinor: 1n, maxMinor: 100_000_000_000n }),
  },
  statuses: deskStatuses,
  refundStatuses: {},
  /** A driver that is open has the office's own; see `payWithinDays`. */
  expiryMs: 14 * dayMs,
  polling: { waitsMs: [10 * minuteMs, 60 * minuteMs], giveUpAfterMs: 28 * dayMs },
  configSchema: counterConfigSchema,
  secrets: [],
})
