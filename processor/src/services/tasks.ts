/** The work of staff: what is open for a role, and claiming it so that of two at once one has it. */
import { nameOfActor, ProblemError, staffRoles, type Actor } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { isStaff, pageNumber, type Page } from './views.ts'

type Parts = Pick<Office, 'store' | 'clock'>

/** Roles whose tasks an actor works on; an administrator sees all. */
const rolesOf = (actor: Actor): readonly string[] =>
  actor.roles.includes('administrator') ? staffRoles : actor.roles

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office work on tasks.')
}

/** Returns tasks of the actor's roles that are not done, the most urgent first: alarms, then by due day. */
export async function listTasks(
  { store }: Parts,
  actor: Actor,
  { page }: { page: number },
): Promise<Page<Row<'tasks'>>> {
  mustBeStaff(actor)
  const pageSize = 50
  const at = pageNumber(page)
  const filter = {
    officeId: actor.officeId,
    role: { $in: rolesOf(actor) },
    state: { $in: ['open', 'claimed'] },
  }
  const rows = await store.tasks.many(filter, {
    sort: { due: 1, _id: 1 },
    limit: pageSize,
    skip: (at - 1) * pageSize,
  })
  return { rows, total: await store.tasks.count(filter), page: at, pageSize }
}

/** Says why a task could not be claimed. */
async function refusalOf({ store }: Parts, task: Row<'tasks'> | undefined): Promise<ProblemError> {
  if (!task) return new ProblemError('not-found')
  if (task.state === 'done') return new ProblemError('stale', 'This task is done already.')
  const { officeId, claimedBy } = task
  const owner = claimedBy === null ? undefined : await store.users.one({ _id: claimedBy, officeId })
  return new ProblemError('task-taken', `${owner?.displayName ?? 'Another person'} has taken this task.`)
}

/** Claims an open task. @throws ProblemError `task-taken` with who has it, `not-found` for one of another role or office. */
export async function claimTask(office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> {
  mustBeStaff(actor)
  const { store, clock } = office
  const mine = { _id: taskId, officeId: actor.officeId, role: { $in: rolesOf(actor) } }
  const claimed = await store.transaction(async (session) => {
    const task = await store.tasks.take(
      { ...mine, $or: [{ state: 'open' }, { state: 'claimed', claimedBy: actor.who.id }] },
      { $set: { state: 'claimed', claimedBy: actor.who.id, claimedAt: clock.now() }, $inc: { rev: 1 } },
      { session },
    )
    if (task) await auditTask(office, actor, 'claimed-task', taskId, session)
    return task
  })
  if (!claimed) throw await refusalOf(office, await store.tasks.one(mine))
  return claimed
}

/** Gives a claimed task back. @throws ProblemError `stale` when the actor does not hold it. */
export async function returnTask(office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> {
  mustBeStaff(actor)
  const { store } = office
  const returned = await store.transaction(async (session) => {
    const task = await store.tasks.take(
      { _id: taskId, officeId: actor.officeId, state: 'claimed', claimedBy: actor.who.id },
      { $set: { state: 'open', claimedBy: null, claimedAt: null }, $inc: { rev: 1 } },
      { session },
    )
    if (task) await auditTask(office, actor, 'returned-task', taskId, session)
    return task
  })
  if (!returned) throw new ProblemError('stale', 'You do not hold this task.')
  return returned
}

const auditTask = (office: Parts, actor: Actor, what: string, taskId: string, session: ClientSession) =>
  writeAudit(
    office,
    { officeId: actor.officeId, who: nameOfActor(actor), what, subject: `task:${taskId}` },
    session,
  )
