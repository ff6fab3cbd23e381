/** Who sees which tasks, and who may work on one. */
import { ProblemError, staffRoles, type Actor, type Role } from '@lodge/shared-types'
import type { Row } from '../store/rows.ts'
import { dayRedTask, statementRefusedTask } from './reconciliation/task-kinds.ts'
import { isStaff } from './views.ts'

/** Tasks that are not done. */
export const unfinished = ['open', 'claimed'] as const

/** Returns the roles whose tasks an actor sees: an administrator sees all. */
export const rolesSeenBy = (actor: Pick<Actor, 'roles'>): readonly Role[] =>
  actor.roles.includes('administrator')
    ? staffRoles
    : actor.roles.filter((role) => staffRoles.some((one) => one === role))

/** @throws ProblemError `not-allowed` for everyone but staff. */
export function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office work on tasks.')
}

/** `due: week` is today and so many days after it. */
export const daysAhead = 6

/** The kind of the task that a claim of a paper file opens; administrators may decide these too. */
export const confirmClaimTask = 'confirm-claim'
export const alarmTask = 'alarm'

/** Work that nothing else ends: whoever looked says what was done about it. */
export const isClosedByNote = (kind: string): boolean =>
  kind === alarmTask || kind === statementRefusedTask || kind === dayRedTask

/** Whether someone of these roles may take a task: seeing it is not enough. */
export const mayWorkOn = (
  roles: readonly Role[],
  { role, kind }: Pick<Row<'tasks'>, 'role' | 'kind'>,
): boolean =>
  roles.includes(role) ||
  (roles.includes('administrator') && (kind === confirmClaimTask || kind === alarmTask))
