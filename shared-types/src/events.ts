/** The event catalogue: every fact in the history of a dossier, a file or an account, with the schema of its data. */
import { z } from 'zod'
import { traceStepSchema } from './calendar.ts'
import { documentRoleSchema, mediaTypeSchema } from './documents-schema.ts'
import { officeIdSchema, sha256Schema, streamSchema, uuidSchema } from './ids.ts'
import { businessProcessSchema, fileStatusSchema, st27Schema } from './legal-status.ts'
import { moneySchema } from './money-schema.ts'
import { plainDateSchema } from './plain-date-schema.ts'
import { feeLineSchema } from './fee-line.ts'
import { journalReference, orderDue, payment, refundFacts } from './money-facts.ts'

const id = z.string().min(1).max(64)
const instant = z.date()

/** Fields that every event has; `data` differs by type. Personal data is never inside: only references and salted digests. */
const envelope = {
  eventId: uuidSchema,
  officeId: officeIdSchema,
  stream: streamSchema,
  /** Position in the stream, from 1. */
  seq: z.number().int().positive(),
  at: instant,
  /** Who did it: `user:<id>`, `client:<id>`, `processor:<name>` or `driver:<id>`. */
  by: z.string().min(1).max(100),
  /** The event, command or callback that led to it; null at the start of a chain of causes. */
  causedBy: z.string().max(100).nullable(),
  prevHash: sha256Schema,
  hash: sha256Schema,
}

/** Declares version `v` of an event type; readers upcast older versions before they parse. */
const event = <T extends string, V extends number, D extends z.ZodObject>(type: T, v: V, data: D) =>
  z.object({ ...envelope, type: z.literal(type), v: z.literal(v), data })

const documentFacts = z.object({
  documentId: id,
  role: z.string(),
  sha256: sha256Schema,
  bytes: z.number().int(),
  mediaType: z.string(),
})

