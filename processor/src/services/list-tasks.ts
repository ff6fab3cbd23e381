/** The work list: filtered, sorted and paged by indexes alone, with what the office's views say of each task's file. */
import {
  addDays,
  dayOlderThan,
  fileStatusSchema,
  foldText,
  idOfStream,
  plainDateIn,
  plainDateSchema,
  ProblemError,
  startOfDay,
  workingDaysBetween,
  type Actor,
  type FileStatus,
  type OfficeProfile,
  type PlainDate,
  type TaskList,
} from '@lodge/shared-types'
import type { Filter as MongoFilter, IndexSpecification } from 'mongodb'
import { z } from 'zod'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { heldOrder, taskOrders, taskSortOf } from '../store/task-orders.ts'
import { personNames } from './person-names.ts'
import {
  isClosedByNote,
  confirmClaimTask,
  daysAhead,
  mayWorkOn,
  mustBeStaff,
  rolesSeenBy,
  unfinished,
} from './task-access.ts'
import { countedTasks } from './task-counts.ts'
import { pageNumber, type Page } from './views.ts'

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>
type Filter = MongoFilter<{ _id: string }>

/** What a task's file is about, for a person who chooses what to do next. */
export type TaskFile = {
  fileId: string
  fileNumber: string
  status: FileStatus
  filingDate: PlainDate | null
  /** The mark's words; empty for a figure without any. */
  mark: string
  subtype: string | null
  applicants: readonly string[]
  ownReference: string | null
}

export type ListedTask = {
  taskId: string
  kind: string
  role: Row<'tasks'>['role']
  /** A file number, or what an alarm says. */
  subject: string
  about: string | null
  /** The file that it is about; null for work on no file. */
  fileId: string | null
  branch: string | null
  openedAt: Date
  /** Working days of the office since it was opened. */
  age: number
  due: PlainDate | null
  /** Who has taken it; null while it is open. */
  holder: { userId: string; name: string } | null
  /** Whether the person who asks may take it; an administrator sees more than that. */
  mayTake: boolean
  rev: number
  /** What the office's view says of the file; null for work on no file, and while there is no view yet. */
  file: TaskFile | null
}

/** `total` stops at `countLimit + 1`: there are more than anyone pages through. `today` is the office's day. */
export type TaskPage = Page<ListedTask> & { countLimit: number; today: PlainDate }

const countLimit = 10_000
/** Beyond so many nobody sees that a total is two seconds old. */
const countedExactly = 1_000
const pageSize = 50
const maxWords = 6

/** Folded words hold letters and digits only, so that each stands in a pattern as it is. */
const wordsIn = (search: string): string[] => foldText(search).split(' ').filter(Boolean).slice(0, maxWords)

const dueIn = (due: TaskList['due'], today: PlainDate): object =>
  ({
    any: {},
    late: { due: { $lt: today } },
    today: { due: today },
    week: { due: { $gte: today, $lte: addDays(today, daysAhead) } },
  })[due]

/**
 * Kinds are lower-case codes. Where the list is sorted by them, several are one pattern: as single points MongoDB would read
 * each kind for itself and sort what it has read.
 */
function kindIn({ kinds, sort }: TaskList): object {
  if (kinds.length === 0) return {}
  return {
    kind: sort === 'kind' && kinds.length > 1 ? new RegExp(`^(?:${kinds.join('|')})$`) : { $in: kinds },
  }
}

function holderIn(holder: TaskList['holder'], actor: Actor): object {
  if (holder === 'anyone') return {}
  if (holder === 'nobody') return { state: 'open' }
  return { claimedBy: holder === 'mine' ? actor.who.id : holder.slice('user:'.length) }
}

function openedIn({ isNew, olderThan }: TaskList, profile: OfficeProfile, today: PlainDate): object {
  const { timeZone, calendar } = profile
  const from = isNew ? { $gte: startOfDay(timeZone, today) } : {}
  const before =
    olderThan === null
      ? {}
      : { $lt: startOfDay(timeZone, addDays(dayOlderThan(calendar, today, olderThan), 1)) }
  return isNew || olderThan !== null ? { openedAt: { ...from, ...before } } : {}
}

