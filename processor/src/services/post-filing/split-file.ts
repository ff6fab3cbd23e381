/** Makes a file of the part that a granted request splits off: a number and a history of its own, and the dates of its parent. */
import {
  canonicalJson,
  digestOf,
  formatNumber,
  formatSt13,
  rightOf,
  streamOf,
  traceStep,
  type ApplicationRequest,
  type FileRecord,
  type FileState,
  type NewEvent,
  type Person,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../../office.ts'
import { takeNumbers } from '../../store/counters.ts'
import type { Row } from '../../store/rows.ts'
import { appendEvents } from '../../store/streams.ts'
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

const secret = (bytes: number): string => randomBytes(bytes).toString('base64url')

function partiesOf(
  fileId: string,
  officeId: string,
  { applicants, agent }: ApplicationRequest,
): Row<'parties'>[] {
  const row = (role: 'applicant' | 'agent', person: Person): Row<'parties'> => {
    const partyId = uuidv7()
    const salt = randomBytes(16).toString('hex')
    const digest = digestOf({ salt, person })
    return { _id: `${partyId}|1`, officeId, partyId, version: 1, fileId, role, person, salt, digest }
  }
  return [
    ...applicants.map((person) => row('applicant', person)),
    ...(agent ? [row('agent', agent.person)] : []),
  ]
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

async function numbersOf(office: Office, session: ClientSession, { parent, split }: Splitting) {
  const profile = office.profiles.of(parent.officeId)
  const right = rightOf[split.application.kind]
  const branch = profile.branches.find(({ id }) => id === parent.branch)
  if (!branch) throw new Error(`The branch ${parent.branch} is gone from the profile of ${profile.id}`)
  const { year, seq } = await takeNumbers(office.store, session, {
    officeId: profile.id,
    branch: branch.id,
    kind: `file.${right}`,
    timeZone: profile.timeZone,
    count: 1,
    clock: office.clock,
    doubtMs: office.env.CLOCK_DOUBT_MS,
  })
  const parts = { office: profile.st3, branch: branch.code, right, year, seq }
  return {
    fileNumber: formatNumber(profile.numbering.file, parts),
    st13: formatSt13({ st3: profile.st3, right, year, branchOrdinal: branch.ordinal, seq }),
  }
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
  const { fileNumber, st13 } = await numbersOf(office, session, splitting)
  const { application } = split
  const rest = { ...split.rest, parent: { fileId: parent._id, fileNumber: parent.fileNumber } }
  store.files.add(
    [
      {
        _id: fileId,
        officeId,
        accountId: row.accountId,
        ...{ fileNumber, st13 },
        right: rightOf[application.kind],
        kind: application.kind,
        branch: parent.branch,
        dossierId: row.dossierId,
        submissionId: row.submissionId,
        requestId: row._id,
        onlineId: row.onlineId,
        ownReference: application.ownReference ?? null,
        verificationCode: secret(15),
        followCode: secret(20),
        createdAt: at,
      },
    ],
    session,
  )
  const parties = partiesOf(fileId, officeId, application)
  store.parties.add(parties, session)
  const salt = randomBytes(16).toString('hex')
  const restJson = canonicalJson(rest)
  const digest = digestOf({ salt, request: application, rest: restJson })
  store.requestVersions.add(
    [
      {
        _id: `${fileId}|2`,
        officeId,
        fileId,
        version: 2,
        requestJson: canonicalJson(application),
        restJson,
        salt,
        digest,
        causedBy: row._id,
        at,
      },
    ],
    session,
  )
  const documents = await documentsOf(office, session, splitting, fileId)
  store.documents.add(documents, session)
  const events: NewEvent[] = [
    {
      type: 'file.received',
      v: 1,
      data: {
        ...{ fileNumber, st13, status, process, st27 },
        right: rightOf[application.kind],
        kind: application.kind,
        branch: parent.branch,
        accountId: row.accountId,
        dossierId: row.dossierId,
        submissionId: row.submissionId,
        submissionNumber: received.submissionNumber,
        requestId: row._id,
        onlineId: row.onlineId,
        parties: parties.map(({ partyId, version, role, digest: sealed }) => ({
          partyId,
          version,
          role,
          digest: sealed,
        })),
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
      data: { fields: [{ name: 'request', before: null, after: `request:2:${digest}` }] },
    },
    ...documents.map(({ _id, role, sha256, bytes, mediaType }): NewEvent => ({
      type: 'file.document-added',
      v: 1,
      data: { documentId: _id, role, sha256, bytes, mediaType },
    })),
  ]
  const stream = streamOf('file', fileId)
  await appendEvents(store, session, { officeId, stream, events, by, causedBy: row._id, at, after: null })
  return { fileId, fileNumber }
}
