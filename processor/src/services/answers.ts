/** What a party has answered to a notice, and what the officer enters of it in the register. */
import {
  applyAnswer,
  atPath,
  canonicalJson,
  errorsAfterAnswer,
  isSameValue,
  isValue,
  labelOfPath,
  nameOfActor,
  parseAtDoor,
  ProblemError,
  streamOf,
  applicationSchema,
  formFor,
  type Actor,
  type AnswerChange,
  type RequestValue,
  type ResponseRequest,
  type ApplicationRequest,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { z } from 'zod'
import { writeAudit } from '../audit.ts'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { appendEvents } from '../store/streams.ts'
import { enterVersion } from './enter-version.ts'
import { filedOn, findRequest, requestsOfBody } from './file-request.ts'
import { valueShown, type InEachLanguage } from './notices/entry-in-words.ts'
import { isStaff } from './views.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'clock' | 'nudgeRelay'>

/** One change that an answer proposes. */
export type ProposedChange = AnswerChange & {
  /** What the field is called, in each language. */
  label: InEachLanguage
  /** For a person, as one line in each language; empty where nothing stands. */
  beforeText: InEachLanguage
  afterText: InEachLanguage
  /** Whether the application still says what the answer says that it said; once decided, what it said when it was decided. */
  isCurrent: boolean
  /** What the officer decided; null while nothing is decided. */
  accepted: boolean | null
}

/** A document that came with an answer; it belongs to the file. */
export type AnswerDocument = Pick<
  Row<'documents'>,
  'role' | 'sha256' | 'bytes' | 'mediaType' | 'fileName'
> & { documentId: string }

export type AnswerView = {
  noticeId: string
  fileId: string
  fileNumber: string
  requestId: string
  onlineId: string
  /** What the party writes; empty for nothing. */
  text: string
  receivedAt: Date
  signature: { name: string; capacity: string }
  documents: readonly AnswerDocument[]
  changes: readonly ProposedChange[]
  decidedAt: Date | null
  /** Of the notice: what `decideAnswer` must have seen. */
  rev: number
  /** The version of the request to which the accepted changes led; null where none was entered. */
  version: number | null
}

type Answered = {
  notice: Row<'notices'>
  file: Row<'files'>
  submission: Row<'submissions'>
  request: ResponseRequest
}

const mayLook = (actor: Actor): void => {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office read answers here.')
}

const takenSchema = z.object({ submissionId: z.string() })

/** Returns a notice with its answer. @throws ProblemError `not-found` where there is no such notice, or no answer to it yet. */
async function answered(
  { store }: Pick<Office, 'store'>,
  officeId: string,
  noticeId: string,
  session?: ClientSession,
): Promise<Answered> {
  const notice = await store.notices.one({ _id: noticeId, officeId }, { session })
  const requestId = notice?.answeredBy
  if (!notice || !requestId) throw new ProblemError('not-found', 'No answer to this notice has come in.')
  const taken = await store.commands.one({ _id: `${officeId}|take-request|${requestId}` }, { session })
  const { submissionId } = takenSchema.parse(JSON.parse(taken?.answerJson ?? '{}'))
  const submission = await store.submissions.one({ _id: submissionId, officeId }, { session })
  const request = submission && requestsOfBody(submission.bodyJson).find((one) => one.requestId === requestId)
  const file = await store.files.one({ _id: notice.fileId, officeId }, { session })
  if (!submission || request?.kind !== 'response-to-office-action' || !file)
    throw new Error(`The answer ${requestId} to the notice ${noticeId} is missing`)
  return { notice, file, submission, request }
}

/** What stands at a path of a request; undefined where nothing does. */
function valueIn(request: ApplicationRequest, path: string): RequestValue | undefined {
  const value = atPath(request, path)
  return isValue(value) ? value : undefined
}

const isCurrent = (request: ApplicationRequest | undefined, { path, before }: AnswerChange): boolean =>
  request !== undefined && isSameValue(valueIn(request, path), before)

/** Returns the answer to a notice, with what each change would be. @throws ProblemError `not-found`, `not-allowed`. */
export async function answerView(office: Parts, actor: Actor, noticeId: string): Promise<AnswerView> {
  mayLook(actor)
  const { store } = office
  const { officeId } = actor
  const { notice, file, submission, request } = await answered(office, officeId, noticeId)
  const { requestId, text = '', signature, changes } = request
  const { receivedAt } = submission
  const [entered, current, documents, attached] = await Promise.all([
    store.requestVersions.one({ officeId, fileId: file._id, causedBy: requestId }),
    findRequest(store, officeId, file._id),
    store.documents.many({
      officeId,
      fileId: file._id,
      sha256: { $in: request.documents.map(({ sha256 }) => sha256) },
    }),
    store.events.one({
      officeId,
      stream: streamOf('file', file._id),
      'data.requestId': requestId,
      type: 'request.attached',
    }),
  ])
  const profile = office.profiles.of(officeId)
  const isDecided = notice.answerDecidedAt !== null
  const after = entered && applicationSchema.parse(JSON.parse(entered.requestJson))
  const named = new Set(request.documents.map(({ role, sha256 }) => `${role} ${sha256}`))
  return {
    noticeId,
    fileId: file._id,
    fileNumber: file.fileNumber,
    requestId,
    onlineId: attached?.type === 'request.attached' ? attached.data.onlineId : '',
    text,
    receivedAt,
    signature,
    documents: documents
      .filter(({ role, sha256 }) => named.has(`${role} ${sha256}`))
      .map(({ _id, role, sha256, bytes, mediaType, fileName }) => ({
        documentId: _id,
        role,
        sha256,
        bytes,
        mediaType,
        fileName,
      })),
    changes: changes.map((change) => ({
      ...change,
      label: {
        en: labelOfPath(change.path, 'en', current?.request),
        ar: labelOfPath(change.path, 'ar', current?.request),
      },
      beforeText: valueShown(profile, change.before, change.path),
      afterText: valueShown(profile, change.after, change.path),
      isCurrent: isDecided || isCurrent(current?.request, change),
      accepted: isDecided
        ? after !== undefined && isSameValue(valueIn(after, change.path), change.after)
        : null,
    })),
    decidedAt: notice.answerDecidedAt,
    rev: notice.rev,
    version: entered?.version ?? null,
  }
}

const decisionSchema = z.strictObject({
  noticeId: z.string().min(1).max(64),
  /** The paths of the changes that are entered; the others are refused. */
  accepted: z.array(z.string().max(300)).max(500),
  seenRev: z.coerce.number().int(),
})

/** Who writes such notices decides about their answers. */
function mustDecide(office: Parts, actor: Actor, { action }: Row<'notices'>): void {
  const roles =
    office.profiles.of(actor.officeId).workflow.actions.find(({ code }) => code === action)?.roles ?? []
  if (!roles.some((role) => actor.roles.includes(role)))
    throw new ProblemError('not-allowed', 'Your role does not decide about answers to this notice.')
}

const stale = (): ProblemError =>
  new ProblemError('stale', 'Somebody has decided about this answer meanwhile. Look at it again.')

/** Returns the changes that are accepted. @throws ProblemError `invalid` for one that the answer does not hold, or that is stale. */
function chosen(
  changes: readonly AnswerChange[],
  accepted: readonly string[],
  request: ApplicationRequest | undefined,
): AnswerChange[] {
  const unknown = accepted.find((path) => !changes.some((change) => change.path === path))
  if (unknown !== undefined) throw new ProblemError('invalid', `The answer proposes no change of ${unknown}.`)
  const wanted = changes.filter(({ path }) => accepted.includes(path))
  const late = wanted.find((change) => !isCurrent(request, change))
  if (late)
    throw new ProblemError(
      'invalid',
      `The application no longer says what this change starts from (${labelOfPath(late.path, 'en', request)}). Refuse it, or ask the party again.`,
    )
  return wanted
}

/**
 * Enters the accepted changes of an answer as the next version of the application, all or none of them, and refuses the
 * others. It is decided once.
 * @throws ProblemError `not-allowed`, `not-found`, `stale`, and `invalid` where the changes make no valid application.
 */
export async function decideAnswer(office: Parts, actor: Actor, raw: unknown): Promise<AnswerView> {
  mayLook(actor)
  const { store, clock, profiles } = office
  const { officeId } = actor
  const { noticeId, accepted, seenRev } = parseAtDoor(decisionSchema, raw)
  const profile = profiles.of(officeId)
  await store.transaction(async (session) => {
    const at = clock.now()
    const { notice, file, request } = await answered(office, officeId, noticeId, session)
    mustDecide(office, actor, notice)
    const isTaken = await store.notices.update(
      { _id: noticeId, officeId, rev: seenRev, answerDecidedAt: null },
      { $set: { answerDecidedAt: at, updatedAt: at }, $inc: { rev: 1 } },
      { session },
    )
    if (!isTaken) throw stale()
    const current = await findRequest(store, officeId, file._id, session)
    const changes = chosen(request.changes, accepted, current?.request)
    if (current && changes.length > 0) {
      const content = { changes, documents: request.documents }
      const ground = {
        request: current.request,
        form: formFor(current.request, profile),
        office: profile,
        filedOn: await filedOn(store, profile, file),
      }
      const errors = errorsAfterAnswer(content, ground)
      const after = applicationSchema.safeParse(applyAnswer(current.request, changes, request.documents))
      if (errors.length > 0 || !after.success)
        throw new ProblemError(
          'invalid',
          'These changes without the others make no valid application; accept what belongs together, or refuse it.',
          { errors },
        )
      const event = await enterVersion(store, session, {
        file,
        before: current,
        after: after.data,
        paths: changes.map(({ path }) => path),
        causedBy: request.requestId,
        at,
      })
      await appendEvents(store, session, {
        officeId,
        stream: streamOf('file', file._id),
        events: [event],
        by: nameOfActor(actor),
        causedBy: request.requestId,
        at,
      })
    }
    await writeAudit(
      office,
      {
        officeId,
        who: nameOfActor(actor),
        what: 'decided-answer',
        subject: `notice:${noticeId}`,
        detail: canonicalJson({
          accepted: changes.map(({ path }) => path),
          refused: request.changes.map(({ path }) => path).filter((path) => !accepted.includes(path)),
        }),
      },
      session,
    )
  })
  office.nudgeRelay()
  return answerView(office, actor, noticeId)
}
