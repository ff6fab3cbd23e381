/** Makes a file of the part that a granted request splits off: a number and a history of its own, and the dates of its parent. */
import {
  rightOf,
  streamOf,
  traceStep,
  type FileRecord,
  type FileState,
  type NewEvent,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents } from '../../store/streams.ts'
import { versionRow } from '../enter-version.ts'
import { addedEvents, newFileCodes, partiesOf, sealedParties, takeFileNumber } from '../new-file.ts'
import type { FileRequestRow } from './request-of.ts'

type Splitting = {
  parent: Row<'files'>
  row: FileRequestRow
  split: FileRecord
  /** The parent, as it stands once the request is granted. */
  state: FileState
  by: string
  at: Date
}

/** The new file has the documents that its application names, over the same stored bytes. */
async function documentsOf(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  { parent, split, at }: Splitting,
  fileId: string,
): Promise<Row<'documents'>[]> {
  const { officeId } = parent
  const rows = await store.documents.many({ officeId, fileId: parent._id }, { session })
  return split.application.documents.flatMap(({ role, sha256 }) => {
    const found = rows.find((row) => row.role === role && row.sha256 === sha256)
    return found ? [{ ...found, _id: uuidv7(), fileId, createdAt: at }] : []
  })
}

/** Stores the new file and its history, in the transaction that grants the request. Returns its id and number. */
export async function splitFile(
  office: Office,
  session: ClientSession,
  splitting: Splitting,
): Promise<{ fileId: string; fileNumber: string }> {
  const { parent, row, split, state, by, at } = splitting
  const { store } = office
  const { officeId } = parent
  const { received, filingDate, status, process, st27 } = state
  if (!received || filingDate === undefined || !status || !process || !st27)
    throw new Error(`The file ${parent._id} has no filing date from which a part could be split`)
  const fileId = uuidv7()
  const { application } = split
  const right = rightOf[application.kind]
  const numbers = { profile: office.profiles.of(officeId), branchId: parent.branch, right }
  const { fileNumber, st13 } = await takeFileNumber(office, session, numbers)
  const rest = { ...split.rest, parent: { fileId: parent._id, fileNumber: parent.fileNumber } }
  store.files.add(
    [
      {
        _id: fileId,
        officeId,
        accountId: row.accountId,
        ...{ fileNumber, st13 },
        right,
        kind: application.kind,
        branch: parent.branch,
        dossierId: row.dossierId,
        submissionId: row.submissionId,
        requestId: row._id,
        onlineId: row.onlineId,
        ownReference: application.ownReference ?? null,
        ...newFileCodes(),
        createdAt: at,
      },
    ],
    session,
  )
  const parties = partiesOf({ officeId, fileId }, application)
  store.parties.add(parties, session)
  const version = versionRow({ officeId, fileId, version: 2, causedBy: row._id, at }, { application, rest })
  store.requestVersions.add([version], session)
  const documents = await documentsOf(office, session, splitting, fileId)
  store.documents.add(documents, session)
  const events: NewEvent[] = [
    {
      type: 'file.received',
      v: 1,
      data: {
        ...{ fileNumber, st13, status, process, st27 },
        right,
        kind: application.kind,
        branch: parent.branch,
        accountId: row.accountId,
        dossierId: row.dossierId,
        submissionId: row.submissionId,
        submissionNumber: received.submissionNumber,
        requestId: row._id,
        onlineId: row.onlineId,
        parties: sealedParties(parties),
      },
    },
    {
      type: 'file.date-accorded',
      v: 1,
      data: {
        filingDate,
        trace: [traceStep('kept-from', filingDate, { kind: 'kept-from', fileNumber: parent.fileNumber })],
      },
    },
    {
      type: 'file.changed',
      v: 1,
      data: { fields: [{ name: 'request', before: null, after: `request:2:${version.digest}` }] },
    },
    ...addedEvents(documents),
  ]
  const stream = streamOf('file', fileId)
  await appendEvents(store, session, { officeId, stream, events, by, causedBy: row._id, at, after: null })
  return { fileId, fileNumber }
}
