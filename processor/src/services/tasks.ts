/** The work of staff: what is open for a role, and claiming it so that of two at once one has it. */
import { nameOfActor, ProblemError, staffRoles, type Actor } from '@lodge/shared-types'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { asRefusal } from '../store/transaction.ts'
import { isStaff } from './views.ts'

type Parts = Pick<Office, 'store' | 'clock'>

/** Roles whose tasks an actor works on; an administrator sees all. */
const rolesOf = (actor: Actor): readonly string[] =>
  actor.roles.includes('administrator') ? staffRoles : actor.roles

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office work on tasks.')
}

/** Returns tasks of the actor's roles that are not done, the most urgent first. */
export async function listTasks(
  { store }: Parts,
  actor: Actor,
  { page }: { page: number },
): Promise<{ rows: Row<'tasks'>[]; total: number; page: number; pageSize: number }> {
  mustBeStaff(actor)
  const pageSize = 50
  const at = Math.max(1, Math.min(10_000, Math.floor(page)))
  const filter = {
    officeId: actor.officeId,
    role: { $in: rolesOf(actor) },
    state: { $in: ['open', 'claimed'] },
  }
  try {
    const rows = await store.tasks.many(filter, {
      sort: { due: 1, _id: 1 },
      limit: pageSize,
      skip: (at - 1) * pageSize,
    })
    return { rows, total: await store.tasks.count(filter), page: at, pageSize }
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Claims an open task. @throws ProblemError `task-taken` with who has it, `not-found` for one of another role or office. */
export async function claimTask(office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> {
  mustBeStaff(actor)
  const { store, clock } = office
  const mine = { _id: taskId, officeId: actor.officeId, role: { $in: rolesOf(actor) } }
  try {
    const claimed = await store.tasks.take(
      { ...mine, $or: [{ state: 'open' }, { state: 'claimed', claimedBy: actor.who.id }] },
      { $set: { state: 'claimed', claimedBy: actor.who.id, claimedAt: clock.now() }, $inc: { rev: 1 } },
    )
    if (claimed) {
      await writeAudit(office, {
        officeId: actor.officeId,
        who: nameOfActor(actor),
        what: 'claimed-task',
        subject: `task:${taskId}`,
      })
      return claimed
    }
    const other = await store.tasks.one(mine)
    if (!other) throw new ProblemError('not-found')
    if (other.state === 'done') throw new ProblemError('stale', 'This task is done already.')
    const owner = other.claimedBy === null ? undefined : await store.users.one({ _id: other.claimedBy })
    throw new ProblemError('task-taken', `${owner?.displayName ?? 'Another person'} has taken this task.`)
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Gives a claimed task back. @throws ProblemError `stale` when the actor does not hold it. */
export async function returnTask(office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> {
  mustBeStaff(actor)
  const returned = await office.store.tasks
    .take(
      { _id: taskId, officeId: actor.officeId, state: 'claimed', claimedBy: actor.who.id },
      { $set: { state: 'open', claimedBy: null, claimedAt: null }, $inc: { rev: 1 } },
    )
    .catch((error: unknown) => {
      throw asRefusal(error)
    })
  if (!returned) throw new ProblemError('stale', 'You do not hold this task.')
  await writeAudit(office, {
    officeId: actor.officeId,
    who: nameOfActor(actor),
    what: 'returned-task',
    subject: `task:${taskId}`,
  })
  return returned
}
