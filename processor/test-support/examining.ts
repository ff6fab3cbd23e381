/** What tests do as the office's people: be somebody, take up a file, fill in its checklist, and let a party answer. */
import { actedBy, streamOf, type Actor, type NewEvent, type Role, type Stream } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { Row } from '../src/store/rows.ts'
import { appendEvents, readStream } from '../src/store/streams.ts'
import { file, nextSeed } from './filing.ts'
import { until, type TestOffice } from './test-office.ts'

/** The demo office that gives numbers without waiting for payment. */
const officeId = 'sahil'

/** Makes a user of the office with these roles. */
export async function somebody(
  { office: { store } }: TestOffice,
  roles: readonly Role[],
  displayName = roles.join(' and '),
): Promise<Actor> {
  const _id = uuidv7()
  await store.users.insert([
    {
      _id,
      officeId,
      email: `${_id}@office.example`,
      passwordHash: 'none',
      displayName,
      language: 'en',
      accountId: null,
      roles: [...roles],
      disabled: false,
      createdAt: new Date(),
    },
  ])
  return { officeId, accountId: undefined, who: { kind: 'user', id: _id }, roles }
}

/** Waits for the open or claimed task of a kind about a file. */
export const taskOf = (
  { office: { store } }: TestOffice,
  fileId: string,
  kind: string,
  wish: Partial<Row<'tasks'>> = {},
): Promise<Row<'tasks'>> =>
  until(`a task ${kind}`, () =>
    store.tasks.one({ officeId, stream: streamOf('file', fileId), kind, state: { $ne: 'done' }, ...wish }),
  )

/** Lodges an application and returns the file's id once it waits for its examination. */
export async function aFile(office: TestOffice): Promise<string> {
  const filed = await file(office, { officeId, accountId: `account-${nextSeed()}` })
  const { fileId } = await until('a file', async () => {
    const view = await office.services.dossierView(filed.actor, filed.dossierId)
    return view.files[0]
  })
  await taskOf(office, fileId, 'formality-examination')
  return fileId
}

/** Claims the file's task of a kind. */
export async function claimed(
  office: TestOffice,
  actor: Actor,
  fileId: string,
  kind = 'formality-examination',
): Promise<void> {
  const { _id } = await taskOf(office, fileId, kind, { state: 'open' })
  await office.services.claimTask(actor, _id)
}

/** Answers the whole checklist with "yes", but the questions in `no` with "no" about their first entry. */
export async function fillIn(
  { services }: TestOffice,
  actor: Actor,
  fileId: string,
  no: readonly string[] = [],
): Promise<void> {
  const view = await services.examination(actor, { fileId, checklist: 'formality' })
  let seenRev = view.rev
  for (const { code } of view.checklist.questions) {
    const isNo = no.includes(code)
    const first = view.fields[code]?.[0]?.path
    const { rev } = await services.answerQuestion(actor, {
      fileId,
      checklist: 'formality',
      code,
      answer: isNo ? 'no' : 'yes',
      fields: isNo && first !== undefined ? [first] : [],
      seenRev,
    })
    seenRev = rev
  }
}

/** Puts events behind the history of a file, as `by`. */
export async function append(
  { office: { store } }: TestOffice,
  fileId: string,
  events: readonly NewEvent[],
  by = 'user:somebody',
): Promise<void> {
  const stream: Stream = streamOf('file', fileId)
  await store.transaction(async (session) => {
    await appendEvents(store, session, { officeId, stream, events, by, causedBy: null, at: new Date() })
  })
}

/** Puts an action into the history of a file, whatever the workflow says to it. */
export async function acted(office: TestOffice, fileId: string, code: string): Promise<void> {
  const action = office.services.profile(officeId)?.workflow.actions.find((one) => one.code === code)
  if (!action) throw new Error(`no action ${code}`)
  await append(office, fileId, [actedBy(action, action.status)])
}

/** Returns the history of a file as short words: the type of each event, and of an action its code. */
export async function historyOf({ office: { store } }: TestOffice, fileId: string): Promise<string[]> {
  const history = await readStream(store, officeId, streamOf('file', fileId))
  return history
    .filter(({ type }) => type !== 'file.document-added')
    .map((event) => (event.type === 'file.acted' ? event.data.action : event.type))
}

/** Issues a notice to the party as signing leaves it: its row, its action and its event. Returns its id. */
export async function issuedNotice(office: TestOffice, maker: Actor, fileId: string): Promise<string> {
  const noticeId = uuidv7()
  const at = new Date()
  await office.office.store.notices.insert([
    {
      _id: noticeId,
      officeId,
      fileId,
      template: 'deficiency',
      action: 'deficiency-found',
      language: 'en',
      deficiencies: [],
      note: '',
      limit: { kind: 'none' },
      state: 'issued',
      makerId: maker.who.id,
      taskId: null,
      approvalId: null,
      documentId: null,
      issuedAt: at,
      answerBy: '2027-01-20',
      answerTrace: [],
      answeredBy: null,
      answeredAt: null,
      answerDecidedAt: null,
      returned: null,
      createdAt: at,
      updatedAt: at,
      rev: 0,
    },
  ])
  await acted(office, fileId, 'deficiency-found')
  const document = {
    documentId: uuidv7(),
    role: 'notice',
    sha256: 'a'.repeat(64),
    bytes: 1,
    mediaType: 'application/pdf',
  }
  await append(office, fileId, [
    { type: 'file.notice-issued', v: 1, data: { ...document, noticeId, answerBy: '2027-01-20' } },
  ])
  return noticeId
}

/** Lets the party's answer to a notice come in. */
export const answered = (office: TestOffice, fileId: string, noticeId: string): Promise<void> =>
  append(
    office,
    fileId,
    [
      {
        type: 'request.attached',
        v: 1,
        data: {
          requestId: uuidv7(),
          kind: 'response-to-office-action',
          about: noticeId,
          submissionId: uuidv7(),
          onlineId: 'E-1',
          receivedAt: new Date(),
        },
      },
    ],
    'processor:reception',
  )
