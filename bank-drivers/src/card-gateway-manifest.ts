/** What the card gateway can do and under which terms; the office's own terms are in its configuration. */
import { z } from 'zod'
import { refundStatuses, statuses } from './card-gateway-wire.ts'
import { hmacHeaders } from './hmac-callback.ts'
import { baseUrlSchema } from './http.ts'
import { currencyLimitsSchema, driverManifestSchema, sameLimits } from './manifest.ts'

const minuteMs = 60_000

export const cardGatewayConfigSchema = z.strictObject({
  baseUrl: baseUrlSchema,
  merchantId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  /** Replaces the manifest's currencies and limits by those of the office's own agreement with the bank. */
  limits: currencyLimitsSchema.optional(),
  /** Where the bank's payment page may live, besides the address of its interface. */
  pageOrigins: z.array(baseUrlSchema).default([]),
})

export const cardGatewayManifest = driverManifestSchema.parse({
  id: 'card-gateway',
  version: '1.0.0',
  displayName: { en: 'Card payment', ar: 'الدفع بالبطاقة' },
  kind: 'redirect',
  capabilities: {
    query: true,
    cancel: true,
    refund: 'partial',
    callbacks: true,
    settlementFormats: [],
    nativeIdempotency: true,
    findByReference: true,
  },
  currencies: {
    ...sameLimits(['BGN', 'CHF', 'EUR', 'GBP', 'JPY', 'USD'], { minMinor: 1n, maxMinor: 100_000_000n }),
    ...sameLimits(['BHD', 'JOD', 'KWD', 'OMR', 'TND'], { minMinor: 1n, maxMinor: 1_000_000_000n }),
  },
  callbacks: {
    authentication: { scheme: 'hmac-sha256', secret: 'callback-key', headers: [...hmacHeaders] },
    acknowledgement: { status: 200, contentType: 'application/json', body: '{"received":true}' },
    contentTypes: ['application/json'],
    maxBytes: 256_000,
    freshnessMs: 5 * minuteMs,
  },
  statuses,
  refundStatuses,
  expiryMs: 30 * minuteMs,
  polling: {
    waitsMs: [10_000, 30_000, minuteMs, 5 * minuteMs, 15 * minuteMs, 60 * minuteMs],
    giveUpAfterMs: 48 * 60 * minuteMs,
  },
  configSchema: cardGatewayConfigSchema,
  secrets: ['api-key', 'callback-key'],
})
