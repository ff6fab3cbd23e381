/** What people see: their dossiers and files, read from the views; nobody sees what is not theirs. */
import { foldDossier, foldFile, ProblemError, staffRoles, streamOf, type Actor } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { viewDossier, viewFile } from '../processors/status.ts'
import type { DossierView, FileView } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'

type Parts = Pick<Office, 'store' | 'clock'>

export const isStaff = (actor: Actor): boolean =>
  actor.roles.some((role) => staffRoles.some((staff) => staff === role))

/** Leaves out the store's own key of a view. */
const shown = <V extends { _id: string }>({ _id, ...view }: V): Omit<V, '_id'> => view

/** The rows an actor may see: staff their office's, everyone else their own account's. */
function ownRows(actor: Actor): { officeId: string; accountId?: string } {
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

/** A dossier with what its page needs besides the view: lines, attempts and the acknowledgement. */
export type DossierPage = Awaited<ReturnType<typeof dossierView>>

/**
 * Returns a dossier, from its history where the view lags behind, so that what was just done is seen.
 * @throws ProblemError `not-found` for a dossier that is not the actor's.
 */
export async function dossierView(office: Parts, actor: Actor, dossierId: string) {
  const { store, clock } = office
  const mine = ownRows(actor)
  const history = await readStream(store, actor.officeId, streamOf('dossier', dossierId))
  const view = viewDossier(history, clock.now())
  if (!view || (mine.accountId !== undefined && view.accountId !== mine.accountId))
    throw new ProblemError('not-found')
  const { submission } = foldDossier(history)
  const [orders, attempts, kept] = await Promise.all([
    store.orders.many({ officeId: actor.officeId, dossierId }),
    store.attempts.many({ officeId: actor.officeId, dossierId }, { sort: { createdAt: 1 } }),
    store.submissions.one({ _id: submission?.submissionId ?? '', officeId: actor.officeId }),
  ])
  return {
    ...shown(view),
    requests: submission?.requests ?? [],
    lines: orders.flatMap((order) =>
      order.lines.map((line) => ({ ...line, orderId: order._id, currency: order.total.currency })),
    ),
    attempts: attempts.map(({ _id, orderId, driverId, status, amount, redirectUrl, reason, createdAt }) => ({
      attemptId: _id,
      orderId,
      driverId,
      status,
      amount,
      redirectUrl,
      reason,
      createdAt,
    })),
    acknowledgementJws: kept?.acknowledgementJws ?? '',
  }
}

/** @throws ProblemError `not-found` for a file that is not the actor's. */
export async function fileView(
  office: Parts,
  actor: Actor,
  fileId: string,
): Promise<
  Omit<FileView, '_id'> & {
    trace: readonly { rule: string; date: string; text: string }[]
    ownReference: string | null
  }
> {
  const { store, clock } = office
  const file = await store.files.one({ _id: fileId, ...ownRows(actor) })
  if (!file) throw new ProblemError('not-found')
  const history = await readStream(store, actor.officeId, streamOf('file', fileId))
  const view = viewFile(history, clock.now())
  if (!view) throw new ProblemError('not-found')
  return { ...shown(view), trace: foldFile(history).filingDateTrace, ownReference: file.ownReference }
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

/** Returns what the office confirms about a receipt, or undefined for a code that is not one. */
export async function verifyReceipt(
  office: Parts,
  officeId: string,
  code: string,
): Promise<Verification | undefined> {
  const { store } = office
  const file = await store.files.one({ officeId, verificationCode: code })
  const submission = file && (await store.submissions.one({ _id: file.submissionId, officeId }))
  if (!file || !submission) return undefined
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
