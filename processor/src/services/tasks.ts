/** Working on tasks: taking one so that of two at once one has it, giving it back, handing it on, and many at a time. */
import { nameOfActor, parseAtDoor, plainText, ProblemError, type Actor, type Role } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit, type AuditDeed } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { isClosedByNote, mayWorkOn, mustBeStaff, rolesSeenBy } from './task-access.ts'
import { forgetCounts } from './task-counts.ts'

type Parts = Pick<Office, 'store' | 'clock'>

/** Why a task stayed as it was; `taken` and `not-their-role` come with a name. */
export const taskRefusals = [
  'unknown',
  'closed',
  'taken',
  'not-held',
  'not-your-role',
  'not-their-role',
  'unknown-colleague',
  'changed',
] as const
export type TaskRefusal = (typeof taskRefusals)[number]

export type TaskOutcome = {
  taskId: string
  /** What a person knows it by; empty for one that is unknown. */
  subject: string
  kind: string
} & (
  | { outcome: 'done'; reason: null; who: null }
  | { outcome: 'refused'; reason: TaskRefusal; who: string | null }
)

type Refused = { refusal: TaskRefusal; who?: string | null }
type Done = { task: Row<'tasks'> }

const isDone = (result: Done | Refused): result is Done => 'task' in result

const auditTask = (
  office: Parts,
  actor: Actor,
  { what, taskId, detail = '' }: { what: AuditDeed; taskId: string; detail?: string },
  session: ClientSession,
) =>
  writeAudit(
    office,
    { officeId: actor.officeId, who: nameOfActor(actor), what, subject: `task:${taskId}`, detail },
    session,
  )

const nameOfHolder = async (
  { store }: Parts,
  { officeId, claimedBy }: Row<'tasks'>,
): Promise<string | null> =>
  claimedBy === null ? null : ((await store.users.one({ _id: claimedBy, officeId }))?.displayName ?? null)

const seenTask = (taskId: string, actor: Actor) => ({
  _id: taskId,
  officeId: actor.officeId,
  role: { $in: rolesSeenBy(actor) },
})

/** What is read before and changed after, in one transaction; `change` says why not, or what is to be set. */
async function changeTask(
  office: Parts,
  actor: Actor,
  taskId: string,
  change: (
    task: Row<'tasks'>,
    session: ClientSession,
  ) => Promise<Refused | { set: Partial<Row<'tasks'>>; what: AuditDeed; detail?: string }>,
): Promise<Done | (Refused & { task?: never; seen: Row<'tasks'> | undefined })> {
  mustBeStaff(actor)
  const { store } = office
  const result = await store.transaction(async (session) => {
    const task = await store.tasks.one(seenTask(taskId, actor), { session })
    if (!task) return { refusal: 'unknown' as const, seen: undefined }
    if (task.state === 'done') return { refusal: 'closed' as const, seen: task }
    const wish = await change(task, session)
    if ('refusal' in wish) return { ...wish, seen: task }
    const changed = await store.tasks.take(
      { _id: taskId, rev: task.rev },
      { $set: wish.set, $inc: { rev: 1 } },
      { session },
    )
    if (!changed) return { refusal: 'changed' as const, seen: task }
    await auditTask(office, actor, { ...wish, taskId }, session)
    return { task: changed }
  })
  if (isDone(result)) forgetCounts(office, actor.officeId)
  return result
}

const claim = (office: Parts, actor: Actor, taskId: string) =>
  changeTask(office, actor, taskId, async (task) => {
    const isMine = task.claimedBy === actor.who.id
    if (task.state === 'claimed' && !isMine)
      return { refusal: 'taken', who: await nameOfHolder(office, task) }
    if (!mayWorkOn(actor.roles, task)) return { refusal: 'not-your-role' }
    const claimedAt = isMine ? task.claimedAt : office.clock.now()
    return { set: { state: 'claimed', claimedBy: actor.who.id, claimedAt }, what: 'claimed-task' }
  })

/** A person gives back what they hold; an administrator also what somebody holds who is not there. */
const giveBack = (office: Parts, actor: Actor, taskId: string) =>
  changeTask(office, actor, taskId, (task) => {
    const mayReturn =
      task.claimedBy === actor.who.id || (task.claimedBy !== null && actor.roles.includes('administrator'))
    return Promise.resolve(
      mayReturn
        ? { set: { state: 'open', claimedBy: null, claimedAt: null }, what: 'returned-task' }
        : { refusal: 'not-held' },
    )
  })

/** Who is handed a task must hold its role; what a third person holds only an administrator hands on. */
const assign = (
  office: Parts,
  actor: Actor,
  taskId: string,
  to: { userId: string; seenRev?: number | undefined },
) =>
  changeTask(office, actor, taskId, async (task, session) => {
    const { store, clock } = office
    if (to.seenRev !== undefined && to.seenRev !== task.rev) return { refusal: 'changed' }
    const isAdministrator = actor.roles.includes('administrator')
    if (!isAdministrator && !mayWorkOn(actor.roles, task)) return { refusal: 'not-your-role' }
    if (task.claimedBy !== null && task.claimedBy !== actor.who.id && !isAdministrator)
      return { refusal: 'taken', who: await nameOfHolder(office, task) }
    const colleague = await store.users.one(
      { _id: to.userId, officeId: actor.officeId, accountId: null, disabled: false },
      { session },
    )
    if (!colleague) return { refusal: 'unknown-colleague' }
    if (!mayWorkOn(colleague.roles, task)) return { refusal: 'not-their-role', who: colleague.displayName }
    const set = { state: 'claimed' as const, claimedBy: colleague._id, claimedAt: clock.now() }
    return { set, what: 'assigned-task', detail: `user:${colleague._id}` }
  })

