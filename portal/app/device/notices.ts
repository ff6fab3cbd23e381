/** Notices of the office on this device, encrypted as everything of a person: to read and answer them without a network. */
import { partyNoticeStates, isLanguage, type Deficiency, type NoticeToAnswer } from '@lodge/shared-types'
import { defined, listOf, members, number, oneOf, optional, text, type Decoder } from './decode.ts'
import { DeviceError } from './device-error.ts'
import { readable } from './readable-rows.ts'
import { rowsOf, type UserStore } from './user-store.ts'

/** As the office sent it; the application in it is read by whoever shows it. */
export type KeptNotice = Omit<NoticeToAnswer, 'request'> & { request: unknown }

export type Notices = {
  /** Those that can be read, the most urgent first. */
  list(): Promise<KeptNotice[]>
  read(noticeId: string): Promise<KeptNotice | undefined>
  /** Keeps a notice as it is now, in the place of what was kept before. */
  keep(notice: KeptNotice): Promise<void>
  remove(noticeId: string): Promise<void>
}

const readDeficiency: Decoder<Deficiency> = (value) => {
  const { question, fields, legalBasis, overcome, ...rest } = members(value)
  return {
    question: text(question),
    fields: listOf(text)(fields),
    text: text(rest['text']),
    legalBasis: text(legalBasis),
    overcome: text(overcome),
  }
}

const readLanguage: Decoder<KeptNotice['language']> = (value) => {
  const language = text(value)
  if (isLanguage(language)) return language
  throw new DeviceError('unreadable', 'A notice on this device is in a language that is not known.')
}

const readTitle: Decoder<KeptNotice['title']> = (value) => {
  const { en, ar } = members(value)
  return { en: text(en), ...defined({ ar: optional(text)(ar) }) }
}

export const readNotice: Decoder<KeptNotice> = (value) => {
  const row = members(value)
  return {
    noticeId: text(row.noticeId),
    fileId: text(row.fileId),
    fileNumber: text(row.fileNumber),
    title: readTitle(row.title),
    state: oneOf(partyNoticeStates)(row.state),
    issuedAt: text(row.issuedAt),
    answerBy: row.answerBy === null ? null : text(row.answerBy),
    rev: number(row.rev),
    language: readLanguage(row.language),
    note: text(row.note),
    deficiencies: listOf(readDeficiency)(row.deficiencies),
    branch: text(row.branch),
    request: row.request ?? null,
    version: number(row.version),
    filedOn: text(row.filedOn),
  }
}

export function makeNotices(store: UserStore): Notices {
  const { sealer } = store
  const idOf = (noticeId: string): string => `notice:${noticeId}`
  return {
    async list() {
      const rows = await store.read((tables) => rowsOf(tables, '', 'notice').toArray())
      const notices = await readable(rows, async (row) => readNotice(await sealer.open(row)))
      return notices.sort((one, other) => (one.answerBy ?? '9').localeCompare(other.answerBy ?? '9'))
    },
    async read(noticeId) {
      const row = await store.read(({ rows }) => rows.get(idOf(noticeId)))
      return row && readNotice(await sealer.open(row))
    },
    async keep(notice) {
      const id = idOf(notice.noticeId)
      const known = await store.read(({ rows }) => rows.get(id))
      const head = {
        id,
        kind: 'notice',
        parent: '',
        rev: (known?.rev ?? 0) + 1,
        updatedAt: store.now(),
      } as const
      const row = await sealer.seal(head, notice)
      await store.write(({ rows }) => rows.put(row))
    },
    remove: (noticeId) => store.write(({ rows }) => rows.delete(idOf(noticeId))),
  }
}
