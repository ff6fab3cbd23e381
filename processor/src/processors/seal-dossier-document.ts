/** The job that gives a dossier its sealed documents: the readable acknowledgement, and the receipt of a paid order. */
import { createHash } from 'node:crypto'
import type { ClientSession } from 'mongodb'
import { putBytes, removeBytes } from '../documents/bytes.ts'
import type { Office } from '../office.ts'
import type { DocumentModel } from '../receipts/document.ts'
import { acknowledgement, paymentReceipt } from '../receipts/dossier-documents.ts'
import { fileNameOf } from '../receipts/office-document.ts'
import { renderDocument } from '../receipts/render-document.ts'
import { signPdf } from '../receipts/sign-pdf.ts'
import { acknowledgementData, invoiceData, languageOfSubmission } from '../services/dossier-facts.ts'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { scheduleJob, type JobOutcome } from '../work/jobs.ts'

export const sealDossierDocumentJob = 'seal-dossier-document'

/** What a dossier's sealed documents are, each about the dossier or one of its orders. */
type Sealed = 'acknowledgement' | 'payment-receipt'

/** The row of a sealed document. It belongs to the account, to no file. */
export const sealedDocumentId = (role: Sealed, subjectId: string): string => `${subjectId}-${role}`

/** Has a document sealed once, after the caller's transaction; asked again, it changes nothing. */
export async function scheduleSealing(
  store: Store,
  session: ClientSession,
  { officeId, role, subjectId, at }: { officeId: string; role: Sealed; subjectId: string; at: Date },
): Promise<void> {
  const kind = sealDossierDocumentJob
  const subject = `${role}:${subjectId}`
  if (await store.jobs.one({ officeId, kind, subject }, { session })) return
  await scheduleJob(store, session, { officeId, kind, processor: 'reception', subject, runAt: at, at })
}

type Content = { accountId: string; number: string; model: DocumentModel }

async function contentOf(
  office: Office,
  officeId: string,
  role: string,
  subjectId: string,
  signedAt: Date,
): Promise<Content> {
  const { store } = office
  if (role === 'acknowledgement') {
    const submission = await store.submissions.one({ officeId, dossierId: subjectId })
    if (!submission) throw new Error(`The submission of dossier ${subjectId} is missing`)
    const model = acknowledgement(await acknowledgementData(office, officeId, subjectId), signedAt)
    return { accountId: submission.accountId, number: submission.submissionNumber, model }
  }
  const order = await store.orders.one({ _id: subjectId, officeId })
  const submission = order && (await store.submissions.one({ officeId, dossierId: order.dossierId }))
  if (!submission) throw new Error(`The order ${subjectId} or its submission is missing`)
  const data = await invoiceData(office, order, languageOfSubmission(submission))
  return { accountId: order.accountId, number: order.orderNumber, model: paymentReceipt(data, signedAt) }
}

/** Renders, signs and stores one document; a repeat finds it and adds nothing. */
export async function sealDossierDocument(
  job: { subject: string; officeId: string },
  office: Office,
): Promise<JobOutcome> {
  const { store, clock, keys, profiles } = office
  const { officeId } = job
  const [role = '', subjectId = ''] = job.subject.split(':')
  if (role !== 'acknowledgement' && role !== 'payment-receipt')
    throw new Error(`There is no sealed document of the kind ${role}`)
  const _id = sealedDocumentId(role, subjectId)
  if (await store.documents.one({ _id })) return 'done'
  const signedAt = clock.now()
  const { accountId, number, model } = await contentOf(office, officeId, role, subjectId, signedAt)
  const { bytes: unsigned, warnings } = await renderDocument(model)
  for (const { kind } of warnings) office.log.warn('receipt-drawing', { subjectId, kind })
  const { privateKey, certificatePem } = keys.seal(officeId)
  const bytes = await signPdf(unsigned, {
    privateKey,
    certificatePem,
    signedAt,
    reason: model.title,
    location: profiles.of(officeId).name.en,
  })
  const storedAs = await putBytes(store, bytes)
  const row: Row<'documents'> = {
    _id,
    officeId,
    accountId,
    fileId: null,
    role,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    mediaType: 'application/pdf',
    fileName: fileNameOf(role, number, 'pdf'),
    storedAs,
    createdAt: signedAt,
  }
  try {
    await store.documents.insert([row])
  } catch (error) {
    if (!isDuplicateKey(error, 'documents')) throw error
    // Another process was first.
    await removeBytes(store, storedAs).catch(() => undefined)
  }
  return 'done'
}
