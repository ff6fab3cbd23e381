/** The office decides about a post-filing request: it grants it, with another person's approval where that is asked for, or refuses it. */
import {
  digestOf,
  foldFile,
  nameOfActor,
  parseAtDoor,
  plainText,
  ProblemError,
  streamOf,
  textIn,
  type Actor,
  type DomainEvent,
  type Stream,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import { appendEvents, readStream } from '../../store/streams.ts'
import type { Approval } from '../approvals/request-approval.ts'
import { requestApproval } from '../approvals/request-approval.ts'
import { answerOnce } from '../commands.ts'
import { refused } from '../refusals.ts'
import { eventsSince, movedOn } from '../standing.ts'
import { isStaff } from '../views.ts'
import { grantRequest, planOf, refuseRequest, type Deciding } from './grant-request.ts'
import { decidersOf, typeOf, type FileRequestRow } from './request-of.ts'

const wishSchema = z.strictObject({
  requestId: z.string().max(64),
  outcome: z.enum(['granted', 'refused']),
  /** What the party is told; a refusal needs it. */
  reason: z.preprocess((reason) => (reason === '' ? undefined : reason), plainText(2_000).optional()),
  seenSeq: z.number().int().nonnegative(),
})
const decidedSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['granted', 'refused']), newFileId: z.string().nullable() }),
  z.object({ outcome: z.literal('awaits-approval'), approvalId: z.string() }),
])
export type Decided = z.infer<typeof decidedSchema>

const notThere = (): ProblemError => new ProblemError('not-found', 'There is no such request at this office.')

/** The history that a request is in: of its file, or of the dossier whose order or attempt it is about. */
export async function streamOfRequest(
  { store }: Pick<Office, 'store'>,
  row: FileRequestRow,
  session?: ClientSession,
): Promise<Stream> {
  const { officeId, fileId, about, dossierId } = row
  if (fileId !== null) return streamOf('file', fileId)
  const order = await store.orders.one({ _id: about ?? '', officeId }, { session })
  const attempt = order ? undefined : await store.attempts.one({ _id: about ?? '', officeId }, { session })
  return streamOf('dossier', order?.dossierId ?? attempt?.dossierId ?? dossierId)
}

/**
 * What is approved: the request, its type as the profile has it, and the register and status that it changes. Another request
 * that comes in meanwhile is no reason to ask anew.
 */
export function digestOfRequest(
  office: Pick<Office, 'profiles'>,
  row: FileRequestRow,
  history: readonly DomainEvent[],
): string {
  const type = typeOf(office.profiles.of(row.officeId), row)
  const { status, version, openNotice } = foldFile(history)
  return digestOf({
    requestId: row._id,
    state: row.state,
    type: digestOf(type),
    status: status ?? null,
    version,
    openNotice: openNotice ?? null,
  })
}

type Wish = z.infer<typeof wishSchema>

async function decide(office: Office, session: ClientSession, actor: Actor, wish: Wish): Promise<Decided> {
  const { officeId, who } = actor
  const { store, profiles } = office
  const profile = profiles.of(officeId)
  const row = await store.fileRequests.one({ _id: wish.requestId, officeId }, { session })
  if (!row || row.state === 'filed') throw notThere()
  if (row.state !== 'waiting') throw refused('request-decided', 'outcome')
  const type = typeOf(profile, row)
  const { roles, approvedBy } = decidersOf(profile, type)
  if (!roles.some((role) => actor.roles.includes(role))) throw refused('wrong-role', 'outcome')
  const stream = await streamOfRequest(office, row, session)
  const history = await readStream(store, officeId, stream, { session })
  const since = eventsSince(history, wish.seenSeq)
  if (since.length > 0) throw movedOn(profile, since)
  const waiting = { officeId, subjectId: row._id, state: 'waiting' }
  if (await store.approvals.one(waiting, { session })) throw refused('approval-awaited', 'outcome')
  const at = office.clock.now()
  const deciding: Deciding = { row, history, by: nameOfActor(actor), reason: wish.reason ?? null, at }
  if (wish.outcome === 'refused') {
    if (wish.reason === undefined) throw refused('reason-missing', 'reason')
    await enter(office, session, stream, deciding, await refuseRequest(office, session, deciding))
    return { outcome: 'refused', newFileId: null }
  }
  if (approvedBy.length > 0) {
    // Nobody is asked to approve what cannot be granted.
    await planOf(office, session, deciding)
    const approvalId = await requestApproval(office, session, {
      officeId,
      kind: 'request',
      subjectId: row._id,
      stream,
      title: `${row.subject} · ${textIn(type.title, profile.languages[0] ?? 'en')}`,
      digest: digestOfRequest(office, row, history),
      action: null,
      makerId: who.id,
      makerNote: wish.reason ?? null,
      checkers: approvedBy,
      at,
    })
    return { outcome: 'awaits-approval', approvalId }
  }
  await enter(office, session, stream, deciding, await grantRequest(office, session, deciding))
  const after = await store.fileRequests.one({ _id: row._id, officeId }, { session })
  return { outcome: 'granted', newFileId: after?.newFileId ?? null }
}