const detailOf: Readonly<Record<TaskRefusal, (who: string | null | undefined) => string>> = {
  unknown: () => 'There is no such task.',
  closed: () => 'This task is done already.',
  taken: (who) => `${who ?? 'Another person'} has taken this task.`,
  'not-held': () => 'You do not hold this task.',
  'not-your-role': () => 'This task is for another role.',
  'not-their-role': (who) => `${who ?? 'This person'} does not hold the role of this task.`,
  'unknown-colleague': () => 'There is no such colleague, or they can no longer sign in.',
  changed: () => 'This task was changed meanwhile.',
}

function taskOf(result: Done | Refused): Row<'tasks'> {
  if (isDone(result)) return result.task
  const { refusal, who } = result
  if (refusal === 'unknown') throw new ProblemError('not-found')
  const code = refusal === 'taken' ? 'task-taken' : refusal === 'not-your-role' ? 'not-allowed' : 'stale'
  throw new ProblemError(code, detailOf[refusal](who))
}

/** Claims an open task. @throws ProblemError `task-taken` with who has it, `not-found` for one of another role or office. */
export const claimTask = async (office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> =>
  taskOf(await claim(office, actor, taskId))

/** Gives a claimed task back. @throws ProblemError `stale` when the actor does not hold it. */
export const returnTask = async (office: Parts, actor: Actor, taskId: string): Promise<Row<'tasks'>> =>
  taskOf(await giveBack(office, actor, taskId))

const assignSchema = z.object({
  taskId: z.string().max(64),
  toUserId: z.string().max(64),
  seenRev: z.number().int().optional(),
})

/**
 * Hands a task to a colleague who holds its role and can sign in.
 * @throws ProblemError `task-taken`, `stale` when it has changed since `seenRev` or the colleague cannot have it, `not-found`.
 */
export async function assignTask(office: Parts, actor: Actor, wish: unknown): Promise<Row<'tasks'>> {
  const { taskId, toUserId, seenRev } = parseAtDoor(assignSchema, wish, 'invalid')
  return taskOf(await assign(office, actor, taskId, { userId: toUserId, seenRev }))
}

/** So many tasks are changed at once. */
export const maxBulk = 200

const ids = z.array(z.string().min(1).max(64)).min(1).max(maxBulk)
const bulkSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('claim'), taskIds: ids }),
  z.strictObject({ act: z.literal('return'), taskIds: ids }),
  z.strictObject({ act: z.literal('assign'), taskIds: ids, toUserId: z.string().min(1).max(64) }),
])

/**
 * Claims, returns or hands on many tasks, each for itself: what another person was quicker with stays with them.
 * Returns one outcome for each, in their order. Repeating it harms nothing.
 */
export async function bulkTasks(office: Parts, actor: Actor, raw: unknown): Promise<TaskOutcome[]> {
  mustBeStaff(actor)
  const wish = parseAtDoor(bulkSchema, raw, 'invalid')
  const act = (taskId: string) =>
    wish.act === 'claim'
      ? claim(office, actor, taskId)
      : wish.act === 'return'
        ? giveBack(office, actor, taskId)
        : assign(office, actor, taskId, { userId: wish.toUserId })
  const outcomes: TaskOutcome[] = []
  for (const taskId of new Set(wish.taskIds)) {
    const result = await act(taskId)
    const { subject = '', kind = '' } = (isDone(result) ? result.task : result.seen) ?? {}
    const known = { taskId, subject, kind }
    outcomes.push(
      isDone(result)
        ? { ...known, outcome: 'done', reason: null, who: null }
        : { ...known, outcome: 'refused', reason: result.refusal, who: result.who ?? null },
    )
  }
  return outcomes
}

export type Colleague = { userId: string; name: string; roles: readonly Role[] }

/** Returns the people of the office who can sign in and share a role with the actor, or hold `role`, by their names. */
export async function colleagues({ store }: Parts, actor: Actor, role?: Role): Promise<Colleague[]> {
  mustBeStaff(actor)
  const seen = rolesSeenBy(actor)
  if (role !== undefined && !seen.includes(role)) return []
  const users = await store.users.many({
    officeId: actor.officeId,
    accountId: null,
    disabled: false,
    roles: { $in: role === undefined ? seen : [role] },
  })
  return users
    .map(({ _id: userId, displayName: name, roles }) => ({ userId, name, roles }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

const noteSchema = plainText(500)

/**
 * Closes an alarm with a note on what was done about it; nothing else closes one.
 * @throws ProblemError `not-found`, `invalid` without a note, `stale` when it is closed already, `not-allowed` for other tasks.
 */
export async function closeAlarm(
  office: Parts,
  actor: Actor,
  taskId: string,
  note: unknown,
): Promise<Row<'tasks'>> {
  mustBeStaff(actor)
  const detail = parseAtDoor(z.object({ note: noteSchema }), { note }, 'invalid').note
  const result = await changeTask(office, actor, taskId, (task) => {
    if (!isClosedByNote(task.kind) || !mayWorkOn(actor.roles, task))
      return Promise.resolve({ refusal: 'not-your-role' as const })
    const set = { state: 'done' as const, closedAt: office.clock.now() }
    return Promise.resolve({ set, what: 'closed-alarm', detail })
  })
  return taskOf(result)
}
