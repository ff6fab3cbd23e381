/** Status: keeps one view a dossier and one a file, folded from its whole history. */
import {
  addMoney,
  dossierStatus,
  foldDossier,
  foldFile,
  idOfStream,
  missingOf,
  type DomainEvent,
} from '@lodge/shared-types'
import type { DossierView, FileView } from '../store/rows.ts'
import type { Handling, Processor } from '../work/processor.ts'
import { fileFacts, listingOf, listingVersion, type FileFacts } from './file-listing.ts'

const timelineOf = (history: readonly DomainEvent[]) =>
  history.map(({ eventId, seq, type, at }) => ({ eventId, seq, type, at }))

/** Returns the view of a dossier, or undefined while its first event is not there. */
export function viewDossier(history: readonly DomainEvent[], at: Date): DossierView | undefined {
  const state = foldDossier(history)
  const last = history.at(-1)
  if (!state.submission || !last) return undefined
  const { accountId, submissionNumber, receivedAt, requests } = state.submission
  const id = idOfStream(last.stream)
  return {
    _id: `${last.officeId}|dossier|${id}`,
    officeId: last.officeId,
    kind: 'dossier',
    id,
    accountId,
    seq: last.seq,
    submissionNumber,
    receivedAt,
    requestCount: requests.length,
    status: dossierStatus(state),
    orders: state.orders.map((order) => {
      const { orderId, orderNumber, total, received, credit, refunded, takenBack } = order
      return {
        ...{ orderId, orderNumber, total, received, credit },
        missing: missingOf(order),
        back: addMoney(refunded, takenBack),
        ...{ payBy: order.payBy, status: order.status, agreed: order.agreed },
      }
    }),
    files: [...state.files],
    timeline: timelineOf(history),
    updatedAt: at,
  }
}

/** Returns the view of a file, or undefined while its first event is not there. `facts` are what rows say of it. */
export function viewFile(history: readonly DomainEvent[], at: Date, facts?: FileFacts): FileView | undefined {
  const state = foldFile(history)
  const last = history.at(-1)
  if (!state.received || !last || !state.status || !state.process || !state.st27) return undefined
  const { fileNumber, dossierId, onlineId, right } = state.received
  const id = idOfStream(last.stream)
  return {
    _id: `${last.officeId}|file|${id}`,
    officeId: last.officeId,
    kind: 'file',
    id,
    accountId: state.accountId,
    seq: last.seq,
    fileNumber,
    dossierId,
    onlineId,
    right,
    filingDate: state.filingDate ?? null,
    status: state.status,
    process: state.process,
    st27: state.st27,
    documents: state.documents.map(({ documentId, role, sha256, bytes, mediaType }) => ({
      documentId,
      role,
      sha256,
      bytes,
      mediaType,
    })),
    timeline: timelineOf(history),
    openNotice: state.openNotice ?? null,
    ...(facts ? { listing: listingOf(state, last.at, facts), listingVersion } : {}),
    updatedAt: at,
  }
}

/** What rows say of a file changes with the file's own record only: otherwise the view from before knows it. */
async function factsFor({ office, session, history }: Handling): Promise<FileFacts | undefined> {
  const { received, accountId } = foldFile(history)
  const last = history.at(-1)
  if (!received || !last) return undefined
  const id = idOfStream(last.stream)
  const before = await office.store.views.one({ _id: `${last.officeId}|file|${id}` }, { session })
  const isUnchanged = !history.some(({ seq, type }) => type === 'file.changed' && seq > (before?.seq ?? 0))
  if (before?.kind === 'file' && before.listing && before.listingVersion === listingVersion && isUnchanged)
    return before.listing
  return fileFacts(office.store, { officeId: last.officeId, fileId: id, accountId }, session)
}

export const status: Processor = {
  name: 'status',
  takes: 'batch',
  async handle([event], handling: Handling) {
    const { office, session, history, at } = handling
    const view = event.stream.startsWith('dossier:')
      ? viewDossier(history, at)
      : event.stream.startsWith('file:')
        ? viewFile(history, at, await factsFor(handling))
        : undefined
    if (view) await office.store.views.replace({ _id: view._id }, view, { session })
  },
}
