/** What the office tells of files without their register: gathered from their rows in a few queries, however many there are. */
import {
  emptyRest,
  fileFactsOf,
  nameOf,
  rights,
  streamOf,
  textIn,
  type DomainEvent,
  type FileFacts,
  type FileSources,
  type OfficeProfile,
} from '@lodge/shared-types'
import { eventSchema } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { latestRequests, type RequestVersion } from '../file-request.ts'

type File = Row<'files'>

const grouped = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, T[]> =>
  Map.groupBy(rows, keyOf)

async function historiesOf(
  { events }: Pick<Store, 'events'>,
  officeId: string,
  files: readonly File[],
  session: ClientSession | undefined,
): Promise<ReadonlyMap<string, DomainEvent[]>> {
  const streams = files.map(({ _id }) => streamOf('file', _id))
  const rows = events.collection.find(
    { officeId, stream: { $in: streams } },
    { sort: { stream: 1, seq: 1 }, projection: { _id: 0 }, ...(session ? { session } : {}) },
  )
  const all = (await rows.toArray()).map((row) => eventSchema.parse(row))
  return grouped(all, ({ stream }) => stream)
}

/** Notices that wait for an answer, in the language of the application. */
function waitingOf(
  notices: readonly Row<'notices'>[],
  profile: OfficeProfile,
  current: RequestVersion | undefined,
): FileSources['notices'] {
  const language = current?.request.language ?? profile.languages[0] ?? 'en'
  return notices.flatMap(({ _id, template, answerBy, extensions = 0 }) => {
    if (answerBy === null) return []
    const title = profile.notices.find(({ code }) => code === template)?.title
    return [{ noticeId: _id, title: title ? textIn(title, language) : template, answerBy, extensions }]
  })
}

/** The latest version of everybody who is named as an applicant. */
function ownersIn(parties: readonly Row<'parties'>[]): string[] {
  const latest = new Map(
    parties
      .filter(({ role }) => role === 'applicant')
      .toSorted((one, other) => one.version - other.version)
      .map((party) => [party.partyId, party.person]),
  )
  return [...latest.values()].map(nameOf)
}

/** Returns what is known of files, in their order; of one without a history, nothing. */
export async function factsOfFiles(
  store: Store,
  profile: OfficeProfile,
  files: readonly File[],
  session?: ClientSession,
): Promise<FileFacts[]> {
  if (files.length === 0) return []
  const officeId = profile.id
  const fileId = { $in: files.map(({ _id }) => _id) }
  const within = session ? { session } : {}
  // One after the other: a transaction takes one operation at a time.
  const histories = await historiesOf(store, officeId, files, session)
  const requests = await latestRequests(store, officeId, files, session)
  const waiting = { officeId, fileId, state: 'issued', answeredBy: null }
  const notices = grouped(await store.notices.many(waiting, within), (notice) => notice.fileId)
  const paper = files.flatMap(({ _id }) => (requests.has(_id) ? [] : [_id]))
  const parties = grouped(
    paper.length === 0 ? [] : await store.parties.many({ officeId, fileId: { $in: paper } }, within),
    (party) => party.fileId,
  )
  return files.flatMap((file) => {
    const right = rights.find((one) => one === file.right)
    const current = requests.get(file._id)
    if (!right) return []
    const sources: FileSources = {
      fileId: file._id,
      fileNumber: file.fileNumber,
      right,
      branch: file.branch,
      history: histories.get(streamOf('file', file._id)) ?? [],
      application: current?.request,
      rest: current?.rest ?? emptyRest,
      owners: ownersIn(parties.get(file._id) ?? []),
      notices: waitingOf(notices.get(file._id) ?? [], profile, current),
      language: profile.languages[0] ?? 'en',
    }
    return fileFactsOf(sources, profile) ?? []
  })
}
