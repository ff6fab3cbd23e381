/** The application of a file, and what the register holds beside it: as filed, and as they stand after each change. */
import {
  applicationSchema,
  applyAnswer,
  documentRoles,
  emptyRest,
  isApplication,
  plainDateIn,
  registerRestSchema,
  submissionBodySchema,
  type ApplicationRequest,
  type OfficeProfile,
  type PlainDate,
  type RegisterRest,
  type Request,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

type Parts = Pick<Store, 'files' | 'submissions' | 'requestVersions'>

/** A request as it stood from `at` on; `causedBy` is what changed it, null for the request as it was filed. */
export type RequestVersion = {
  version: number
  request: ApplicationRequest
  rest: RegisterRest
  at: Date
  causedBy: string | null
}

export const requestsOfBody = (bodyJson: string): readonly Request[] =>
  submissionBodySchema.parse(JSON.parse(bodyJson)).requests

/** Thrown for a file that has no application in Lodge, such as one that was filed on paper. */
export class NoRequestError extends Error {
  constructor(fileId: string) {
    super(`The file ${fileId} has no application here: it was not filed online`)
    this.name = 'NoRequestError'
  }
}

async function asFiled(
  store: Parts,
  file: Pick<Row<'files'>, '_id' | 'officeId' | 'submissionId' | 'requestId'>,
  session: ClientSession | undefined,
): Promise<RequestVersion | undefined> {
  const { officeId, submissionId, requestId } = file
  const submission = await store.submissions.one({ _id: submissionId, officeId }, { session })
  const request = submission && requestsOfBody(submission.bodyJson).find((one) => one.requestId === requestId)
  return submission && request && isApplication(request)
    ? { version: 1, request, rest: emptyRest, at: submission.receivedAt, causedBy: null }
    : undefined
}

const read = ({ version, requestJson, restJson, at, causedBy }: Row<'requestVersions'>): RequestVersion => ({
  version,
  request: applicationSchema.parse(JSON.parse(requestJson)),
  rest: restJson === undefined ? emptyRest : registerRestSchema.parse(JSON.parse(restJson)),
  at,
  causedBy,
})

/** Returns the request as it stands; undefined for an unknown file, and for one that was not filed online. */
export async function findRequest(
  store: Parts,
  officeId: string,
  fileId: string,
  session?: ClientSession,
): Promise<RequestVersion | undefined> {
  const latest = await store.requestVersions.one({ officeId, fileId }, { session, sort: { version: -1 } })
  if (latest) return read(latest)
  const file = await store.files.one({ _id: fileId, officeId }, { session })
  return file && asFiled(store, file, session)
}

/** Returns the applications of several files as they stand, by file; of one that was not filed online there is none. */
export async function latestRequests(
  store: Parts,
  officeId: string,
  files: readonly Pick<Row<'files'>, '_id' | 'submissionId' | 'requestId'>[],
  session?: ClientSession,
): Promise<ReadonlyMap<string, RequestVersion>> {
  const fileId = { $in: files.map(({ _id }) => _id) }
  const versions = await store.requestVersions.many({ officeId, fileId }, { session, sort: { version: 1 } })
  const latest = new Map(versions.map((row) => [row.fileId, row]))
  const asFiledStill = files.filter(({ _id }) => !latest.has(_id))
  const submissionIds = [...new Set(asFiledStill.map(({ submissionId }) => submissionId))]
  const submissions =
    submissionIds.length === 0
      ? []
      : await store.submissions.many({ officeId, _id: { $in: submissionIds } }, { session })
  const bodies = new Map(
    submissions.map((one) => [one._id, { at: one.receivedAt, requests: requestsOfBody(one.bodyJson) }]),
  )
  return new Map(
    files.flatMap(({ _id, submissionId, requestId }): [string, RequestVersion][] => {
      const row = latest.get(_id)
      if (row) return [[_id, read(row)]]
      const body = bodies.get(submissionId)
      const request = body?.requests.find((one) => one.requestId === requestId)
      if (!body || !request || !isApplication(request)) return []
      return [[_id, { version: 1, request, rest: emptyRest, at: body.at, causedBy: null }]]
    }),
  )
}

/** Returns the request as it stands, with its version from 1. @throws NoRequestError where there is none. */
export async function currentRequest(
  store: Parts,
  officeId: string,
  fileId: string,
  session?: ClientSession,
): Promise<RequestVersion> {
  const found = await findRequest(store, officeId, fileId, session)
  if (!found) throw new NoRequestError(fileId)
  return found
}

/**
 * Returns the request as it stands, with the documents that answers have brought since: they are the file's at once, whatever is
 * decided about what the answers change. Read it by paths; undefined where there is no request.
 */
export async function requestWithDocuments(
  store: Parts & Pick<Store, 'documents'>,
  officeId: string,
  fileId: string,
  session?: ClientSession,
): Promise<unknown> {
  const found = await findRequest(store, officeId, fileId, session)
  if (!found) return undefined
  const role = { $in: [...documentRoles] }
  const rows = await store.documents.many({ officeId, fileId, role }, { session, sort: { createdAt: 1 } })
  const named = new Set(found.request.documents.map((one) => `${one.role} ${one.sha256}`))
  const brought = rows.filter((row) => !named.has(`${row.role} ${row.sha256}`))
  return applyAnswer(found.request, [], brought)
}

/** Returns the office-local day on which the application of a file was received; that of the file's making where there is none. */
export async function filedOn(
  store: Parts,
  { timeZone }: Pick<OfficeProfile, 'timeZone'>,
  { officeId, submissionId, createdAt }: Pick<Row<'files'>, 'officeId' | 'submissionId' | 'createdAt'>,
): Promise<PlainDate> {
  const submission = await store.submissions.one({ _id: submissionId, officeId })
  return plainDateIn(timeZone, submission?.receivedAt ?? createdAt)
}

/** Returns every version of the request, as filed first; none for a file that was not filed online. */
export async function requestVersions(
  store: Parts,
  officeId: string,
  fileId: string,
): Promise<RequestVersion[]> {
  const file = await store.files.one({ _id: fileId, officeId })
  const first = file && (await asFiled(store, file, undefined))
  const rows = await store.requestVersions.many({ officeId, fileId }, { sort: { version: 1 } })
  return [...(first ? [first] : []), ...rows.map(read)]
}
