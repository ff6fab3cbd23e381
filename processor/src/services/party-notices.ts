/** Notices as the party reads them: what the office wants, field by field, and by when. */
import {
  plainDateIn,
  ProblemError,
  type Actor,
  type Deficiency,
  type Language,
  type Localized,
  type PartyNoticeState,
  type PlainDate,
  type ApplicationRequest,
} from '@lodge/shared-types'
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'
import { filedOn, findRequest } from './file-request.ts'
import { ownRows } from './views.ts'

type Parts = Pick<Office, 'store' | 'profiles' | 'clock'>

/** A notice that has reached its party, as lists show it. */
export type PartyNoticeLine = {
  noticeId: string
  fileId: string
  fileNumber: string
  title: Localized
  state: PartyNoticeState
  issuedAt: Date
  /** The last day to answer, by the office's clock; null where no answer is asked for. */
  answerBy: PlainDate | null
  answeredAt: Date | null
  documentId: string | null
  /** Grows with every change of the notice. */
  rev: number
}

/** A notice with all that is needed to answer it, also on a device without a network. */
export type PartyNotice = PartyNoticeLine & {
  language: Language
  note: string
  deficiencies: readonly Deficiency[]
  branch: string
  /** The application as it stands; null for a file that was not filed online, whose fields cannot be changed here. */
  request: ApplicationRequest | null
  version: number
  /** The office-local day on which the application was received: its entries are checked as of then. */
  filedOn: PlainDate
  /** The day at the office. */
  today: PlainDate
  /** Whether an answer would be taken today. */
  isAnswerable: boolean
}

/** So many open notices of one account are listed. */
const maxOpen = 500

function lineOf(
  { profiles }: Parts,
  notice: Row<'notices'>,
  fileNumber: string,
): PartyNoticeLine | undefined {
  const { _id, officeId, fileId, template, state, issuedAt, answerBy, answeredAt, documentId, rev } = notice
  if (issuedAt === null || state === 'draft' || state === 'waiting' || state === 'approved') return undefined
  const known = profiles.of(officeId).notices.find(({ code }) => code === template)
  return {
    noticeId: _id,
    fileId,
    fileNumber,
    title: known?.title ?? { en: template },
    state,
    issuedAt,
    answerBy,
    answeredAt,
    documentId,
    rev,
  }
}

/** Returns the notices that wait for an answer of the actor's account, the most urgent first. */
export async function partyNotices(office: Parts, actor: Actor): Promise<PartyNoticeLine[]> {
  const { store } = office
  const { officeId } = actor
  const views = await store.views.many(
    { ...ownRows(actor), kind: 'file', openNotice: { $type: 'string' } },
    { limit: maxOpen },
  )
  const files = views.flatMap((view) => (view.kind === 'file' ? [view] : []))
  const ids = files.flatMap(({ openNotice }) => openNotice ?? [])
  const rows =
    ids.length === 0 ? [] : await store.notices.many({ _id: { $in: ids }, officeId, state: 'issued' })
  const numbers = new Map(files.map(({ id, fileNumber }) => [id, fileNumber]))
  return rows
    .flatMap((row) => lineOf(office, row, numbers.get(row.fileId) ?? '') ?? [])
    .toSorted((a, b) => (a.answerBy ?? '9').localeCompare(b.answerBy ?? '9'))
}

/**
 * Returns a notice that has reached the actor's account.
 * @throws ProblemError `not-found` for one that is not issued yet, and for one about a file of another.
 */
export async function partyNotice(office: Parts, actor: Actor, noticeId: string): Promise<PartyNotice> {
  const { store, profiles, clock } = office
  const { officeId } = actor
  const notice = await store.notices.one({ _id: noticeId, officeId })
  const file = notice && (await store.files.one({ _id: notice.fileId, ...ownRows(actor) }))
  const line = file && lineOf(office, notice, file.fileNumber)
  if (!line) throw new ProblemError('not-found', 'There is no such notice among your files.')
  const current = await findRequest(store, officeId, notice.fileId)
  const profile = profiles.of(officeId)
  const today = plainDateIn(profile.timeZone, clock.now())
  const { language, note, deficiencies, answerBy } = notice
  return {
    ...line,
    language,
    note,
    deficiencies,
    branch: file.branch,
    request: current?.request ?? null,
    version: current?.version ?? 1,
    filedOn: await filedOn(store, profile, file),
    today,
    isAnswerable: line.state === 'issued' && answerBy !== null && today <= answerBy,
  }
}
