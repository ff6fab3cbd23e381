/** Begins a notice: what the examination of the file found stands in it, once, in the language of the request. */
import {
  deficienciesFound,
  parseAtDoor,
  streamOf,
  type Actor,
  type NoticeLimit,
  type NoticeTemplate,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import { answerOnce } from '../commands.ts'
import { allowedAction } from '../decisions.ts'
import { examinationId } from '../examinations/held-examination.ts'
import { findRequest } from '../file-request.ts'
import { refused } from '../refusals.ts'
import { auditNotice } from './audit-notice.ts'
import { noticeUnfinished, requestOnPaper } from './notice-refusals.ts'
import { checklistOf } from './notice-rules.ts'

type Notice = Row<'notices'>

const wishSchema = z.strictObject({ fileId: z.string().min(1).max(64), action: z.string().min(1).max(60) })
const draftedSchema = z.object({ noticeId: z.string() })

const unfinished = ['draft', 'waiting', 'approved']

const firstLimit = ({ answerWithin }: NoticeTemplate): NoticeLimit =>
  answerWithin ? { kind: 'period', period: answerWithin } : { kind: 'none' }

/** Returns what the officer found, as the examination of the file has it now. */
async function found(
  { store, profiles }: Office,
  session: ClientSession,
  notice: Pick<Notice, 'officeId' | 'fileId' | 'language'>,
  template: NoticeTemplate,
  request: unknown,
) {
  const { officeId, fileId, language } = notice
  const checklist = checklistOf(profiles.of(officeId), template)
  if (!checklist) return []
  const _id = examinationId({ fileId, checklist: checklist.code })
  const row = await store.examinations.one({ _id, officeId }, { session })
  return deficienciesFound(checklist, row?.answers ?? [], request, language)
}

async function begin(
  office: Office,
  session: ClientSession,
  actor: Actor,
  { fileId, action: code }: z.infer<typeof wishSchema>,
): Promise<Notice> {
  const { store, profiles, clock } = office
  const { officeId, who } = actor
  const profile = profiles.of(officeId)
  const { action } = await allowedAction(office, session, actor, { fileId, code })
  const template = profile.notices.find((one) => one.code === action.notice)
  if (!template) throw refused('unknown-action', 'action')
  const about = await findRequest(store, officeId, fileId, session)
  if (!about) throw requestOnPaper()
  if (await store.notices.one({ officeId, fileId, state: { $in: unfinished } }, { session }))
    throw noticeUnfinished()
  const task = await store.tasks.one(
    { officeId, stream: streamOf('file', fileId), state: 'claimed', claimedBy: who.id },
    { session },
  )
  const wanted = about.request.language
  const language = profile.languages.includes(wanted) ? wanted : (profile.languages[0] ?? wanted)
  const at = clock.now()
  const row = { officeId, fileId, language }
  return {
    _id: uuidv7(),
    ...row,
    template: template.code,
    action: action.code,
    deficiencies: await found(office, session, row, template, about.request),
    note: '',
    limit: firstLimit(template),
    state: 'draft',
    returned: null,
    makerId: who.id,
    taskId: task?._id ?? null,
    approvalId: null,
    documentId: null,
    issuedAt: null,
    answerBy: null,
    answerTrace: [],
    answeredBy: null,
    answeredAt: null,
    answerDecidedAt: null,
    createdAt: at,
    updatedAt: at,
    rev: 0,
  }
}

/**
 * Begins the notice with which an action takes effect: texts, legal bases and fields of every "no" of its checklist are in it,
 * in the language of the request. The same key again answers alike; a file has one unfinished notice.
 * @throws ProblemError why the action cannot be taken now; `stale` while another notice of the file is unfinished
 */
export async function draftNotice(
  office: Office,
  actor: Actor,
  { key, ...raw }: { key: unknown; fileId: string; action: string },
): Promise<{ repeated: boolean; noticeId: string }> {
  const wish = parseAtDoor(wishSchema, raw, 'invalid')
  const { store } = office
  try {
    const { repeated, answer } = await answerOnce(
      office,
      { actor, operation: 'draft-notice', key, body: wish, answer: draftedSchema },
      async (session) => {
        const notice = await begin(office, session, actor, wish)
        store.notices.add([notice], session)
        await auditNotice(office, session, actor, 'drafted-notice', notice)
        return { noticeId: notice._id }
      },
    )
    return { repeated, ...answer }
  } catch (error) {
    if (isDuplicateKey(error, 'notices')) throw noticeUnfinished()
    throw error
  }
}
