/** The one engine of the workflow: which actions a file's standing allows, what they come to, and what its owner is told. Pure. */
import type { ChecklistOutcome } from './checklist.ts'
import type { NewEvent } from './events.ts'
import type { FileStatus } from './legal-status.ts'
import type { Role } from './roles.ts'
import type { Workflow, WorkflowAction } from './workflow-schema.ts'

/** All that decides which actions a file allows. */
export type Standing = {
  status: FileStatus
  /** How each checklist of the file has been answered, by its code; one that is not there has not been begun. */
  checklists: Readonly<Record<string, ChecklistOutcome>>
  /** A notice waits for the party's answer. */
  isAnswerAwaited: boolean
  /** An answer has come whose changes nobody has decided about. */
  isAnswerUndecided: boolean
  /** An action or notice of the file waits for approval. */
  isApprovalAwaited: boolean
}

/** Why an action cannot be taken now, the first reason that holds. */
export const actionRefusals = [
  'unknown-action',
  'wrong-status',
  'wrong-role',
  'answer-awaited',
  'answer-undecided',
  'approval-awaited',
  'checklist-incomplete',
  'checklist-not-met',
  'checklist-met',
] as const
export type ActionRefusal = (typeof actionRefusals)[number]

export const actionOf = (workflow: Workflow, code: string): WorkflowAction | undefined =>
  workflow.actions.find((action) => action.code === code)

/** Whether one of `roles` approves what others do by this workflow. */
export const isChecker = ({ actions }: Pick<Workflow, 'actions'>, roles: readonly Role[]): boolean =>
  actions.some(({ approvedBy }) => approvedBy.some((role) => roles.includes(role)))

/** Returns why none of `roles` may take the action now; undefined where one may. An administrator may look, not decide. */
export function refusalOfAction(
  action: WorkflowAction | undefined,
  standing: Standing,
  roles: readonly Role[],
): ActionRefusal | undefined {
  if (!action) return 'unknown-action'
  if (!action.from.includes(standing.status)) return 'wrong-status'
  if (!action.roles.some((role) => roles.includes(role))) return 'wrong-role'
  if (standing.isAnswerAwaited && action.whileAwaited === undefined) return 'answer-awaited'
  if (standing.isAnswerUndecided) return 'answer-undecided'
  if (standing.isApprovalAwaited) return 'approval-awaited'
  if (!action.checklist) return undefined
  const outcome = standing.checklists[action.checklist.code] ?? 'incomplete'
  if (outcome === 'incomplete') return 'checklist-incomplete'
  if (outcome === action.checklist.outcome) return undefined
  return outcome === 'met' ? 'checklist-met' : 'checklist-not-met'
}

export type OfferedAction = { action: WorkflowAction; refusal: ActionRefusal | undefined }

/** Returns the actions that a person of these roles could take in this status, each with why it cannot be taken yet. */
export const offeredActions = (
  workflow: Workflow,
  standing: Standing,
  roles: readonly Role[],
): OfferedAction[] =>
  workflow.actions
    .map((action) => ({ action, refusal: refusalOfAction(action, standing, roles) }))
    .filter(({ refusal }) => refusal !== 'wrong-status' && refusal !== 'wrong-role')

/** Returns the event of an action that is taken on a file in a status, which stays where the action is only noted. */
export const actedBy = (
  { code, status, process, st27, nationalCode, keepsStatus }: WorkflowAction,
  before: FileStatus,
): NewEvent => ({
  type: 'file.acted',
  v: 1,
  data: { action: code, status: keepsStatus === true ? before : status, process, st27, nationalCode },
})

/** Returns what the workflow says of a status to the file's owner. */
export const outlookOf = (workflow: Workflow, status: FileStatus): Workflow['statuses'][number] | undefined =>
  workflow.statuses.find((one) => one.status === status)
