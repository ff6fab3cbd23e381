/** What people see: their dossiers and files, read from the views; nobody sees what is not theirs. */
import {
  foldDossier,
  foldFile,
  money,
  plainDateIn,
  ProblemError,
  quoteSchema,
  staffRoles,
  streamOf,
  suspenseOf,
  type Actor,
  type AttemptState,
  type Money,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { fileFacts } from '../processors/file-listing.ts'
import { sealedDocumentId } from '../processors/seal-dossier-document.ts'
import { viewDossier, viewFile } from '../processors/status.ts'
import type { DossierView, Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { lacksBankPage } from './payments/initiate-attempt.ts'
import { mayBeStopped } from './payments/may-be-stopped.ts'
import { timelineOf } from './timeline.ts'

type Parts = Pick<Office, 'store' | 'clock' | 'drivers' | 'profiles'>

export const isStaff = (actor: Actor): boolean =>
  actor.roles.some((role) => staffRoles.some((staff) => staff === role))

/** Leaves out the store's own key of a view. */
const shown = <V extends { _id: string }>({ _id, ...view }: V): Omit<V, '_id'> => view

/** The rows an actor may see: staff their office's, everyone else their own account's. */
export function ownRows(actor: Actor): { officeId: string; accountId?: string } {
  if (isStaff(actor)) return { officeId: actor.officeId }
  if (actor.accountId === undefined) throw new ProblemError('not-found')
  return { officeId: actor.officeId, accountId: actor.accountId }
}

export type Page<T> = { rows: T[]; total: number; page: number; pageSize: number }
const pageSize = 42

/** Returns the number of a page that exists, whatever was asked for. */
export const pageNumber = (asked: number): number => Math.max(1, Math.min(10_000, Math.floor(asked) || 1))

/** Returns one page of the actor's dossiers, the latest first. `page` counts from 1. */
export async function listDossiers(
  office: Parts,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<Omit<DossierView, '_id'>>> {
  const filter = { ...ownRows(actor), kind: 'dossier' }
  const at = pageNumber(page)
  const rows = await office.store.views.many(filter, {
    sort: { updatedAt: -1 },
    limit: pageSize,
    skip: (at - 1) * pageSize,
  })
  const total = await office.store.views.count(filter)
  return { rows: rows.filter((row) => row.kind === 'dossier').map(shown), total, page: at, pageSize }
}

/** A dossier with what its page needs besides the view: quote, lines, attempts, documents and the acknowledgement. */
export type DossierPage = Awaited<ReturnType<typeof dossierView>>

/** What the agent saw when they submitted; its lines came into the form later than its total. */
const quotedSchema = z.object({ quote: quoteSchema })

const kept = ({ _id, role, sha256, bytes, mediaType, fileId }: Row<'documents'>): KeptDocument => ({
  documentId: _id,
  role,
  sha256,
  bytes,
  mediaType,
  fileId,
})

/** A document that is stored as it is, by what it is and its fingerprint. */
export type KeptDocument = {
  documentId: string
  role: string
  sha256: string
  bytes: number
  mediaType: string
  /** The file that it is about; null for one about a dossier or an order. */
  fileId: string | null
}

/** Returns the sealed documents of a dossier and its orders, in the order in which they came about. */
async function dossierDocuments(
  { store }: Pick<Office, 'store'>,
  officeId: string,
  dossierId: string,
  orderIds: readonly string[],
): Promise<KeptDocument[]> {
  const ids = [
    sealedDocumentId('acknowledgement', dossierId),
    ...orderIds.map((orderId) => sealedDocumentId('payment-receipt', orderId)),
  ]
  const rows = await store.documents.many({ _id: { $in: ids }, officeId }, { sort: { createdAt: 1 } })
  return rows.map(kept)
}

/** What of an attempt's money has come and not gone back, wherever it is now; null for none. */
function arrivedOf(state: AttemptState | undefined, { currency }: Money): Money | null {
  const sum = state ? state.order + state.deposit + suspenseOf(state, currency) : 0n
  return sum > 0n ? money(sum, currency) : null
}

const shownAttempt = (office: Parts, attempt: Row<'attempts'>, state: AttemptState | undefined) => {
  const { _id, officeId, orderId, driverId, status, amount, nextAction, reason, createdAt, expiresAt } =
    attempt
  const driver = office.drivers.of(officeId, driverId)
  return {
    attemptId: _id,
    orderId,
    driverId,
    status,
    amount,
    nextAction,
    reason,
    createdAt,
    expiresAt,
    arrived: arrivedOf(state, amount),
    /** Whether its payer can stop it: it waits for them, and somebody can say so. */
    mayCancel: driver !== undefined && mayBeStopped(driver, attempt),
    /** Whether asking again under the same attempt may bring the bank's page, whose address never came. */
    lacksBankPage: lacksBankPage(office, attempt),
  }
}

/**
 * Returns a dossier, from its history where the view lags behind, so that what was just done is seen.
 * @throws ProblemError `not-found` for a dossier that is not the actor's.
 */
export async function dossierView(office: Parts, actor: Actor, dossierId: string) {
  const { store, clock } = office
  const { officeId } = actor
  const mine = ownRows(actor)
  const history = await readStream(store, officeId, streamOf('dossier', dossierId))
  const view = viewDossier(history, clock.now())
  if (!view || (mine.accountId !== undefined && view.accountId !== mine.accountId))
    throw new ProblemError('not-found')
  const { submission, attempts: states } = foldDossier(history)
  const orderIds = view.orders.map(({ orderId }) => orderId)
  const [orders, attempts, refunds, submitted, documents] = await Promise.all([
    store.orders.many({ officeId, dossierId }),
    store.attempts.many({ officeId, dossierId }, { sort: { createdAt: 1 } }),
    store.refunds.many({ officeId, dossierId }, { sort: { createdAt: 1 } }),
    store.submissions.one({ _id: submission?.submissionId ?? '', officeId }),
    dossierDocuments(office, officeId, dossierId, orderIds),
  ])
  // The body may be large; what was quoted matters only while a total waits for agreement.
  const isToAgree = view.orders.some(({ agreed }) => !agreed)
  const { quote } =
    submitted && isToAgree ? quotedSchema.parse(JSON.parse(submitted.bodyJson)) : { quote: undefined }
  const sealed = await store.documents.many({
    officeId,
    fileId: { $in: view.files.map(({ fileId }) => fileId) },
    role: { $in: ['filing-receipt', 'request-as-filed'] },
  })
  return {
    ...shown(view),
    timeline: await timelineOf(office, officeId, history),
    requests: submission?.requests ?? [],
    lines: orders.flatMap((order) =>
      order.lines.map((line) => ({ ...line, orderId: order._id, currency: order.total.currency })),
    ),
    quote: quote ?? null,
    attempts: attempts.map((attempt) =>
      shownAttempt(
        office,
        attempt,
        states.find(({ attemptId }) => attemptId === attempt._id),
      ),
    ),
    refunds: refunds.map(({ _id, orderId, attemptId, amount, way, state, createdAt, updatedAt }) => ({
      ...{ refundId: _id, orderId, attemptId, amount, way, state, createdAt, updatedAt },
    })),
    documents: [
      ...documents,
      ...view.files.flatMap(({ fileId }) =>
        sealed.filter((document) => document.fileId === fileId).map(kept),
      ),
    ],
    acknowledgementJws: submitted?.acknowledgementJws ?? '',
  }
}

/** A file as its owner and the office see it. */
export type FilePageView = Awaited<ReturnType<typeof fileView>>

/**
 * Returns a file with what its rows say, and the dossier that it came in, where that is the actor's too.
 * @throws ProblemError `not-found` for a file that is not the actor's.
 */
export async function fileView(office: Parts, actor: Actor, fileId: string) {
  const { store, clock } = office
  const { officeId } = actor
  const mine = ownRows(actor)
  const file = await store.files.one({ _id: fileId, ...mine })
  if (!file) throw new ProblemError('not-found')
  const history = await readStream(store, officeId, streamOf('file', fileId))
  const facts = await fileFacts(store, { officeId, fileId, accountId: file.accountId })
  const view = viewFile(history, clock.now(), facts)
  if (!view || !facts) throw new ProblemError('not-found')
  const { listing: _listing, listingVersion: _version, ...rest } = shown(view)
  // A file that was claimed came in a dossier of another's, or in none: its orders are not the new holder's to see.
  const submission = await store.submissions.one({ _id: file.submissionId, ...mine })
  const orders = submission ? await store.orders.many({ officeId, dossierId: file.dossierId }) : []
  const orderIds = orders.map(({ _id }) => _id)
  const { filingDateTrace, answerBy } = foldFile(history)
  return {
    ...rest,
    ...facts,
    timeline: await timelineOf(office, officeId, history),
    dossierId: submission ? file.dossierId : null,
    st13: file.st13,
    trace: filingDateTrace,
    answerBy: answerBy ?? null,
    dossier: submission
      ? {
          dossierId: file.dossierId,
          submissionNumber: submission.submissionNumber,
          orders: orders.map(({ _id, orderNumber }) => ({ orderId: _id, orderNumber })),
          documents: await dossierDocuments(office, officeId, file.dossierId, orderIds),
        }
      : null,
  }
}

/** What the public page behind a receipt's QR code says: nothing personal. */
export type Verification = {
  officeId: string
  fileNumber: string
  st13: string
  onlineId: string
  filingDate: string | null
  receivedAt: Date
  documents: readonly { role: string; sha256: string; bytes: number; mediaType: string }[]
}

/** What the office confirms about the receipt of a request about a file: it counts on the day on which it was received. */
async function verifyRequest(
  { store, profiles }: Parts,
  officeId: string,
  code: string,
): Promise<Verification | undefined> {
  const row = await store.fileRequests.one({ officeId, verificationCode: code })
  const file = row?.fileId ? await store.files.one({ _id: row.fileId, officeId }) : undefined
  if (!row || !file) return undefined
  const documents = await store.documents.many({ officeId, requestId: row._id })
  return {
    officeId,
    fileNumber: file.fileNumber,
    st13: file.st13,
    onlineId: row.onlineId,
    filingDate: plainDateIn(profiles.of(officeId).timeZone, row.receivedAt),
    receivedAt: row.receivedAt,
    documents: documents.map(({ role, sha256, bytes, mediaType }) => ({ role, sha256, bytes, mediaType })),
  }
}

/** Returns what the office confirms about a receipt, or undefined for a code that is not one. */
export async function verifyReceipt(
  office: Parts,
  officeId: string,
  code: string,
): Promise<Verification | undefined> {
  const { store } = office
  const file = await store.files.one({ officeId, verificationCode: code })
  if (!file) return verifyRequest(office, officeId, code)
  const submission = await store.submissions.one({ _id: file.submissionId, officeId })
  if (!submission) return undefined
  const history = await readStream(store, officeId, streamOf('file', file._id))
  const { filingDate, documents } = foldFile(history)
  return {
    officeId,
    fileNumber: file.fileNumber,
    st13: file.st13,
    onlineId: file.onlineId,
    filingDate: filingDate ?? null,
    receivedAt: submission.receivedAt,
    documents: documents.map(({ role, sha256, bytes, mediaType }) => ({ role, sha256, bytes, mediaType })),
  }
}
