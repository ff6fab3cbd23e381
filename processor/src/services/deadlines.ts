/** Deadlines: what an account still has to answer, from the notices that wait for it; soonest first. */
import {
  daysBetween,
  nameOfActor,
  plainDateIn,
  ProblemError,
  type Actor,
  type Language,
  type Localized,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { FileView, Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { liveFollows } from './live-follows.ts'
import { isSecretCode, newSecretCode } from './secret-code.ts'
import { isStaff } from './views.ts'

/** One answer that the office waits for. Nothing in it names a person. */
export type Deadline = {
  noticeId: string
  fileId: string
  fileNumber: string
  /** The mark as it reads; empty for a figure without words. */
  mark: string
  /** What the office wants: the title of its notice. */
  title: Localized
  /** The last day, by the office's calendar. */
  answerBy: PlainDate
  /** From the office's today; negative once the day is over. */
  daysLeft: number
  /** How often the notice has changed: tells a calendar which version is newer. */
  revision: number
  updatedAt: Date
}

/** A deadline of an account; `isOwn` where the file is the account's, and it may answer. */
export type AccountDeadline = Deadline & { isOwn: boolean }

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

/** So many are shown and fed at the most. */
const maxDeadlines = 500

/** The office's own calendar day at this moment. */
export const todayAt = ({ clock }: Pick<Office, 'clock'>, { timeZone }: OfficeProfile): PlainDate =>
  plainDateIn(timeZone, clock.now())

const markIn = (view: FileView | undefined): string => view?.listing?.summary ?? ''

/** Returns what lists show of these files, by file id. */
async function viewsOf(
  store: Pick<Store, 'views'>,
  officeId: string,
  fileIds: readonly string[],
): Promise<ReadonlyMap<string, FileView>> {
  const ids = [...new Set(fileIds)]
  const views = await store.views.many({ officeId, kind: 'file', id: { $in: ids } })
  return new Map(views.flatMap((view) => (view.kind === 'file' ? [[view.id, view] as const] : [])))
}

const isAwaited = (notice: Row<'notices'>): notice is Row<'notices'> & { answerBy: PlainDate } =>
  notice.state === 'issued' && notice.answerBy !== null

/** Returns the deadlines of these notices, the soonest first. */
function deadlinesIn(
  profile: OfficeProfile,
  notices: readonly Row<'notices'>[],
  files: ReadonlyMap<string, FileView>,
  today: PlainDate,
): Deadline[] {
  return notices
    .filter(isAwaited)
    .map(({ _id, fileId, template, answerBy, rev, updatedAt }) => ({
      noticeId: _id,
      fileId,
      fileNumber: files.get(fileId)?.fileNumber ?? '',
      mark: markIn(files.get(fileId)),
      title: profile.notices.find(({ code }) => code === template)?.title ?? { en: template },
      answerBy,
      daysLeft: daysBetween(today, answerBy),
      revision: rev,
      updatedAt,
    }))
    .sort((a, b) => a.answerBy.localeCompare(b.answerBy) || a.fileNumber.localeCompare(b.fileNumber))
}

/** Returns the deadlines of some files, whoever asks. */
export async function deadlinesOfFiles(
  office: Parts,
  officeId: string,
  fileIds: readonly string[],
): Promise<Deadline[]> {
  if (fileIds.length === 0) return []
  const profile = office.profiles.of(officeId)
  const notices = await office.store.notices.many(
    { officeId, fileId: { $in: fileIds }, state: 'issued' },
    { limit: maxDeadlines },
  )
  const files = await viewsOf(office.store, officeId, fileIds)
  return deadlinesIn(profile, notices, files, todayAt(office, profile))
}

/** Returns the ids of the account's files that wait for an answer. */
async function waitingFiles({ store }: Parts, officeId: string, accountId: string): Promise<string[]> {
  const views = await store.views.many(
    { officeId, accountId, kind: 'file', openNotice: { $type: 'string' } },
    { limit: maxDeadlines },
  )
  return views.map(({ id }) => id)
}

/** Returns the deadlines of an account: of its own files, and of those that it follows. */
async function deadlinesOfAccount(
  office: Parts,
  officeId: string,
  accountId: string,
): Promise<AccountDeadline[]> {
  const [waiting, followed] = await Promise.all([
    waitingFiles(office, officeId, accountId),
    liveFollows(office, officeId, accountId),
  ])
  const own = new Set(waiting)
  const fileIds = new Set([...waiting, ...followed.map(({ fileId }) => fileId)])
  const deadlines = await deadlinesOfFiles(office, officeId, [...fileIds])
  return deadlines.map((deadline) => ({ ...deadline, isOwn: own.has(deadline.fileId) }))
}

/** @throws ProblemError `not-allowed` for the office's staff, whose work is in their task list. */
function accountOf(actor: Actor): string {
  if (isStaff(actor) || actor.accountId === undefined)
    throw new ProblemError('not-allowed', 'Deadlines are those of an account; the office has its task list.')
  return actor.accountId
}

/**
 * Returns what the office waits for from the actor: in the files of their account, and in those that the account follows.
 * @throws ProblemError `not-allowed` for the office's staff.
 */
export const deadlinesOf = async (office: Parts, actor: Actor): Promise<AccountDeadline[]> =>
  deadlinesOfAccount(office, actor.officeId, accountOf(actor))

const ownUser = (actor: Actor) => ({
  _id: actor.who.id,
  officeId: actor.officeId,
  accountId: accountOf(actor),
  disabled: false,
})

/** Returns the code in the address of the actor's own feed, made when it is first asked for. */
export async function feedCodeOf(office: Parts, actor: Actor): Promise<string> {
  const own = ownUser(actor)
  const fresh = newSecretCode()
  await office.store.users.update({ ...own, feedCode: { $exists: false } }, { $set: { feedCode: fresh } })
  const user = await office.store.users.one(own)
  if (user?.feedCode === undefined) throw new ProblemError('not-found')
  return user.feedCode
}

/** Gives the actor's feed another address; the one before is dead at once. Returns the new code. */
export async function renewFeedCode(office: Parts, actor: Actor): Promise<string> {
  const own = ownUser(actor)
  const feedCode = newSecretCode()
  await office.store.transaction(async (session) => {
    if (!(await office.store.users.update(own, { $set: { feedCode } }, { session })))
      throw new ProblemError('not-found')
    const who = nameOfActor(actor)
    const entry = { officeId: own.officeId, who, what: 'renewed-feed' as const, subject: who }
    await writeAudit(office, entry, session)
  })
  return feedCode
}

/** Returns the deadlines of the person whose feed this is, and their language; undefined for a code that opens nothing. */
export async function deadlinesByFeedCode(
  office: Parts,
  officeId: string,
  code: string,
): Promise<{ language: Language; deadlines: AccountDeadline[] } | undefined> {
  if (!isSecretCode(code)) return undefined
  const user = await office.store.users.one({ feedCode: code, officeId, disabled: false })
  if (!user || user.accountId === null) return undefined
  return { language: user.language, deadlines: await deadlinesOfAccount(office, officeId, user.accountId) }
}
