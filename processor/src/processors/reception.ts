/** Reception: gives each request of a released dossier its file number and filing date, and lodges the dossier. */
import {
  accordFilingDate,
  decideDossier,
  foldDossier,
  foldFile,
  idOfStream,
  isApplication,
  isApplicationKind,
  rightOf,
  streamOf,
  submissionBodySchema,
  type ApplicationRequest,
  type DomainEvent,
  type DossierState,
  type NewEvent,
  type PostFilingRequest,
  type Request,
  type ResponseRequest,
} from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import { addedEvents, newFileCodes, partiesOf, sealedParties, takeFileNumber } from '../services/new-file.ts'
import { streamOfRequest } from '../services/post-filing/decide-request.ts'
import type { Row } from '../store/rows.ts'
import { readStream } from '../store/streams.ts'
import { scheduleJob } from '../work/jobs.ts'
import type { Handling, Processor } from '../work/processor.ts'
import { scheduleSealing } from './seal-dossier-document.ts'

/** The job that renders, signs and stores the two PDF documents of a file. */
export const sealReceiptJob = 'seal-receipt'

/** Returns the instant that counts as payment, null where nothing was to be paid, undefined while money is missing. */
function paidAt(state: DossierState): Date | null | undefined {
  const releasing = state.orders.filter((order) => order.releases)
  if (releasing.length === 0 || releasing.some((order) => !order.wasPaid)) return undefined
  return releasing.reduce<Date | null>(
    (last, { paidAt: at }) => (at && (!last || at > last) ? at : last),
    null,
  )
}

/** What tells the documents of a file apart. */
const keyOf = ({ role, sha256 }: Pick<Row<'documents'>, 'role' | 'sha256'>): string => `${role} ${sha256}`

/**
 * The file takes the documents of its request: each gets a row of the file's own over the same stored bytes. One that the file
 * has already, as a power that an answer brings once more, is there.
 */
async function takeDocuments(
  { office, session, at }: Handling,
  { officeId, accountId }: Row<'submissions'>,
  fileId: string,
  request: Request,
): Promise<Row<'documents'>[]> {
  if (request.documents.length === 0) return []
  const named = new Map(request.documents.map((document) => [keyOf(document), document]))
  const sha256 = { $in: request.documents.map((document) => document.sha256) }
  const { documents } = office.store
  const uploads = await documents.many({ officeId, accountId, fileId: null, sha256 }, { session })
  const own = await documents.many({ officeId, fileId, sha256 }, { session })
  const had = new Set(own.map(keyOf))
  const rows = [...named].flatMap(([key, { fileName }]) => {
    if (had.has(key)) return []
    const upload = uploads.find((one) => keyOf(one) === key)
    if (!upload) throw new Error(`A document of the request ${request.requestId} is not stored any more`)
    const of = request.kind === 'post-filing' ? { requestId: request.requestId } : {}
    return [{ ...upload, _id: uuidv7(), fileId, fileName, createdAt: at, ...of }]
  })
  documents.add(rows, session)
  return rows
}

function accord(
  handling: Handling,
  receivedAt: Date,
  paid: Date | null | undefined,
): Extract<NewEvent, { type: 'file.date-accorded' }> {
  const { profile } = handling
  const { date, trace } = accordFilingDate({
    policy: profile.filingDate,
    calendar: profile.calendar,
    timeZone: profile.timeZone,
    receivedAt,
    paidAt: paid ?? undefined,
  })
  return { type: 'file.date-accorded', v: 1, data: { filingDate: date, trace } }
}

