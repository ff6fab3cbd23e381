/** What waits for a person, as numbers: the tasks of their roles by kind, holder and due day, and what else the rail shows. */
import {
  addDays,
  nextChecker,
  plainDateIn,
  staffRoles,
  startOfDay,
  type Actor,
  type PlainDate,
  type TaskList,
} from '@lodge/shared-types'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { taskOrders } from '../store/task-orders.ts'
import { keepBriefly } from './kept-briefly.ts'
import { operationsSummary } from './operations.ts'
import { alarmTask, daysAhead, mustBeStaff, rolesSeenBy, unfinished } from './task-access.ts'

type Parts = Pick<Office, 'store' | 'clock' | 'profiles'>

/** How many tasks, and how many of them are late, due today, due within a week (today included), or opened today. */
export type Tally = { total: number; late: number; today: number; week: number; isNew: number }
export type TaskCounts = {
  /** The office's day. */
  today: PlainDate
  /** All that the actor sees, what nobody has taken, and what the actor holds. */
  all: Tally
  nobody: Tally
  mine: Tally
  byKind: readonly { kind: string; all: Tally; nobody: Tally; mine: Tally }[]
}

const groupSchema = z.object({
  _id: z.object({
    role: z.string(),
    kind: z.string(),
    claimedBy: z.string().nullable(),
    due: z.enum(['late', 'today', 'week', 'later']),
    isNew: z.boolean(),
  }),
  count: z.coerce.number(),
})
/** So many tasks of one role and kind, with one holder, due by one of these times. */
type Group = z.infer<typeof groupSchema>

function tallyOf(groups: readonly Group[]): Tally {
  const sum = (of: (group: Group['_id']) => boolean): number =>
    groups.reduce((count, group) => (of(group._id) ? count + group.count : count), 0)
  return {
    total: sum(() => true),
    late: sum(({ due }) => due === 'late'),
    today: sum(({ due }) => due === 'today'),
    week: sum(({ due }) => due === 'today' || due === 'week'),
    isNew: sum(({ isNew }) => isNew),
  }
}

const talliesOf = (groups: readonly Group[], actor: Actor) => ({
  all: tallyOf(groups),
  nobody: tallyOf(groups.filter(({ _id }) => _id.claimedBy === null)),
  mine: tallyOf(groups.filter(({ _id }) => _id.claimedBy === actor.who.id)),
})

/** Counts all unfinished tasks of an office in one pass over an index that holds all that is counted; no row is read. */
async function groupTasks(
  { store, clock, profiles }: Parts,
  officeId: string,
): Promise<{ today: PlainDate; groups: readonly Group[] }> {
  const { timeZone } = profiles.of(officeId)
  const today = plainDateIn(timeZone, clock.now())
  const due = {
    $switch: {
      branches: [
        // What has no due day is never late: without this null would come before every day.
        { case: { $eq: ['$due', null] }, then: 'later' },
        { case: { $lt: ['$due', today] }, then: 'late' },
        { case: { $eq: ['$due', today] }, then: 'today' },
        { case: { $lte: ['$due', addDays(today, daysAhead)] }, then: 'week' },
      ],
      default: 'later',
    },
  }
  const isNew = { $gte: ['$openedAt', startOfDay(timeZone, today)] }
  const groups = await store.tasks.collection
    .aggregate(
      [
        { $match: { officeId, role: { $in: staffRoles }, state: { $in: unfinished } } },
        {
          $group: {
            _id: { role: '$role', kind: '$kind', claimedBy: '$claimedBy', due, isNew },
            count: { $sum: 1 },
          },
        },
      ],
      { hint: taskOrders.kind },
    )
    .toArray()
  return { today, groups: z.array(groupSchema).parse(groups) }
}

/** Returns the groups that the actor sees. */
async function groupsFor(office: Parts, actor: Actor): Promise<{ today: PlainDate; counted: Group[] }> {
  const { officeId } = actor
  const { today, groups } = await keptGroups.get(office, { officeId, key: 'groups' }, () =>
    groupTasks(office, officeId),
  )
  const roles = rolesSeenBy(actor)
  return { today, counted: groups.filter(({ _id }) => roles.some((role) => role === _id.role)) }
}

async function countTasks(office: Parts, actor: Actor): Promise<TaskCounts> {
  const { today, counted } = await groupsFor(office, actor)
  const kinds = [...new Set(counted.map(({ _id }) => _id.kind))].sort()
  return {
    today,
    ...talliesOf(counted, actor),
    byKind: kinds.map((kind) => ({
      kind,
      ...talliesOf(
        counted.filter(({ _id }) => _id.kind === kind),
        actor,
      ),
    })),
  }
}

