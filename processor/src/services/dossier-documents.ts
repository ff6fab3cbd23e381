/** The documents of a dossier that are made when they are asked for: the invoice, and the signed text of the acknowledgement. */
import { ProblemError, type Actor, type Language } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { invoice } from '../receipts/dossier-documents.ts'
import { fileNameOf } from '../receipts/office-document.ts'
import { renderDocument } from '../receipts/render-document.ts'
import { invoiceData } from './dossier-facts.ts'
import { ownRows } from './views.ts'

export type MadeDocument = { fileName: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> }

/**
 * Returns an order's invoice as a PDF in `language`, with its payments up to now. The same order in the same state gives the
 * same bytes; nothing of it is stored.
 * @throws ProblemError `not-found` for an order that is not the actor's.
 */
export async function openInvoice(
  office: Office,
  actor: Actor,
  { dossierId, orderId, language }: { dossierId: string; orderId: string; language: Language },
): Promise<MadeDocument> {
  const order = await office.store.orders.one({ _id: orderId, dossierId, ...ownRows(actor) })
  if (!order) throw new ProblemError('not-found')
  const { bytes, warnings } = await renderDocument(invoice(await invoiceData(office, order, language)))
  for (const { kind } of warnings) office.log.warn('invoice-drawing', { orderId, kind })
  return { fileName: fileNameOf('invoice', order.orderNumber, 'pdf'), mediaType: 'application/pdf', bytes }
}

/**
 * Returns the acknowledgement as it was signed: a compact JWS, checked with the office's keys.
 * @throws ProblemError `not-found` for a dossier that is not the actor's.
 */
export async function openAcknowledgement(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  dossierId: string,
): Promise<MadeDocument> {
  const submission = await store.submissions.one({ dossierId, ...ownRows(actor) })
  if (!submission) throw new ProblemError('not-found')
  return {
    fileName: fileNameOf('acknowledgement', submission.submissionNumber, 'jws'),
    mediaType: 'application/jose',
    bytes: new TextEncoder().encode(submission.acknowledgementJws),
  }
}