/** Makes one file of a request: number, rows, history, and the job that seals its receipt. */
async function receiveFile(
  handling: Handling,
  submission: Row<'submissions'>,
  request: ApplicationRequest,
  onlineId: string,
  paid: Date | null | undefined,
) {
  const { office, profile, session, at } = handling
  const { officeId, accountId, dossierId, submissionNumber, receivedAt } = submission
  const right = rightOf[request.kind]
  const fileId = uuidv7()
  const numbers = { profile, branchId: request.branch, right }
  const { fileNumber, st13 } = await takeFileNumber(office, session, numbers)
  const parties = partiesOf({ officeId, fileId }, request)
  const file: Row<'files'> = {
    _id: fileId,
    officeId,
    accountId,
    fileNumber,
    st13,
    right,
    kind: request.kind,
    branch: request.branch,
    dossierId,
    submissionId: submission._id,
    requestId: request.requestId,
    onlineId,
    ownReference: request.ownReference ?? null,
    ...newFileCodes(),
    createdAt: at,
  }
  office.store.files.add([file], session)
  office.store.parties.add(parties, session)
  const received: NewEvent = {
    type: 'file.received',
    v: 1,
    data: {
      fileNumber,
      st13,
      right,
      kind: request.kind,
      branch: request.branch,
      accountId,
      dossierId,
      submissionId: submission._id,
      submissionNumber,
      requestId: request.requestId,
      onlineId,
      ...profile.workflow.received,
      parties: sealedParties(parties),
    },
  }
  const added = addedEvents(await takeDocuments(handling, submission, fileId, request))
  await handling.append(
    streamOf('file', fileId),
    [received, accord(handling, receivedAt, paid), ...added],
    'new',
  )
  await scheduleJob(office.store, session, {
    officeId,
    kind: sealReceiptJob,
    processor: 'reception',
    subject: fileId,
    runAt: at,
    at,
  })
  return { requestId: request.requestId, fileId, fileNumber }
}

type Taken = {
  submission: Row<'submissions'>
  requests: readonly Request[]
  onlineIdOf: (request: Request) => string
}

async function submissionOf(
  { office, session }: Handling,
  { submission: facts }: DossierState,
): Promise<Taken> {
  const submission = facts && (await office.store.submissions.one({ _id: facts.submissionId }, { session }))
  if (!submission) throw new Error('The submission of a dossier in reception is missing')
  return {
    submission,
    requests: submissionBodySchema.parse(JSON.parse(submission.bodyJson)).requests,
    onlineIdOf: ({ requestId }) => facts.requests.find((one) => one.requestId === requestId)?.onlineId ?? '',
  }
}

/** The file that an answer belongs to: that of its notice. */
async function fileOfAnswer(
  { office, session, profile }: Handling,
  { noticeId }: ResponseRequest,
): Promise<Row<'files'>> {
  const { store } = office
  const notice = await store.notices.one({ _id: noticeId, officeId: profile.id }, { session })
  const file = notice && (await store.files.one({ _id: notice.fileId, officeId: profile.id }, { session }))
  if (!file) throw new Error(`The notice ${noticeId}, which was answered, has no file`)
  return file
}

/** Puts an answer into the history of its file, with the documents that it brings. It has no number of its own. */
async function attach(
  handling: Handling,
  { submission, onlineIdOf }: Taken,
  request: ResponseRequest,
): Promise<void> {
  const { requestId, kind, noticeId } = request
  const file = await fileOfAnswer(handling, request)
  const attached: NewEvent = {
    type: 'request.attached',
    v: 1,
    data: {
      requestId,
      kind,
      about: noticeId,
      submissionId: submission._id,
      onlineId: onlineIdOf(request),
      receivedAt: submission.receivedAt,
    },
  }
  const documents = await takeDocuments(handling, submission, file._id, request)
  await handling.append(streamOf('file', file._id), [attached, ...addedEvents(documents)])
}

/** Answers are with their files at once: what else stands in the dossier, and what it costs, holds none of them up. */
async function attachAnswers(handling: Handling, state: DossierState): Promise<void> {
  // Most dossiers hold none, and need not be read for it.
  if (!state.submission?.requests.some(({ kind }) => kind === 'response-to-office-action')) return
  const taken = await submissionOf(handling, state)
  for (const request of taken.requests)
    if (request.kind === 'response-to-office-action') await attach(handling, taken, request)
}

/**
 * Puts a post-filing request into the history that it is about, with the documents that it brings: of its file, or of the
 * dossier whose order or attempt it is about. The examination takes it from there.
 */