/** Appends what a decision came to, and notes who decided. */
async function enter(
  office: Office,
  session: ClientSession,
  stream: Stream,
  { row, history, by, at }: Deciding,
  events: Parameters<typeof appendEvents>[2]['events'],
): Promise<void> {
  const { officeId, _id, subject, type, onlineId } = row
  const after = history.at(-1)
  await appendEvents(office.store, session, { officeId, stream, events, by, causedBy: _id, at, after })
  const [decided] = events
  const isRefused = decided?.type === 'request.decided' && decided.data.outcome === 'refused'
  const what = isRefused ? 'refused-request' : 'granted-request'
  const detail = `${type} ${onlineId} · ${subject}`
  await writeAudit(office, { officeId, who: by, what, subject: `request:${_id}`, detail }, session)
}

/**
 * Grants or refuses a post-filing request, or asks for the approval that granting it needs. The same key again answers alike,
 * and nothing happens twice. `raw`: { requestId, outcome: 'granted' | 'refused', reason?, seenSeq }; the reason is told to the
 * party, and `seenSeq` is that of `fileRequest`.
 * @throws ProblemError `stale` with what happened since `seenSeq`, or where it is decided already; `not-allowed`; `invalid` with
 * why it cannot be granted as the register stands, or where a refusal has no reason
 */
export async function decideFileRequest(
  office: Office,
  actor: Actor,
  { key, ...raw }: { key: unknown; requestId: string; outcome: string; reason?: string; seenSeq: number },
): Promise<Decided> {
  if (!isStaff(actor))
    throw new ProblemError('not-allowed', 'Only staff of the office decide about requests.')
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { answer } = await answerOnce(
    office,
    { actor, operation: 'decide-request', key, body: wish, answer: decidedSchema },
    (session) => decide(office, session, actor, wish),
  )
  office.nudgeRelay()
  return answer
}

async function subjectOf(
  office: Office,
  session: ClientSession | undefined,
  { officeId, subjectId }: Pick<Approval, 'officeId' | 'subjectId'>,
) {
  const row = await office.store.fileRequests.one({ _id: subjectId, officeId }, { session })
  if (!row) throw new Error(`The request ${subjectId} is missing`)
  const stream = await streamOfRequest(office, row, session)
  const history = await readStream(office.store, officeId, stream, session ? { session } : {})
  return { row, stream, history }
}

/** For the table of approvals: a request that waits for approval, and that it is granted once all have approved it. */
export const requestEffects = {
  async digestNow(office: Office, session: ClientSession | undefined, row: Approval): Promise<string> {
    const found = await subjectOf(office, session, row)
    return digestOfRequest(office, found.row, found.history)
  },
  async approved(office: Office, session: ClientSession, approval: Approval, at: Date): Promise<void> {
    const { row, stream, history } = await subjectOf(office, session, approval)
    const by = `user:${approval.makerId}`
    const deciding: Deciding = { row, history, by, reason: approval.makerNote, at }
    await enter(office, session, stream, deciding, await grantRequest(office, session, deciding))
  },
  /** Nothing was done, so nothing is undone: it still waits for a decision. */
  refused: (): Promise<void> => Promise.resolve(),
}
