/** What a driver declares about itself and its bank; parsed when the driver is opened, so a wrong manifest never runs. */
import { currencySchema, minorUnitsSchema } from '@lodge/shared-types'
import type { Currency } from '@lodge/shared-types'
import { z } from 'zod'

/** What a bank's status means for an attempt. `unknown` is the outcome of every status that a manifest does not map. */
export const driverOutcomeSchema = z.enum([
  'action-required',
  'awaiting-funds',
  'partially-funded',
  'pending',
  'succeeded',
  'failed',
  'cancelled',
  'expired',
  'refunded',
  'charged-back',
  'unknown',
])
export type DriverOutcome = z.infer<typeof driverOutcomeSchema>

export const refundOutcomeSchema = z.enum(['pending', 'succeeded', 'failed', 'unknown'])
export type RefundOutcome = z.infer<typeof refundOutcomeSchema>

export const driverKindSchema = z.enum(['redirect', 'billing-gateway', 'reference', 'deposit', 'counter'])
export type DriverKind = z.infer<typeof driverKindSchema>

const amountLimitsSchema = z
  .strictObject({ minMinor: minorUnitsSchema, maxMinor: minorUnitsSchema })
  .refine(({ minMinor, maxMinor }) => minMinor > 0n && maxMinor >= minMinor, {
    message: 'Limits go from one minor unit or more up to a maximum that is not below the minimum.',
  })

/** Per currency, the least and the most that one payment may be, in whole minor units, both included. */
export const currencyLimitsSchema = z
  .partialRecord(currencySchema, amountLimitsSchema)
  .refine((limits) => Object.keys(limits).length > 0, { message: 'Name at least one currency.' })
export type CurrencyLimits = z.infer<typeof currencyLimitsSchema>

const callbackPolicySchema = z.strictObject({
  authentication: z
    .strictObject({
      scheme: z.enum(['hmac-sha256', 'hmac-sha512', 'rsa-sha256', 'ed25519', 'mtls', 'jws']),
      /** Absent where the bank alone holds a secret: its public keys are configuration. */
      secret: z.string().min(1).optional(),
      headers: z.array(z.string().regex(/^[a-z0-9-]+$/)),
    })
    .refine(({ scheme, secret }) => secret !== undefined || scheme === 'jws', {
      message: 'Name the secret that proves callbacks; only the scheme "jws" goes without.',
    }),
  /** The bank's own words for "we have it"; anything else makes it call again. */
  acknowledgement: z.strictObject({
    status: z.number().int().min(200).max(299),
    contentType: z.string().min(1),
    body: z.string(),
  }),
  contentTypes: z.array(z.string().min(1)).min(1),
  maxBytes: z.number().int().positive(),
  freshnessMs: z.number().int().positive(),
})
export type CallbackPolicy = z.infer<typeof callbackPolicySchema>

const statusMap = <O extends z.ZodType>(outcome: O) =>
  z.record(z.string().min(1), outcome).refine((map) => Object.keys(map).length > 0, {
    message: 'Map every status that the bank documents.',
  })

/** Returns whether a driver talks to the books of the office, and to no bank. */
export const keepsToBooks = ({ kind }: { readonly kind: DriverKind }): boolean =>
  kind === 'deposit' || kind === 'counter'

export const driverManifestSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    /** Per language tag; English is always there. */
    displayName: z.record(z.string().min(2), z.string().min(1)).refine((names) => Boolean(names['en']), {
      message: 'Give a display name in English (en).',
    }),
    kind: driverKindSchema,
    capabilities: z.strictObject({
      query: z.boolean(),
      cancel: z.boolean(),
      refund: z.enum(['none', 'full', 'partial']),
      callbacks: z.boolean(),
      settlementFormats: z.array(z.enum(['camt.053', 'camt.054', 'mt940', 'mt942', 'csv'])),
      nativeIdempotency: z.boolean(),
      findByReference: z.boolean(),
    }),
    currencies: currencyLimitsSchema,
    callbacks: callbackPolicySchema.optional(),
    statuses: statusMap(driverOutcomeSchema),
    refundStatuses: z.record(z.string().min(1), refundOutcomeSchema),
    /** How long a payer may take; `undefined` where the bank sets no end. */
    expiryMs: z.number().int().positive().optional(),
    /**
     * When to ask the bank on our own: waits between polls (the last one repeats), and when a person is asked instead. A driver
     * without `query` is never asked: the waits then tell how often to look whether the payment has expired.
     */
    polling: z.strictObject({
      waitsMs: z.array(z.number().int().positive()).min(1),
      giveUpAfterMs: z.number().int().positive(),
    }),
    configSchema: z.instanceof(z.ZodType),
    secrets: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)),
  })
  .superRefine((manifest, context) => {
    const object = (path: string, message: string) => {
      context.addIssue({ code: 'custom', path: [path], message })
    }
    if (manifest.capabilities.callbacks !== (manifest.callbacks !== undefined))
      object('callbacks', 'Describe callbacks exactly when the capability is declared.')
    const secret = manifest.callbacks?.authentication.secret
    if (secret !== undefined && !manifest.secrets.includes(secret))
      object('secrets', `Declare the callback secret "${secret}" among the secrets.`)
    const hasBank =
      manifest.callbacks || manifest.capabilities.settlementFormats.length + manifest.secrets.length > 0
    if (keepsToBooks(manifest) && hasBank)
      object(
        'kind',
        'A driver that keeps to the books of the office has no callbacks, statements or secrets.',
      )
    if (!Object.values(manifest.statuses).includes('succeeded'))
      object('statuses', 'One status has to mean that the money came.')
    if (manifest.capabilities.refund !== 'none' && Object.keys(manifest.refundStatuses).length === 0)
      object('refundStatuses', 'Map the refund statuses of a driver that can refund.')
  })
export type DriverManifest = z.infer<typeof driverManifestSchema>

/**
 * Returns whether an attempt in `awaiting-funds` ends by our word alone: the bank, or the desk, holds nothing that could be
 * withdrawn, so there is no `cancel` to call. What may be known already is asked first (`query`), and money that comes
 * afterwards is late money.
 */
export const isCancelledHere = ({
  kind,
  capabilities,
}: Pick<DriverManifest, 'kind' | 'capabilities'>): boolean =>
  !capabilities.cancel && (kind === 'reference' || kind === 'counter')

/** Returns what a bank's status means. Total: a status that is not mapped is `unknown`, for which the service alerts. */
export const outcomeOf = (manifest: Pick<DriverManifest, 'statuses'>, bankStatus: string): DriverOutcome =>
  (Object.hasOwn(manifest.statuses, bankStatus) ? manifest.statuses[bankStatus] : undefined) ?? 'unknown'

/** Returns what a bank's refund status means; `unknown` for a status that is not mapped. */
export const refundOutcomeOf = (
  manifest: Pick<DriverManifest, 'refundStatuses'>,
  bankStatus: string,
): RefundOutcome =>
  (Object.hasOwn(manifest.refundStatuses, bankStatus) ? manifest.refundStatuses[bankStatus] : undefined) ??
  'unknown'

/** Returns the same limits for each of `currencies`. */
export const sameLimits = (
  currencies: readonly Currency[],
  limits: { minMinor: bigint; maxMinor: bigint },
): CurrencyLimits => Object.fromEntries(currencies.map((currency) => [currency, limits]))
