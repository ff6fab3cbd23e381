/** The request of a file: as it was filed, and as it stands after each change that the office has entered. */
import {
  plainDateIn,
  submissionBodySchema,
  trademarkRequestSchema,
  type OfficeProfile,
  type PlainDate,
  type Request,
  type TrademarkRequest,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

type Parts = Pick<Store, 'files' | 'submissions' | 'requestVersions'>

/** A request as it stood from `at` on; `causedBy` is what changed it, null for the request as it was filed. */
export type RequestVersion = { version: number; request: TrademarkRequest; at: Date; causedBy: string | null }

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
  return submission && request?.kind === 'trademark-application'
    ? { version: 1, request, at: submission.receivedAt, causedBy: null }
    : undefined
}

const read = ({ version, requestJson, at, causedBy }: Row<'requestVersions'>): RequestVersion => ({
  version,
  request: trademarkRequestSchema.parse(JSON.parse(requestJson)),
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