async function attachPostFiling(
  handling: Handling,
  { submission, onlineIdOf }: Taken,
  request: PostFilingRequest,
): Promise<{ requestId: string; fileId: string; fileNumber: string }[]> {
  const { office, session, profile, at } = handling
  const { store } = office
  const { requestId, kind, type } = request
  const row = await store.fileRequests.one({ _id: requestId, officeId: profile.id }, { session })
  if (!row) throw new Error(`The request ${requestId} was accepted without a row of its own`)
  const { fileId, about, subject } = row
  await store.fileRequests.update(
    { _id: requestId, officeId: profile.id, state: 'filed' },
    { $set: { state: 'waiting', lodgedAt: at }, $inc: { rev: 1 } },
    { session },
  )
  const stream = await streamOfRequest(office, row, session)
  const attached: NewEvent = {
    type: 'request.attached',
    v: 1,
    data: {
      ...{ requestId, kind, type },
      about: about ?? fileId ?? idOfStream(stream),
      submissionId: submission._id,
      onlineId: onlineIdOf(request),
      receivedAt: submission.receivedAt,
    },
  }
  if (fileId === null) {
    await handling.append(stream, [attached])
    return []
  }
  const documents = await takeDocuments(handling, submission, fileId, request)
  await handling.append(stream, [attached, ...addedEvents(documents)])
  await scheduleJob(store, session, {
    officeId: profile.id,
    kind: sealReceiptJob,
    processor: 'reception',
    subject: requestId,
    runAt: at,
    at,
  })
  return [{ requestId, fileId, fileNumber: subject }]
}

async function lodge(handling: Handling, state: DossierState): Promise<void> {
  const taken = await submissionOf(handling, state)
  const { submission, requests, onlineIdOf } = taken
  const files = []
  for (const request of requests) {
    if (isApplication(request))
      files.push(await receiveFile(handling, submission, request, onlineIdOf(request), paidAt(state)))
    else if (request.kind === 'post-filing') files.push(...(await attachPostFiling(handling, taken, request)))
    else {
      const { _id: fileId, fileNumber } = await fileOfAnswer(handling, request)
      files.push({ requestId: request.requestId, fileId, fileNumber })
    }
  }
  await handling.append(
    streamOf('dossier', submission.dossierId),
    decideDossier({ type: 'lodge', files }, state),
  )
}

/** A payment that comes after lodging may move the filing date, by the office's policy. */
async function correctDates(handling: Handling, state: DossierState): Promise<void> {
  const receivedAt = state.submission?.receivedAt
  if (!receivedAt) return
  const event = accord(handling, receivedAt, paidAt(state))
  // A file that a request of the dossier was attached to has a date of its own.
  const isOwn = ({ requestId }: { requestId: string }): boolean =>
    isApplicationKind(state.submission?.requests.find((one) => one.requestId === requestId)?.kind)
  for (const { fileId } of state.files.filter(isOwn)) {
    const stream = streamOf('file', fileId)
    const file = foldFile(
      await readStream(handling.office.store, handling.profile.id, stream, { session: handling.session }),
    )
    if (file.filingDate !== event.data.filingDate) await handling.append(stream, [event])
  }
}

/** A dossier's own documents: the readable acknowledgement, and the receipt of each order that is paid. */
async function sealWhatIsNew(event: DomainEvent, { office, session, profile, at }: Handling): Promise<void> {
  const sealing = { officeId: profile.id, at }
  if (event.type === 'dossier.submitted')
    await scheduleSealing(office.store, session, {
      ...sealing,
      role: 'acknowledgement',
      subjectId: idOfStream(event.stream),
    })
  // Where nothing was to be paid there is no payment to prove.
  if (event.type === 'order.paid' && event.data.paidAt !== null)
    await scheduleSealing(office.store, session, {
      ...sealing,
      role: 'payment-receipt',
      subjectId: event.data.orderId,
    })
}

export const reception: Processor = {
  name: 'reception',
  takes: 'each',
  async handle([event], handling) {
    await sealWhatIsNew(event, handling)
    const state = foldDossier(handling.history)
    if (event.type === 'dossier.submitted') await attachAnswers(handling, state)
    if (state.ended === 'lodged') return correctDates(handling, state)
    if (state.ended) return
    const isReleased = handling.profile.releasedBy === 'submission' || paidAt(state) !== undefined
    if (isReleased) await lodge(handling, state)
  },
}
