/** What staff see of a notice: the row with everything that its page needs, and how the letter would look today. */
import {
  answerByOn,
  fieldsMatching,
  plainDateIn,
  ProblemError,
  textIn,
  type Actor,
  type Language,
  type NoticeTemplate,
  type OfficeProfile,
  type PlainDate,
  type WorkflowAction,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Office } from '../../office.ts'
import { noticeDocument } from '../../receipts/notice-document.ts'
import { noticeWords } from '../../receipts/notice-words.ts'
import { fileNameOf } from '../../receipts/office-document.ts'
import { renderDocument } from '../../receipts/render-document.ts'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { requestWithDocuments } from '../file-request.ts'
import { personNames } from '../person-names.ts'
import { isStaff } from '../views.ts'
import { entryShown, type EntryShown } from './entry-in-words.ts'
import { noticeData } from './notice-data.ts'
import { noticeClosed } from './notice-refusals.ts'
import { actionOfNotice, checklistOf, mayWrite, templateOf } from './notice-rules.ts'

export type Notice = Row<'notices'>

/** A notice with what its page needs besides. */
export type StaffNotice = {
  notice: Notice
  fileNumber: string
  template: NoticeTemplate
  action: WorkflowAction
  /** Languages that the notice can be written in. */
  languages: readonly Language[]
  /** Why the actor cannot write on it now; null where they can. */
  readOnly: 'state' | 'role' | null
  /** Who wrote it last, as colleagues know them; empty for somebody who is not known any more. */
  makerName: string
  /** The last day to answer, were it issued today; null where no answer is asked for. */
  answerByToday: PlainDate | null
  /** All entries that the checklist asks about, and those at which the notice points now. */
  fields: readonly EntryShown[]
  /** What the last checker who refused it said; null where nobody did since. */
  refusal: { reason: string; name: string; at: Date } | null
}

/** Returns the notice of the actor's office. @throws ProblemError `not-found`; `not-allowed` for others than staff */
export async function findNotice(
  { store }: Pick<Office, 'store'>,
  actor: Actor,
  noticeId: string,
  session?: ClientSession,
): Promise<Notice> {
  if (!isStaff(actor)) throw new ProblemError('not-allowed', 'Only staff of the office work on notices.')
  const notice = await store.notices.one({ _id: noticeId, officeId: actor.officeId }, { session })
  if (!notice) throw new ProblemError('not-found')
  return notice
}

function fieldsOf(
  profile: OfficeProfile,
  template: NoticeTemplate,
  { deficiencies }: Notice,
  request: unknown,
): EntryShown[] {
  const asked = (checklistOf(profile, template)?.questions ?? []).flatMap(({ fields }) =>
    fields.flatMap((pattern) => fieldsMatching(pattern, request)),
  )
  const paths = new Set([...asked, ...deficiencies.flatMap(({ fields }) => fields)])
  return [...paths].map((path) => entryShown(profile, request, path))
}

async function refusalOf({ store }: Office, { officeId, state, approvalId }: Notice) {
  if (state !== 'draft' || approvalId === null) return null
  const approval = await store.approvals.one({ _id: approvalId, officeId, state: 'refused' })
  const verdict = approval?.verdicts.findLast((one) => one.verdict === 'refuse')
  if (!verdict) return null
  const names = await personNames(store, officeId, [verdict.userId])
  return { reason: verdict.reason ?? '', name: names.get(verdict.userId)?.name ?? '', at: verdict.at }
}

/** Returns a notice as its page shows it; every member of staff may look. @throws ProblemError `not-found`, `not-allowed` */
export async function staffNotice(office: Office, actor: Actor, noticeId: string): Promise<StaffNotice> {
  const notice = await findNotice(office, actor, noticeId)
  const { store, clock, profiles } = office
  const { officeId, fileId, makerId, limit } = notice
  const profile = profiles.of(officeId)
  const template = templateOf(profile, notice)
  const action = actionOfNotice(profile, notice)
  const file = await store.files.one({ _id: fileId, officeId })
  const request = await requestWithDocuments(store, officeId, fileId)
  const names = await personNames(store, officeId, [makerId])
  const isOpen = notice.state === 'draft'
  return {
    notice,
    fileNumber: file?.fileNumber ?? fileId,
    template,
    action,
    languages: profile.languages,
    readOnly: !isOpen ? 'state' : mayWrite(actor, action) ? null : 'role',
    makerName: names.get(makerId)?.name ?? '',
    answerByToday:
      answerByOn(profile.calendar, limit, plainDateIn(profile.timeZone, clock.now()))?.date ?? null,
    fields: fieldsOf(profile, template, notice, request),
    refusal: await refusalOf(office, notice),
  }
}

const previewed: readonly Notice['state'][] = ['draft', 'waiting', 'approved']

/**
 * Returns the letter as it would be issued today: unsigned, and marked across every page as a preview.
 * @throws ProblemError `stale` for a notice that has been issued or withdrawn
 */
export async function previewNotice(
  office: Office,
  actor: Actor,
  noticeId: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string }> {
  const notice = await findNotice(office, actor, noticeId)
  if (!previewed.includes(notice.state)) throw noticeClosed()
  const { clock, profiles } = office
  const profile = profiles.of(notice.officeId)
  const at = clock.now()
  const data = await noticeData(office, profile, notice, plainDateIn(profile.timeZone, at))
  const { bytes } = await renderDocument(
    noticeDocument({ ...data, stamp: noticeWords[notice.language].preview }, at),
  )
  const name = textIn(templateOf(profile, notice).title, 'en').toLowerCase().replaceAll(' ', '-')
  return { bytes, fileName: fileNameOf(`preview-${name}`, data.fileNumber, 'pdf') }
}

/** Returns all notices of a file, in the order in which they were begun. */
export const noticesOf = (
  store: Pick<Store, 'notices'>,
  officeId: string,
  fileId: string,
): Promise<Notice[]> => store.notices.many({ officeId, fileId }, { sort: { createdAt: 1 } })
