/** What a member of staff sees first: what waits for them, what came in today, and for administrators what is ill. */
import { plainTaskList, startOfDay, type Actor, type PlainDate, type Role } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { listTasks, type ListedTask } from './list-tasks.ts'
import { alarmTask, mustBeStaff, rolesSeenBy } from './task-access.ts'
import { deskCounts, taskCounts, type DeskCounts, type TaskCounts } from './task-counts.ts'

export type DeskHome = {
  today: PlainDate
  counts: DeskCounts
  byKind: TaskCounts['byKind']
  /** What the actor holds, due first, and how many more there are is in the counts. */
  mine: readonly ListedTask[]
  /** Files that the office has received today, whatever filing date they have. */
  newFiles: number
  /** Open alarms, the latest first; none for those who do not see them. */
  alarms: readonly ListedTask[]
}

const rolesOfAlarms: readonly Role[] = ['administrator', 'finance']
const shownMine = 7
const shownAlarms = 5
const countedMost = 10_000

/** Returns the home of the desk for the actor. @throws ProblemError `not-allowed` for others than staff. */
export async function deskHome(office: Office, actor: Actor): Promise<DeskHome> {
  mustBeStaff(actor)
  const { officeId } = actor
  const [counts, tasks, mine, alarms] = await Promise.all([
    deskCounts(office, actor),
    taskCounts(office, actor),
    listTasks(office, actor, { ...plainTaskList, holder: 'mine' }),
    // In the order of their ids, which is that of their times; nobody else ever has one.
    rolesSeenBy(actor).some((role) => rolesOfAlarms.includes(role))
      ? listTasks(office, actor, { ...plainTaskList, kinds: [alarmTask], sort: 'kind', isDescending: true })
      : { rows: [] },
  ])
  const since = startOfDay(office.profiles.of(officeId).timeZone, tasks.today)
  const receivedToday = { officeId, createdAt: { $gte: since } }
  return {
    today: tasks.today,
    counts,
    byKind: tasks.byKind,
    mine: mine.rows.slice(0, shownMine),
    newFiles: await office.store.files.count(receivedToday, { limit: countedMost }),
    alarms: alarms.rows.slice(0, shownAlarms),
  }
}
