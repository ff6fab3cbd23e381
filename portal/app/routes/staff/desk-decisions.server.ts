/** The decisions about a file, for every desk page that shows them: what is offered, and taking one of them. */
import { redirect, type LoaderFunctionArgs, type TypedResponse } from '@remix-run/node'
import { idempotencyKeySchema } from '@lodge/shared-types'
import type { StaffHistoryLine } from '@lodge/processor'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { ShownDecisions } from '../../components/desk/decisions.tsx'
import { actorOf, officeOf, type Args } from '../../edge/answers.server.ts'

const decision = {
  key: idempotencyKeySchema,
  action: z.string().max(60),
  seenSeq: z.coerce.number().int().nonnegative(),
}

/** The forms of `Decisions`, to be put into the union of a page's own forms, told apart by `act`. */
export const decisionFields = [
  z.strictObject({ act: z.literal('take-action'), ...decision, note: z.string().max(2_000).optional() }),
  z.strictObject({ act: z.literal('write-notice'), ...decision }),
] as const
export type DecisionFields = z.infer<(typeof decisionFields)[number]>

/** As many of the latest events as a refused decision can name. */
const mostHappenings = 20

/** Returns what may be decided about a file now, as `Decisions` shows it; `history` is that of `staffFileView`. */
export async function decisionsOf(
  args: LoaderFunctionArgs,
  fileId: string,
  history: readonly StaffHistoryLine[] | Promise<readonly StaffHistoryLine[]>,
): Promise<ShownDecisions> {
  const { workflow, notices } = officeOf(args)
  const [{ seq, offered }, lines] = await Promise.all([
    args.context.services.decisions(actorOf(args), fileId),
    history,
  ])
  const done = new URL(args.request.url).searchParams.get('done')
  return {
    seq,
    happened: lines
      .toSorted((one, other) => one.seq - other.seq)
      .slice(-mostHappenings)
      .map(({ seq: at, type, at: when, action, by }) => ({ seq: at, type, at: when, action, by: by.name })),
    done: workflow.actions.find(({ code }) => code === done)?.label ?? null,
    offered: offered.flatMap(({ code, label, refusal, approvedBy }) => {
      const action = workflow.actions.find((one) => one.code === code)
      if (!action) return []
      const { plain, status, notice } = action
      const title = notices.find((template) => template.code === notice)?.title ?? null
      return [{ code, label, refusal, approvedBy, plain, status, notice: title, key: randomUUID() }]
    }),
  }
}

/**
 * Takes the action that a form of `Decisions` asks for, or begins its notice, and leads to where the work goes on: back to
 * the file, to the notice, or to the approval. For use inside `form`: `typed` keeps the entries for a refusal.
 */
export async function decide(
  args: Args,
  fileId: string,
  fields: DecisionFields,
  typed: Record<string, string>,
): Promise<TypedResponse<never>> {
  const actor = actorOf(args)
  const { services } = args.context
  const desk = `/o/${actor.officeId}/desk`
  const { key, action, seenSeq } = fields
  Object.assign(typed, { decision: action, seenSeq: String(seenSeq) })
  if (fields.act === 'write-notice') {
    const { noticeId } = await services.draftNotice(actor, { key, fileId, action })
    return redirect(`${desk}/notices/${noticeId}`, { status: 303 })
  }
  const note = fields.note?.trim() ?? ''
  typed['note'] = note
  const taken = await services.takeAction(actor, {
    key,
    fileId,
    action,
    seenSeq,
    ...(note === '' ? {} : { note }),
  })
  return redirect(
    taken.outcome === 'taken'
      ? `${desk}/files/${fileId}?done=${action}`
      : `${desk}/approvals/${taken.approvalId}`,
    { status: 303 },
  )
}
