/** Answers to notices at the office's door: what is checked before accept, and what is decided inside its transaction. */
import {
  checkAnswer,
  foldFile,
  formFor,
  plainDateIn,
  ProblemError,
  saying,
  streamOf,
  type FieldError,
  type OfficeProfile,
  type PlainDate,
  type ResponseRequest,
  type Saying,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Row } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { readStream } from '../store/streams.ts'
import { filedOn, findRequest } from './file-request.ts'

const unknownNotice = (): ProblemError =>
  new ProblemError('not-found', 'There is no such notice among your files.')

type Asked = { notice: Row<'notices'>; file: Row<'files'> }

/** Returns the notice with its file. @throws ProblemError `not-found` where it is not about a file of the account, or not issued. */
async function askedBy(
  store: Store,
  { officeId, accountId }: { officeId: string; accountId: string },
  noticeId: string,
  session?: ClientSession,
): Promise<Asked> {
  const notice = await store.notices.one({ _id: noticeId, officeId }, { session })
  const file = notice && (await store.files.one({ _id: notice.fileId, officeId, accountId }, { session }))
  if (!file || notice.issuedAt === null) throw unknownNotice()
  return { notice, file }
}

/** Returns the right of the file that an answer is about. @throws ProblemError `not-found` as `checkResponse` does */
export async function rightAnswered(
  store: Store,
  session: ClientSession,
  whose: { officeId: string; accountId: string },
  { noticeId }: ResponseRequest,
): Promise<string> {
  return (await askedBy(store, whose, noticeId, session)).file.right
}

/** Returns every field that a notice names. */
export const fieldsOf = ({ deficiencies }: Pick<Row<'notices'>, 'deficiencies'>): string[] => [
  ...new Set(deficiencies.flatMap(({ fields }) => fields)),
]

/**
 * Returns what is to be put right in an answer, apart from whether it comes in time.
 * @throws ProblemError `not-found` for a notice that is not the account's.
 */
export async function checkResponse(
  store: Store,
  accountId: string,
  profile: OfficeProfile,
  request: ResponseRequest,
): Promise<FieldError[]> {
  const officeId = profile.id
  const { notice, file } = await askedBy(store, { officeId, accountId }, request.noticeId)
  if (request.fileNumber !== file.fileNumber) return [{ path: 'fileNumber', ...saying('answer-file') }]
  const current = await findRequest(store, officeId, file._id)
  return checkAnswer(request, {
    fields: fieldsOf(notice),
    request: current?.request ?? null,
    form: current && formFor(current.request, profile),
    office: profile,
    filedOn: await filedOn(store, profile, file),
  })
}

/** Why an answer cannot be taken, as the notice stands in this transaction. */
async function refusalOf(
  store: Store,
  session: ClientSession,
  { notice, file }: Asked,
  receivedDate: PlainDate,
): Promise<Saying | undefined> {
  const { state, answerBy, answeredBy } = notice
  if (answeredBy !== null || state === 'answered') return saying('answer-given')
  if (answerBy === null || (state !== 'issued' && state !== 'lapsed')) return saying('answer-not-open')
  if (receivedDate > answerBy || state === 'lapsed')
    return saying('answer-late', { answerBy, receivedOn: receivedDate })
  const history = await readStream(store, file.officeId, streamOf('file', file._id), { session })
  return foldFile(history).openNotice === notice._id ? undefined : saying('answer-not-open')
}

/**
 * Takes an answer, once: its notice is answered from here on, and no clock runs any more. The day counts on which the office
 * received it, as the transaction has taken it.
 * @throws ProblemError `invalid` with why it cannot be taken; nothing of the dossier is stored then.
 */
export async function takeAnswer(
  store: Store,
  session: ClientSession,
  answer: {
    profile: OfficeProfile
    accountId: string
    request: ResponseRequest
    /** Where the request stands in its dossier. */
    index: number
    receivedAt: Date
  },
): Promise<void> {
  const { profile, accountId, request, index, receivedAt } = answer
  const officeId = profile.id
  const asked = await askedBy(store, { officeId, accountId }, request.noticeId, session)
  const receivedDate = plainDateIn(profile.timeZone, receivedAt)
  const refusal = await refusalOf(store, session, asked, receivedDate)
  const isTaken =
    !refusal &&
    (await store.notices.update(
      { _id: request.noticeId, officeId, state: 'issued', answeredBy: null },
      {
        $set: {
          state: 'answered',
          answeredBy: request.requestId,
          answeredAt: receivedAt,
          // An answer that changes nothing leaves nothing to decide about.
          ...(request.changes.length === 0 ? { answerDecidedAt: receivedAt } : {}),
          updatedAt: receivedAt,
        },
        $inc: { rev: 1 },
      },
      { session },
    ))
  if (isTaken) return
  const said = refusal ?? saying('answer-given')
  throw new ProblemError('invalid', said.message, {
    errors: [{ path: `requests.${index}.noticeId`, ...said }],
  })
}