/** Returns what matches a list, of the tasks that the actor sees. */
function filterOf(
  list: TaskList,
  { actor, profile, today }: { actor: Actor; profile: OfficeProfile; today: PlainDate },
) {
  const words = wordsIn(list.search)
  return {
    officeId: actor.officeId,
    role: { $in: rolesSeenBy(actor) },
    state: { $in: unfinished },
    ...kindIn(list),
    ...(list.branch === null ? {} : { branch: list.branch }),
    ...dueIn(list.due, today),
    ...holderIn(list.holder, actor),
    ...openedIn(list, profile, today),
    ...(words.length > 0 ? { $and: words.map((word) => ({ subject: new RegExp(word, 'iu') })) } : {}),
  }
}

const fileIdOf = ({ stream }: Pick<Row<'tasks'>, 'stream'>): string | null =>
  stream?.startsWith('file:') ? idOfStream(stream) : null

/** A task from before tasks told what they are about: its claim is what opened it. */
const aboutOf = ({ kind, about, causedBy }: Row<'tasks'>): string | null =>
  about ?? (kind === confirmClaimTask ? causedBy : null)

/** Of a file's view, what the list shows: reading no more keeps a page of fifty quick. */
const shownViewSchema = z.object({
  id: z.string(),
  fileNumber: z.string(),
  status: fileStatusSchema,
  filingDate: plainDateSchema.nullable(),
  listing: z
    .object({
      summary: z.string(),
      subtype: z.string().nullable(),
      owners: z.array(z.string()),
      ownReference: z.string().nullable(),
    })
    .optional(),
})
const shownMembers = {
  ...{ _id: 0, id: 1, fileNumber: 1, status: 1, filingDate: 1 },
  ...{ 'listing.summary': 1, 'listing.subtype': 1, 'listing.owners': 1, 'listing.ownReference': 1 },
} as const

/** Returns what the office's views say of the files of tasks, by file. */
async function filesOf(
  { store }: Parts,
  officeId: string,
  tasks: readonly Row<'tasks'>[],
): Promise<Map<string, TaskFile>> {
  const ids = [...new Set(tasks.flatMap((task) => fileIdOf(task) ?? []))]
  if (ids.length === 0) return new Map()
  const views = await store.views.collection
    .find({ officeId, kind: 'file', id: { $in: ids } }, { projection: shownMembers })
    .toArray()
  return new Map(
    views.map((view): [string, TaskFile] => {
      const { id: fileId, listing, ...rest } = shownViewSchema.parse(view)
      const facts = {
        mark: listing?.summary ?? '',
        subtype: listing?.subtype ?? null,
        applicants: listing?.owners ?? [],
        ownReference: listing?.ownReference ?? null,
      }
      return [fileId, { fileId, ...rest, ...facts }]
    }),
  )
}

const isOfOnePerson = ({ holder }: TaskList): boolean => holder !== 'anyone' && holder !== 'nobody'

/** MongoDB merges up to 200 ranges in order: so many kinds, of each of five roles and two states, are well below. */
const fewKinds = 10

/** Returns the index that reads a page in its order; what one person holds is found by the person, and some kinds by their name. */
function orderFor({ sort, kinds, ...list }: TaskList): IndexSpecification {
  if (sort !== 'due') return taskOrders[sort]
  if (isOfOnePerson({ sort, kinds, ...list })) return heldOrder
  return kinds.length > 0 && kinds.length <= fewKinds ? taskOrders.kind : taskOrders.due
}

/** Returns how many tasks a list has: long lists by what is counted anyway, others by the index that leaves the fewest to look at. */
async function countListed(office: Parts, actor: Actor, list: TaskList, filter: Filter): Promise<number> {
  const counted = await countedTasks(office, actor, list)
  if (counted !== undefined && counted > countedExactly) return Math.min(counted, countLimit + 1)
  const hint = isOfOnePerson(list)
    ? heldOrder
    : list.kinds.length > 0
      ? taskOrders.kind
      : list.due !== 'any'
        ? taskOrders.due
        : taskOrders[list.sort]
  return office.store.tasks.collection.countDocuments(filter, { limit: countLimit + 1, hint })
}

