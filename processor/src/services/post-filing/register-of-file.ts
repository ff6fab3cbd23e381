/** The register of a file as of any day, for staff and for its owner; and what a device keeps of the files of an account. */
import {
  isPlainDate,
  plainDateIn,
  ProblemError,
  registerView as viewOn,
  rights,
  streamOf,
  type Actor,
  type FileFacts,
  type PlainDate,
  type RegisterView,
} from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { readStream } from '../../store/streams.ts'
import { requestVersions } from '../file-request.ts'
import { ownRows } from '../views.ts'
import { factsOfFiles } from './file-facts.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'clock'>

/** A device keeps so many files of its account, the latest first. */
const mostFiles = 2_000

export type RegisterOfFile = {
  fileId: string
  fileNumber: string
  right: string
  today: PlainDate
  /** The days on which the register has changed, the first one first. */
  days: readonly PlainDate[]
  /** Null for a day before the file was there. */
  view: RegisterView | null
}

/**
 * Returns the register of a file at the end of an office-local day, today's where none is given: to staff of any file of their
 * office, to others of their own. @throws ProblemError `not-found`; `invalid` for what is no day
 */
export async function registerOfFile(
  { store, profiles, clock }: Parts,
  actor: Actor,
  { fileId, on }: { fileId: string; on?: string | undefined },
): Promise<RegisterOfFile> {
  const { officeId } = actor
  const profile = profiles.of(officeId)
  const today = plainDateIn(profile.timeZone, clock.now())
  if (on !== undefined && !isPlainDate(on))
    throw new ProblemError('invalid', 'Name a day of the calendar as YYYY-MM-DD, such as 2026-02-28.')
  const file = await store.files.one({ _id: fileId, ...ownRows(actor) })
  const right = rights.find((one) => one === file?.right)
  if (!file || !right) throw new ProblemError('not-found')
  const history = await readStream(store, officeId, streamOf('file', fileId))
  const versions = (await requestVersions(store, officeId, fileId)).map(
    ({ version, at, causedBy, request: application, rest }) => ({ version, at, causedBy, application, rest }),
  )
  const changes = history.flatMap((event) =>
    ['file.received', 'file.date-accorded', 'file.acted', 'file.changed'].includes(event.type)
      ? [plainDateIn(profile.timeZone, event.at)]
      : [],
  )
  return {
    fileId,
    fileNumber: file.fileNumber,
    right,
    today,
    days: [...new Set(changes)],
    view: viewOn({ right, history, versions }, on ?? today, profile) ?? null,
  }
}

/**
 * Returns what a device keeps of the files of the actor's account, to choose requests and to see their gates without a
 * connection. @throws ProblemError `not-allowed` for those who have no account
 */
export async function myFiles({ store, profiles }: Parts, actor: Actor): Promise<FileFacts[]> {
  const { officeId, accountId } = actor
  if (accountId === undefined)
    throw new ProblemError('not-allowed', 'Only agents have files of their own here.')
  const files = await store.files.many({ officeId, accountId }, { sort: { createdAt: -1 }, limit: mostFiles })
  return factsOfFiles(store, profiles.of(officeId), files)
}
