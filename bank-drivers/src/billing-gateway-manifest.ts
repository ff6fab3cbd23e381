/** What the billing gateway can do and under which terms; the office's own terms are in its configuration. */
import { z } from 'zod'
import { statuses } from './billing-gateway-wire.ts'
import { baseUrlSchema } from './http.ts'
import { jwsHeader, jwsPublicKeysSchema } from './jws-callback.ts'
import { currencyLimitsSchema, driverManifestSchema, sameLimits } from './manifest.ts'

const minuteMs = 60_000
export const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const mostHours = 2160

export const billingGatewayConfigSchema = z.strictObject({
  baseUrl: baseUrlSchema,
  /** The office's code at the service. */
  biller: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** The service's public keys for its notices, from its terms: no secrets. */
  noticeKeys: jwsPublicKeysSchema,
  /** How long a payer may take. */
  validHours: z.number().int().min(1).max(mostHours).default(336),
  /** Replaces the manifest's currencies and limits by those of the office's own agreement with the service. */
  limits: currencyLimitsSchema.optional(),
  /** Where the service's pages may live, besides the address of its interface. */
  pageOrigins: z.array(baseUrlSchema).default([]),
})

export const billingGatewayManifest = driverManifestSchema.parse({
  id: 'billing-gateway',
  version: '1.0.0',
  displayName: { en: 'Government bill', ar: 'فاتورة حكومية' },
  kind: 'billing-gateway',
  capabilities: {
    query: true,
    cancel: true,
    // The service pays out to the office; what is to go back goes out of the office's own account.
    refund: 'none',
    callbacks: true,
    settlementFormats: ['camt.054'],
    nativeIdempotency: true,
    findByReference: true,
  },
  currencies: {
    ...sameLimits(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'KES', 'TZS', 'USD'], {
      minMinor: 1n,
      maxMinor: 1_000_000_000n,
    }),
    ...sameLimits(['BHD', 'JOD', 'KWD', 'OMR', 'TND'], { minMinor: 1n, maxMinor: 10_000_000_000n }),
  },
  callbacks: {
    authentication: { scheme: 'jws', headers: [jwsHeader] },
    acknowledgement: { status: 200, contentType: 'application/json', body: '{"status":"RECEIVED"}' },
    contentTypes: ['application/json'],
    maxBytes: 256_000,
    freshnessMs: 5 * minuteMs,
  },
  statuses,
  refundStatuses: {},
  expiryMs: 14 * dayMs,
  // Money may come a while after the end: what a branch took on the last day.
  polling: {
    waitsMs: [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, hourMs, hourMs, 6 * hourMs],
    giveUpAfterMs: mostHours * hourMs + 7 * dayMs,
  },
  configSchema: billingGatewayConfigSchema,
  secrets: ['client-key'],
})
