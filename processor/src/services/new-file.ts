/** What every new file has, however it comes about: its numbers, its codes, the rows of its people, and what its history says of them. */
import {
  digestOf,
  formatNumber,
  formatSt13,
  type ApplicationRequest,
  type EventOf,
  type NewEvent,
  type OfficeProfile,
  type Person,
  type Right,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../office.ts'
import { takeNumbers } from '../store/counters.ts'
import type { Row } from '../store/rows.ts'
import { newSecretCode } from './secret-code.ts'

type Party = Row<'parties'>

/** Takes the next number of a branch and right, in the caller's transaction. Returns it as file number and by WIPO ST.13. */
export async function takeFileNumber(
  { store, clock, env }: Pick<Office, 'store' | 'clock' | 'env'>,
  session: ClientSession,
  { profile, branchId, right }: { profile: OfficeProfile; branchId: string; right: Right },
): Promise<{ fileNumber: string; st13: string }> {
  const branch = profile.branches.find(({ id }) => id === branchId)
  if (!branch) throw new Error(`The branch ${branchId} is gone from the profile of ${profile.id}`)
  const { year, seq } = await takeNumbers(store, session, {
    officeId: profile.id,
    branch: branch.id,
    kind: `file.${right}`,
    timeZone: profile.timeZone,
    count: 1,
    clock,
    doubtMs: env.CLOCK_DOUBT_MS,
  })
  const parts = { office: profile.st3, branch: branch.code, right, year, seq }
  return {
    fileNumber: formatNumber(profile.numbering.file, parts),
    st13: formatSt13({ st3: profile.st3, right, year, branchOrdinal: branch.ordinal, seq }),
  }
}

/** Returns the codes of a new file: what verifies its receipt, and what follows it. */
export const newFileCodes = (): Pick<Row<'files'>, 'verificationCode' | 'followCode'> => ({
  verificationCode: randomBytes(15).toString('base64url'),
  followCode: newSecretCode(),
})

/** Returns a person's row: their first where there is none `before`. The history holds only the salted digest. */
export function partyRow(
  { officeId, fileId }: Pick<Party, 'officeId' | 'fileId'>,
  role: Party['role'],
  person: Person,
  before?: Party,
): Party {
  const partyId = before?.partyId ?? uuidv7()
  const version = (before?.version ?? 0) + 1
  const salt = randomBytes(16).toString('hex')
  const digest = digestOf({ salt, person })
  return { _id: `${partyId}|${version}`, officeId, partyId, version, fileId, role, person, salt, digest }
}

/** Returns the rows of the people of an application. */
export const partiesOf = (
  file: Pick<Party, 'officeId' | 'fileId'>,
  { applicants, agent }: Pick<ApplicationRequest, 'applicants' | 'agent'>,
): Party[] => [
  ...applicants.map((person) => partyRow(file, 'applicant', person)),
  ...(agent ? [partyRow(file, 'agent', agent.person)] : []),
]

/** Returns what a file's history says of its people. */
export const sealedParties = (parties: readonly Party[]): EventOf<'file.received'>['data']['parties'] =>
  parties.map(({ partyId, version, role, digest }) => ({ partyId, version, role, digest }))

/** Returns the events that tell of a file's new documents. */
export const addedEvents = (documents: readonly Row<'documents'>[]): NewEvent[] =>
  documents.map(({ _id, role, sha256, bytes, mediaType }) => ({
    type: 'file.document-added',
    v: 1,
    data: { documentId: _id, role, sha256, bytes, mediaType },
  }))
