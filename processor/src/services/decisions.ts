/** Decisions: the actions that a file offers to an officer, and taking one, with another person's approval where it asks for it. */
import {
  actionOf,
  nameOfActor,
  offeredActions,
  parseAtDoor,
  plainText,
  ProblemError,
  refusalOfAction,
  streamOf,
  type ActionRefusal,
  type Actor,
  type Localized,
  type Role,
  type WorkflowAction,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../office.ts'
import { actionDigest } from './approvals/action-effects.ts'
import { requestApproval } from './approvals/request-approval.ts'
import { answerOnce } from './commands.ts'
import { enterAction } from './enter-action.ts'
import { mustNotBeAnothers, pinExamination } from './examinations/held-examination.ts'
import { refused } from './refusals.ts'
import { eventsSince, movedOn, standingOf, type FileStanding } from './standing.ts'
import { isStaff } from './views.ts'

/** One action that a file offers to the actor. */
export type OfferedDecision = {
  code: string
  label: Localized
  /** Why it cannot be taken yet; null where it can. */
  refusal: ActionRefusal | null
  /** It takes effect with a notice: write that. */
  needsNotice: boolean
  approvedBy: readonly Role[]
}

export type Taken = { outcome: 'taken' } | { outcome: 'awaits-approval'; approvalId: string }

const wishSchema = z.strictObject({
  fileId: z.string().max(64),
  action: z.string().max(60),
  seenSeq: z.number().int().nonnegative(),
  note: z.preprocess((note) => (note === '' ? undefined : note), plainText(2_000).optional()),
})
const takenSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('taken') }),
  z.object({ outcome: z.literal('awaits-approval'), approvalId: z.string() }),
])

function mustBeStaff(actor: Actor): void {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office decide about files.')
}

/**
 * Returns what the actor's roles may decide about a file in its status, each with why it cannot be taken yet, and the place in
 * the file's history that this is true of. @throws ProblemError `not-found` for a file that the office does not have
 */
export async function decisions(
  { store, profiles }: Office,
  actor: Actor,
  fileId: string,
): Promise<{ seq: number; offered: OfferedDecision[] }> {
  mustBeStaff(actor)
  const profile = profiles.of(actor.officeId)
  const { standing, seq } = await standingOf(store, profile, fileId)
  const offered = offeredActions(profile.workflow, standing, actor.roles).map(({ action, refusal }) => ({
    code: action.code,
    label: action.label,
    refusal: refusal ?? null,
    needsNotice: action.notice !== undefined,
    approvedBy: action.approvedBy,
  }))
  return { seq, offered }
}

/**
 * Returns the action where the actor may take it on the file as they saw it.
 * @throws ProblemError `stale` with what happened since; the refusal of the workflow; `task-taken` where a colleague fills in the
 * checklist on which it stands
 */
export async function allowedAction(
  { store, profiles }: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  actor: Actor,
  { fileId, code, seenSeq }: { fileId: string; code: string; seenSeq?: number },
): Promise<FileStanding & { action: WorkflowAction }> {
  mustBeStaff(actor)
  const profile = profiles.of(actor.officeId)
  const stands = await standingOf(store, profile, fileId, session)
  const since = seenSeq === undefined ? [] : eventsSince(stands.history, seenSeq)
  if (since.length > 0) throw movedOn(profile, since)
  const action = actionOf(profile.workflow, code)
  const refusal = refusalOfAction(action, stands.standing, actor.roles)
  if (!action || refusal !== undefined) throw refused(refusal ?? 'unknown-action', 'action')
  if (action.checklist) {
    const held = { fileId, checklist: action.checklist.code }
    await mustNotBeAnothers(store, profile, actor, held, session)
    await pinExamination(store, actor.officeId, held, session)
  }
  return { ...stands, action }
}

/** What the officer says to an action that is taken at once stays inside the office. */
function keepNote(
  { store, clock }: Office,
  session: ClientSession,
  actor: Actor,
  fileId: string,
  text: string,
) {
  const { officeId, who } = actor
  store.fileNotes.add([{ _id: uuidv7(), officeId, fileId, text, userId: who.id, at: clock.now() }], session)
}

async function act(
  office: Office,
  session: ClientSession,
  actor: Actor,
  { fileId, action: code, seenSeq, note }: z.infer<typeof wishSchema>,
): Promise<Taken> {
  const allowed = await allowedAction(office, session, actor, { fileId, code, seenSeq })
  const { action, seq, state } = allowed
  if (action.notice !== undefined) throw refused('notice-needed', 'action')
  const { officeId, who } = actor
  const at = office.clock.now()
  if (action.approvedBy.length > 0) {
    const approvalId = await requestApproval(office, session, {
      officeId,
      kind: 'action',
      subjectId: fileId,
      stream: streamOf('file', fileId),
      title: state.received?.fileNumber ?? fileId,
      digest: actionDigest(office.profiles.of(officeId), fileId, code, seq),
      action: code,
      makerId: who.id,
      makerNote: note ?? null,
      checkers: action.approvedBy,
      at,
    })
    return { outcome: 'awaits-approval', approvalId }
  }
  const by = nameOfActor(actor)
  await enterAction(office.store, session, allowed, { officeId, fileId, action, by, causedBy: null, at })
  if (note !== undefined) keepNote(office, session, actor, fileId, note)
  return { outcome: 'taken' }
}

/**
 * Takes an action on a file, or asks for the approval that it needs. The same key again answers alike, and nothing happens
 * twice. `raw`: { fileId, action, seenSeq, note? }; the note goes to the checkers, or to the file's internal notes.
 * @throws ProblemError `stale` with what happened since `seenSeq`; `not-allowed`, `invalid` by the code of `ActionRefusal`;
 * `notice-needed` for an action that takes effect with a notice; `task-taken`
 */
export async function takeAction(
  office: Office,
  actor: Actor,
  { key, ...raw }: { key: unknown; fileId: string; action: string; seenSeq: number; note?: string },
): Promise<Taken> {
  mustBeStaff(actor)
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { answer } = await answerOnce(
    office,
    { actor, operation: 'take-action', key, body: wish, answer: takenSchema },
    (session) => act(office, session, actor, wish),
  )
  office.nudgeRelay()
  return answer
}