/** Numbers of the rail are at most so old. */
const keptMs = 2_000
const keptGroups = keepBriefly<Awaited<ReturnType<typeof groupTasks>>>(keptMs)
const keptTasks = keepBriefly<TaskCounts>(keptMs)
const keptIll = keepBriefly<number>(keptMs)
const keptWaiting = keepBriefly<Waiting>(keptMs)

const keyOf = ({ officeId, roles, who }: Actor) => ({
  officeId,
  key: `${who.id}|${[...roles].sort().join()}`,
})

/** Drops the numbers of an office in this process, once a task of it has changed. */
export function forgetCounts(office: Pick<Office, 'store'>, officeId: string): void {
  keptGroups.forget(office, officeId)
  keptTasks.forget(office, officeId)
  keptWaiting.forget(office, officeId)
  keptIll.forget(office, officeId)
}

/** Returns how many tasks the actor sees, at most two seconds old. @throws ProblemError `not-allowed` for others than staff. */
export async function taskCounts(office: Parts, actor: Actor): Promise<TaskCounts> {
  mustBeStaff(actor)
  return keptTasks.get(office, keyOf(actor), () => countTasks(office, actor))
}

const isHeldBy = ({ holder }: TaskList, actor: Actor, claimedBy: string | null): boolean => {
  if (holder === 'anyone') return true
  if (holder === 'nobody') return claimedBy === null
  return claimedBy === (holder === 'mine' ? actor.who.id : holder.slice('user:'.length))
}

const dueGroups = {
  any: ['late', 'today', 'week', 'later'],
  late: ['late'],
  today: ['today'],
  week: ['today', 'week'],
} as const satisfies Record<TaskList['due'], readonly Group['_id']['due'][]>

/** Returns how many tasks a list has, at most two seconds old; undefined where it narrows by what is not counted here. */
export async function countedTasks(office: Parts, actor: Actor, list: TaskList): Promise<number | undefined> {
  if (list.search !== '' || list.branch !== null || list.olderThan !== null) return undefined
  const { counted } = await groupsFor(office, actor)
  const dues: readonly Group['_id']['due'][] = dueGroups[list.due]
  return counted
    .filter(
      ({ _id: { kind, claimedBy, due, isNew } }) =>
        (list.kinds.length === 0 || list.kinds.includes(kind)) &&
        dues.includes(due) &&
        (isNew || !list.isNew) &&
        isHeldBy(list, actor, claimedBy),
    )
    .reduce((sum, { count }) => sum + count, 0)
}

/** What the rail shows. */
export type DeskCounts = {
  tasks: Pick<TaskCounts, 'all' | 'nobody' | 'mine'>
  /** Approvals that wait for this very person: of their role, and not their own decisions. */
  approvals: number
  /** Claims of paper files that nobody has decided. */
  claims: number
  /** Mails that were refused; null for those who do not look after them. */
  refusedMessages: number
  /** Alarms that nobody has closed. */
  alarms: number
  /** Things that are ill, for an administrator; 0 for everyone else. */
  ill: number
}

const shownMost = 1_000

/** Reads what waits beside tasks, for everyone of the office. */
async function waitingAt({ store }: Parts, officeId: string) {
  const [approvals, claims, refusedMessages] = await Promise.all([
    store.approvals.many({ officeId, state: 'waiting' }, { sort: { openedAt: 1 }, limit: shownMost }),
    store.fileClaims.count({ officeId, state: 'asked' }, { limit: shownMost }),
    store.messages.count({ officeId, state: 'refused' }, { limit: shownMost }),
  ])
  return { approvals, claims, refusedMessages }
}
type Waiting = Awaited<ReturnType<typeof waitingAt>>

function approvalsFor({ roles, who }: Actor, { approvals }: Waiting): number {
  return approvals.filter((approval) => {
    const next = nextChecker(approval)
    const isDecided = approval.verdicts.some(({ userId }) => userId === who.id)
    return next !== undefined && roles.includes(next) && approval.makerId !== who.id && !isDecided
  }).length
}

/** Returns the numbers of the rail, at most two seconds old. @throws ProblemError `not-allowed` for others than staff. */
export async function deskCounts(office: Office, actor: Actor): Promise<DeskCounts> {
  mustBeStaff(actor)
  const { officeId } = actor
  const isAdministrator = actor.roles.includes('administrator')
  const [{ all, nobody, mine, byKind }, ill, waiting] = await Promise.all([
    taskCounts(office, actor),
    isAdministrator
      ? keptIll.get(office, keyOf(actor), async () => (await operationsSummary(office, actor)).ill)
      : 0,
    keptWaiting.get(office, { officeId, key: 'waiting' }, () => waitingAt(office, officeId)),
  ])
  const { claims, refusedMessages } = waiting
  const alarms = byKind.find(({ kind }) => kind === alarmTask)?.all.total ?? 0
  const approvals = approvalsFor(actor, waiting)
  return { tasks: { all, nobody, mine }, approvals, claims, refusedMessages, alarms, ill }
}