export const eventSchema = z.discriminatedUnion('type', [
  event(
    'dossier.submitted',
    1,
    z.object({
      submissionId: id,
      submissionNumber: z.string(),
      accountId: id,
      receivedAt: instant,
      receivedDate: plainDateSchema,
      /** The clock was in doubt: the date needs a person's eye. */
      clockDoubt: z.boolean(),
      bodySha256: sha256Schema,
      requests: z.array(
        z.object({
          requestId: uuidSchema,
          onlineId: z.string(),
          kind: z.string(),
          /** Which post-filing request it is. */
          type: z.string().optional(),
          documents: z.array(
            z.object({
              role: documentRoleSchema,
              sha256: sha256Schema,
              bytes: z.number().int(),
              mediaType: mediaTypeSchema,
            }),
          ),
        }),
      ),
    }),
  ),
  event(
    'order.opened',
    1,
    z.object({
      orderId: id,
      orderNumber: z.string(),
      lines: z.array(feeLineSchema),
      total: moneySchema,
      tariffVersion: z.string(),
      /** Whether the dossier waits for this order. */
      releases: z.boolean(),
      /** The total that the agent saw; where it differs, payment waits for `order.agreed`. */
      quoted: moneySchema.nullable(),
      agreementNeeded: z.boolean(),
      /** The last day to pay, where the office receives first and is paid afterwards. */
      payBy: plainDateSchema.optional(),
    }),
  ),
  event('order.agreed', 1, z.object({ orderId: id, total: moneySchema, releases: z.boolean() })),
  /** The office asks for less than its tariff says: one person proposed it and another approved it. */
  event(
    'order.overridden',
    1,
    z.object({
      orderId: id,
      before: moneySchema,
      total: moneySchema,
      releases: z.boolean(),
      /** The approval that has who proposed it, and why. */
      approvalId: id,
    }),
  ),
  event('payment.started', 1, payment),
  event('payment.awaited', 1, payment),
  event('payment.part-funded', 1, payment),
  event('payment.confirmed', 1, payment),
  event('payment.failed', 1, payment),
  event('payment.cancelled', 1, payment),
  event('payment.expired', 1, payment),
  event('payment.doubted', 1, payment),
  event('payment.reviewed', 1, payment),
  event('payment.settled', 1, payment),
  event('payment.refunded', 1, payment),
  event('payment.returned', 1, payment),
  event('payment.charged-back', 1, payment),
  /** One for each state that a refund takes; the money itself is told by `payment.refunded`. */
  event('refund.changed', 1, refundFacts),
  event('order.reminded', 1, orderDue),
  event('order.overdue', 1, orderDue),
  event(
    'order.part-paid',
    1,
    z.object({ orderId: id, received: moneySchema, missing: moneySchema, releases: z.boolean() }),
  ),
  event(
    'order.paid',
    1,
    z.object({
      orderId: id,
      received: moneySchema,
      credit: moneySchema,
      releases: z.boolean(),
      /** The instant that counts for dates by the office's profile; null where nothing was to be paid. */
      paidAt: instant.nullable(),
    }),
  ),
  event(
    'dossier.lodged',
    1,
    z.object({ files: z.array(z.object({ requestId: uuidSchema, fileId: id, fileNumber: z.string() })) }),
  ),
  event('dossier.returned', 1, z.object({ reasons: z.array(z.string().max(500)) })),
  event('dossier.withdrawn', 1, z.object({})),
  event(
    'request.attached',
    1,
    z.object({
      requestId: uuidSchema,
      kind: z.string(),
      /** Which post-filing request it is. */
      type: z.string().max(60).optional(),
      /** What it is about: for an answer, the notice; for a post-filing request its file, notice, order or attempt. */
      about: z.string().max(100),
      submissionId: id,
      onlineId: z.string(),
      receivedAt: instant,
    }),
  ),
  event(
    'request.decided',
    1,
    z.object({
      requestId: uuidSchema,
      type: z.string().max(60),
      outcome: z.enum(['granted', 'refused']),
      /** Where the reason stands that the party was given; null for none. */
      reasonId: id.nullable(),
    }),
  ),
  event(
    'file.received',
    1,
    z.object({
      fileNumber: z.string(),
      st13: z.string(),
      right: z.string(),
      kind: z.string(),
      branch: z.string(),
      /** Null for a file that no account holds, as one that was filed on paper. */
      accountId: id.nullable(),
      dossierId: id,
      submissionId: id,
      submissionNumber: z.string(),
      requestId: uuidSchema,
      onlineId: z.string(),
      status: fileStatusSchema,
      process: businessProcessSchema,
      st27: st27Schema,
      parties: z.array(
        z.object({
          partyId: id,
          version: z.number().int(),
          role: z.enum(['applicant', 'agent']),
          digest: sha256Schema,
        }),
      ),
    }),
  ),
  event('file.date-accorded', 1, z.object({ filingDate: plainDateSchema, trace: z.array(traceStepSchema) })),
  event(
    'file.acted',
    1,
    z.object({
      action: z.string().max(60),
      status: fileStatusSchema,
      process: businessProcessSchema,
      st27: st27Schema,
      nationalCode: z.string().max(60),
    }),
  ),
  event(
    'file.changed',
    1,
    z.object({
      fields: z.array(
        z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
      ),
    }),
  ),
  event('file.document-added', 1, documentFacts),
  event(
    'file.notice-issued',
    1,
    documentFacts.extend({ noticeId: id, answerBy: plainDateSchema.nullable() }),
  ),
  event('file.notice-extended', 1, z.object({ noticeId: id, answerBy: plainDateSchema })),
  event('account.credited', 1, journalReference),
  event('account.debited', 1, journalReference),
  event('account.corrected', 1, journalReference),
])

/** One fact, as it is stored and read. */
export type DomainEvent = z.infer<typeof eventSchema>
export type EventType = DomainEvent['type']
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>
/** A fact that has happened and is not yet appended: what `decide` returns. */
export type NewEvent = DomainEvent extends infer E
  ? E extends DomainEvent
    ? Pick<E, 'type' | 'v' | 'data'>
    : never
  : never
export type PaymentEvent = Extract<DomainEvent, { type: `payment.${string}` }>
/** What a payment event says. */
export type PaymentFacts = z.infer<typeof payment>

export const eventTypes = eventSchema.options.map((option) => option.shape.type.value)
