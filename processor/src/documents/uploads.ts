/** Uploads over tus 1.0 (creation, termination): resumable, straight into MongoDB, one per document in an account's space. */
import { problemCatalogue, ProblemError, type Actor } from '@lodge/shared-types'
import { Server } from '@tus/server'
import { DataStore, ERRORS, Upload } from '@tus/utils'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorText } from '../log.ts'
import { asRefusal } from '../store/transaction.ts'
import { completeUpload, dropTemporaryFiles, type UploadOffice } from './complete-upload.ts'
import type { InspectionSettings } from './inspect.ts'
import { checkAnnouncement, findDocument, openUpload, uploadIdOf, type Announced } from './open-upload.ts'
import { makeUploadLease, type AccountSpace, type LeaseTimes, type UploadLease } from './upload-lease.ts'
import { appendParts, dropUpload } from './upload-parts.ts'
import { answer, problemResponse, webRequest } from './upload-wire.ts'

export type Uploads = {
  /**
   * Answers one tus request at `/o/<officeId>/uploads`; `actor` is authenticated and of that office. Refusals are problem JSON:
   * 422 with the inspection's code in `errors`, 413, 415, 429, 409, 404, 403, and 503 with Retry-After.
   */
  handle(req: IncomingMessage, res: ServerResponse, actor: Actor): Promise<void>
}

export type UploadSettings = {
  readonly inspection?: InspectionSettings
  readonly times?: Partial<LeaseTimes>
}

const leaseTimes: LeaseTimes = { leaseMs: 5_000, waitMs: 20_000, pollMs: 100 }
/** How long a request that is asked to let go may still store what is on its way. */
const lockDrainTimeout = 1_000

/** Returns the office's upload server. */
export function makeUploads(office: UploadOffice, settings: UploadSettings = {}): Uploads {
  const { log } = office
  void dropTemporaryFiles(office).catch((error: unknown) =>
    log.warn('uploads.leftovers', { error: errorText(error) }),
  )
  return {
    async handle(req, res, actor) {
      const refused = (error: unknown) => problemResponse(asProblem(office, actor, error))
      await answer(req, res, await respond(office, settings, req, actor).catch(refused))
    },
  }
}

/** Returns any failure as a problem; what no person could have caused is told to the log. */
function asProblem({ log }: UploadOffice, { officeId }: Actor, thrown: unknown): ProblemError {
  if (thrown === ERRORS.ABORTED)
    return new ProblemError('stale', 'The connection was cut, or another request took this upload over.')
  const error = asRefusal(thrown)
  if (error instanceof ProblemError) {
    const fields = { officeId, code: error.code, reason: error.errors[0]?.code }
    if (error.code === 'unavailable')
      log.error('upload.unavailable', { ...fields, error: errorText(error.cause ?? error) })
    else log.info('upload.refused', fields)
    return error
  }
  log.error('upload.failed', { officeId, error: errorText(error) })
  return new ProblemError('internal', 'The document was not taken. Try again.', { cause: error })
}

/** Lets a tus server of this one request answer: it sees the account's space alone. */
async function respond(
  office: UploadOffice,
  { inspection = {}, times = {} }: UploadSettings,
  req: IncomingMessage,
  actor: Actor,
): Promise<Response> {
  const { officeId, accountId } = actor
  if (accountId === undefined || !actor.roles.includes('agent'))
    throw new ProblemError('not-allowed', 'Only agents upload documents.')
  const profile = office.profiles.of(officeId)
  const path = `/o/${officeId}/uploads`
  const request = webRequest(req, path)
  const lease = makeUploadLease(office.store, { officeId, accountId }, { ...leaseTimes, ...times })
  const visit = makeVisit(office, { officeId, accountId }, lease, inspection)
  let problem: ProblemError | undefined

  const server = new Server({
    path,
    datastore: visit.datastore,
    locker: lease,
    lockDrainTimeout,
    relativeLocation: true,
    // No other origin may read answers: tus allows all unless told.
    allowedOrigins: [],
    maxSize: () => Math.max(0, ...Object.values(profile.documents.roles).map(({ maxBytes }) => maxBytes)),
    namingFunction: ({ headers }, metadata) =>
      visit.announce(checkAnnouncement(profile, metadata, headers.get('upload-length'))),
    onResponseError: (_, error) => {
      // The protocol's own refusals keep their status and text.
      if (!(error instanceof Error) && error !== ERRORS.ABORTED) return undefined
      problem = asProblem(office, actor, error)
      return { status_code: problemCatalogue[problem.code].status, body: '' }
    },
  })
  const response = await server.handleWeb(request)
  if (problem) return problemResponse(problem)
  // A creation tells how much is there already: all of a document that the account has, or where to go on.
  if (request.method === 'POST' && response.ok) response.headers.set('upload-offset', String(visit.offset()))
  return response
}

/** What one request does to the uploads of its account; under the lease where tus takes it. */
function makeVisit(
  office: UploadOffice,
  space: AccountSpace,
  { token }: UploadLease,
  inspection: InspectionSettings,
) {
  const { store } = office
  let announced: Announced | undefined
  let offset = 0

  /** Returns the upload or the document under `id`; an upload whose bytes are all there is completed first. */
  const find = async (id: string) => {
    const open = await store.uploads.one({ _id: id, ...space })
    if (open && open.offset < open.size) return { open, ...open }
    if (open) await completeUpload(office, open, token, inspection)
    const held = await store.documents.one({ _id: id, ...space })
    if (!held) throw new ProblemError('not-found', 'There is no such upload. Start the upload anew.')
    return { ...held, size: held.bytes, offset: held.bytes, open: undefined }
  }

  const datastore = Object.assign(new DataStore(), {
    extensions: ['creation', 'termination'],

    async create(upload: Upload) {
      if (!announced) throw new Error('An upload is created before it was announced')
      if (!(await findDocument(office, space, announced)))
        await openUpload(office, space, upload.id, announced)
      offset = (await find(upload.id)).offset
      return upload
    },

    async getUpload(id: string) {
      const { size, offset: at, sha256, fileName: filename, mediaType: filetype, role } = await find(id)
      return new Upload({ id, size, offset: at, metadata: { sha256, filename, filetype, role } })
    },

    async write(stream: Parameters<DataStore['write']>[0], id: string, from: number) {
      const { open, size, offset: at } = await find(id)
      if (!open) return size
      if (at !== from) throw new ProblemError('stale', `The upload stands at ${at}; go on from there.`)
      const written = await appendParts(office, open, token, stream)
      if (written.offset === size) await completeUpload(office, written, token, inspection)
      return written.offset
    },

    async remove(id: string) {
      const open = await store.uploads.one({ _id: id, ...space })
      if (open && (await dropUpload(store, open, token))) return
      if (await store.documents.one({ _id: id, ...space }))
        throw new ProblemError('method-not-allowed', 'The document is complete: it is not taken back here.')
      throw new ProblemError('not-found', 'There is no such upload.')
    },
  })

  return {
    datastore,
    /** Remembers what a creation announces; returns the id under which it goes. */
    async announce(given: Announced): Promise<string> {
      announced = given
      return (await findDocument(office, space, given))?._id ?? uploadIdOf(space, given)
    },
    /** Where the upload that was created stands. */
    offset: () => offset,
  }
}