/** Returns one page of the tasks that are not done and that the actor sees; a page beyond the end is the last one. */
export async function listTasks(office: Parts, actor: Actor, list: TaskList): Promise<TaskPage> {
  mustBeStaff(actor)
  const { store, clock, profiles } = office
  const { officeId } = actor
  const profile = profiles.of(officeId)
  const today = plainDateIn(profile.timeZone, clock.now())
  const filter = filterOf(list, { actor, profile, today })
  const { collection } = store.tasks
  const asked = pageNumber(list.page)
  const read = (page: number) =>
    collection
      .find(filter, { hint: orderFor(list), sort: taskSortOf(list.sort, list.isDescending) })
      .skip((page - 1) * pageSize)
      .limit(pageSize)
      .toArray()
  const [total, hits] = await Promise.all([countListed(office, actor, list, filter), read(asked)])
  const lastPage = Math.max(1, Math.ceil(total / pageSize))
  const page = total > countLimit ? asked : Math.min(asked, lastPage)
  const found = page === asked ? hits : await read(page)
  const tasks = found.map(store.tasks.parse)
  const [files, names] = await Promise.all([
    filesOf(office, officeId, tasks),
    personNames(
      store,
      officeId,
      tasks.flatMap(({ claimedBy }) => claimedBy ?? []),
    ),
  ])
  // Many tasks of a page were opened on the same day.
  const ages = new Map<PlainDate, number>()
  const ageSince = (opened: PlainDate): number => {
    const age = ages.get(opened) ?? workingDaysBetween(profile.calendar, opened, today)
    ages.set(opened, age)
    return age
  }
  const rows = tasks.map((task): ListedTask => {
    const { _id: taskId, kind, role, subject, branch, openedAt, due, claimedBy, rev } = task
    const fileId = fileIdOf(task)
    const opened = plainDateIn(profile.timeZone, openedAt)
    return {
      ...{ taskId, kind, role, subject, fileId, branch, openedAt, due, rev },
      about: aboutOf(task),
      age: ageSince(opened),
      holder: claimedBy === null ? null : { userId: claimedBy, name: names.get(claimedBy)?.name ?? '' },
      mayTake: mayWorkOn(actor.roles, task),
      file: (fileId === null ? undefined : files.get(fileId)) ?? null,
    }
  })
  return { rows, total, page, pageSize, countLimit, today }
}

/** So many tasks are asked about at once: those of a page. */
const maxAsked = 100

export type TaskNews = { taskId: string; state: Row<'tasks'>['state']; who: string | null }

/** Returns those of the tasks that have changed since they were seen at `rev`, and with whom they are now. */
export async function taskNews(
  office: Pick<Office, 'store'>,
  actor: Actor,
  seen: readonly { taskId: string; rev: number }[],
): Promise<TaskNews[]> {
  mustBeStaff(actor)
  const { officeId } = actor
  const revs = new Map(seen.slice(0, maxAsked).map(({ taskId, rev }) => [taskId, rev]))
  if (revs.size === 0) return []
  const filter = { _id: { $in: [...revs.keys()] }, officeId, role: { $in: rolesSeenBy(actor) } }
  const changed = (await office.store.tasks.many(filter)).filter(({ _id, rev }) => revs.get(_id) !== rev)
  const holders = changed.flatMap(({ claimedBy }) => claimedBy ?? [])
  const names = await personNames(office.store, officeId, holders)
  return changed.map(({ _id, state, claimedBy }) => ({
    taskId: _id,
    state,
    who: claimedBy === null ? null : (names.get(claimedBy)?.name ?? null),
  }))
}

export type Alarm = { taskId: string; what: string; openedAt: Date; isOpen: boolean; mayClose: boolean }

/** Returns one alarm in full, also after it was closed. @throws ProblemError `not-found` for what is not the actor's to see. */
export async function alarm({ store }: Pick<Office, 'store'>, actor: Actor, taskId: string): Promise<Alarm> {
  mustBeStaff(actor)
  const filter = { _id: taskId, officeId: actor.officeId, role: { $in: rolesSeenBy(actor) } }
  const task = await store.tasks.one(filter)
  if (!task) throw new ProblemError('not-found')
  const isOpen = task.state !== 'done'
  return {
    taskId,
    what: task.subject,
    openedAt: task.openedAt,
    isOpen,
    mayClose: isOpen && isClosedByNote(task.kind) && mayWorkOn(actor.roles, task),
  }
}
