/** Enters a changed register: its next version, new versions of the people it changes, and the event that tells of both. */
import {
  canonicalJson,
  digestOf,
  isSameValue,
  type ApplicationRequest,
  type FileRecord,
  type NewEvent,
  type Person,
  type RegisterRest,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { randomBytes } from 'node:crypto'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import type { RequestVersion } from './file-request.ts'
import { partyRow } from './new-file.ts'

type Party = Row<'parties'>
type Change = { before: Party | undefined; after: Party }

type Version = Row<'requestVersions'>

/** Returns the row of a version of a file's record, sealed by a salted digest. */
export function versionRow(
  of: Pick<Version, 'officeId' | 'fileId' | 'version' | 'causedBy' | 'at'>,
  { application, rest }: FileRecord,
): Version {
  const salt = randomBytes(16).toString('hex')
  const restJson = canonicalJson(rest)
  const digest = digestOf({ salt, request: application, rest: restJson })
  const _id = `${of.fileId}|${of.version}`
  return { _id, ...of, requestJson: canonicalJson(application), restJson, salt, digest }
}

/** What the history says of a row: where it is, and the salted digest of what it holds. */
const referenceTo = ({ partyId, version, digest }: Party): string => `party:${partyId}:${version}:${digest}`

/** Returns the latest row of each person, in the order in which the application names them. */
function latestOf(rows: readonly Party[], role: Party['role']): Party[] {
  const latest = new Map(rows.filter((row) => row.role === role).map((row) => [row.partyId, row]))
  return [...latest.values()]
}

function nextParty(
  file: Row<'files'>,
  role: Party['role'],
  before: Party | undefined,
  person: Person,
): Change | undefined {
  if (before && isSameValue(before.person, person)) return undefined
  const after = partyRow({ officeId: file.officeId, fileId: file._id }, role, person, before)
  return { before, after }
}

/** The salted digest of a version; of the application as filed, what its submission was acknowledged by. */
async function digestOfVersion(
  store: Store,
  session: ClientSession,
  { officeId, _id: fileId, submissionId }: Row<'files'>,
  { version }: RequestVersion,
): Promise<string> {
  const row = await store.requestVersions.one({ officeId, fileId, version }, { session })
  const submission = row
    ? undefined
    : await store.submissions.one({ _id: submissionId, officeId }, { session })
  return row?.digest ?? submission?.bodySha256 ?? ''
}

/**
 * Stores `after` as the next version of a file's application, and the people whose data it changes. Returns the event
 * `file.changed`: the fields by name, with references to rows and their digests, and nothing personal.
 */
export async function enterVersion(
  store: Store,
  session: ClientSession,
  entry: {
    file: Row<'files'>
    before: RequestVersion
    after: ApplicationRequest
    /** What stands beside the application; as before where it is not given. */
    rest?: RegisterRest
    /** The account that holds the file from now on, where it is another. */
    accountId?: string | null
    /** The fields that changed. */
    paths: readonly string[]
    /** The request or decision that changed them. */
    causedBy: string
    at: Date
  },
): Promise<NewEvent> {
  const { file, before, after, rest = before.rest, paths, causedBy, at } = entry
  const { officeId, _id: fileId } = file
  const row = versionRow(
    { officeId, fileId, version: before.version + 1, causedBy, at },
    { application: after, rest },
  )
  const { version, digest } = row
  store.requestVersions.add([row], session)
  const rows = await store.parties.many({ officeId, fileId }, { session, sort: { partyId: 1, version: 1 } })
  const applicants = latestOf(rows, 'applicant')
  const [agent] = latestOf(rows, 'agent')
  const changed: readonly (readonly [path: string, change: Change])[] = [
    ...after.applicants.map((person, place) => {
      const change = nextParty(file, 'applicant', applicants[place], person)
      return [`applicants.${place}`, change] as const
    }),
    ['agent.person', after.agent && nextParty(file, 'agent', agent, after.agent.person)] as const,
  ].flatMap(([path, change]) => (change ? [[path, change] as const] : []))
  store.parties.add(
    changed.map(([, change]) => change.after),
    session,
  )
  const ofRequest = {
    before: `request:${before.version}:${await digestOfVersion(store, session, file, before)}`,
    after: `request:${version}:${digest}`,
  }
  const fields = paths.map((name) => {
    const found = changed.find(([path]) => name.startsWith(`${path}.`))?.[1]
    return found
      ? { name, before: found.before ? referenceTo(found.before) : null, after: referenceTo(found.after) }
      : { name, ...ofRequest }
  })
  const { accountId } = entry
  const holder =
    accountId === undefined || accountId === file.accountId
      ? []
      : [{ name: 'accountId', before: file.accountId, after: accountId }]
  return {
    type: 'file.changed',
    v: 1,
    data: { fields: [{ name: 'request', ...ofRequest }, ...fields, ...holder] },
  }
}
