/** Freezing: drafts become the one body that is hashed, kept and sent, byte for byte the same every time. */
import {
  canonicalJson,
  sha256Hex,
  submissionBodySchema,
  type DocumentReference,
  type Price,
} from '@lodge/shared-types'
import type { FrozenDossier } from './outbox-rows.ts'

type Cart = {
  dossierId: string
  /** The Idempotency-Key under which the dossier is sent, every time. */
  key: string
  ownReference: string
  /** Checked drafts with their requests, in the order of the cart. */
  drafts: readonly { draftId: string; request: Record<string, unknown> }[]
  /** What the person saw; it never sets a price. */
  price: Price
  frozenAt: Date
  /** The notice that it answers, where it is an answer and nothing else. */
  about?: string
}

/**
 * Returns the frozen dossier of a cart.
 * @throws ZodError where a request is not what the office takes; a draft whose check found nothing is always taken.
 */
export function frozenDossier({
  dossierId,
  key,
  ownReference,
  drafts,
  price,
  frozenAt,
  about,
}: Cart): FrozenDossier {
  const { tariffVersion, total, lines } = price
  const reference = ownReference.trim() === '' ? {} : { ownReference }
  const body = submissionBodySchema.parse({
    dossierId,
    ...reference,
    quote: { tariffVersion, total, lines },
    requests: drafts.map(({ request }) => request),
  })
  const bodyJson = canonicalJson(body)
  const documents = new Map<string, DocumentReference>()
  for (const document of body.requests.flatMap((request) => request.documents))
    documents.set(`${document.role} ${document.sha256}`, document)
  return {
    dossierId,
    key,
    ...(body.ownReference === undefined ? {} : { ownReference: body.ownReference }),
    bodyJson,
    bodySha256: sha256Hex(bodyJson),
    ...(about === undefined ? {} : { about }),
    draftIds: drafts.map(({ draftId }) => draftId),
    documents: [...documents.values()],
    quoteLines: lines,
    frozenAt: frozenAt.toISOString(),
  }
}
