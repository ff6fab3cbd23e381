/** The account's own files as the office last told them, encrypted as everything of a person: to choose from without a network. */
import {
  dateNames,
  fileStatuses,
  rights,
  type DateName,
  type FileFacts,
  type PlainDate,
} from '@lodge/shared-types'
import { boolean, defined, listOf, members, number, oneOf, optional, text, type Decoder } from './decode.ts'
import { readable } from './readable-rows.ts'
import type { UserStore } from './user-store.ts'

export type KeptFiles = {
  files: readonly FileFacts[]
  /** The office's name for this state, to ask with; null where it gave none. */
  etag: string | null
  /** Device time at which the office last said that it is so, milliseconds since 1970. */
  asOf: number
}

export type OwnFiles = {
  /** Everything that is kept; undefined where nothing has come yet, or it can no longer be read. */
  read(): Promise<KeptFiles | undefined>
  /** Keeps the files as they are now, in the place of what was kept before. */
  keep(kept: Pick<KeptFiles, 'files' | 'etag'>): Promise<void>
  /** Notes that the office has just said that nothing has changed. */
  confirm(): Promise<void>
}

const readDates: Decoder<FileFacts['dates']> = (value) => {
  const kept = members(value)
  const dates: Partial<Record<DateName, PlainDate>> = {}
  for (const name of dateNames) if (kept[name] !== undefined) dates[name] = text(kept[name])
  return dates
}

const readEntry: Decoder<FileFacts['entries'][number]> = (value) => {
  const { list, no, label } = members(value)
  return { list: text(list), no: text(no), label: text(label) }
}

const readOpenNotice: Decoder<FileFacts['notices'][number]> = (value) => {
  const { noticeId, title, answerBy, extensions } = members(value)
  return {
    noticeId: text(noticeId),
    title: text(title),
    answerBy: text(answerBy),
    extensions: number(extensions),
  }
}

const readClass: Decoder<FileFacts['classes'][number]> = (value) => {
  const { classNumber, terms } = members(value)
  return { classNumber: number(classNumber), terms: listOf(text)(terms) }
}

export const readFileFacts: Decoder<FileFacts> = (value) => {
  const file = members(value)
  return {
    fileId: text(file.fileId),
    fileNumber: text(file.fileNumber),
    right: oneOf(rights)(file.right),
    status: oneOf(fileStatuses)(file.status),
    branch: text(file.branch),
    language: text(file.language),
    isInternational: boolean(file.isInternational),
    isPublished: boolean(file.isPublished),
    dates: readDates(file.dates),
    title: text(file.title),
    owners: listOf(text)(file.owners),
    flags: listOf(text)(file.flags),
    entries: listOf(readEntry)(file.entries),
    notices: listOf(readOpenNotice)(file.notices),
    classes: listOf(readClass)(file.classes),
    designs: listOf(text)(file.designs),
    ...defined({
      annuityYear: optional(number)(file.annuityYear),
      inventors: optional(listOf(text))(file.inventors),
      designers: optional(listOf(text))(file.designers),
      claims: optional(number)(file.claims),
    }),
  }
}

const readKept: Decoder<Pick<KeptFiles, 'files' | 'etag'>> = (value) => {
  const { files, etag } = members(value)
  return { files: listOf(readFileFacts)(files), etag: etag === null ? null : text(etag) }
}

const rowId = 'own-files'

/** One row for all: a thousand files are read at once, and change together. */
export function makeOwnFiles(store: UserStore): OwnFiles {
  const { sealer } = store
  /** Read again after each change of the row alone. */
  let known: { rev: number; kept: KeptFiles } | undefined

  async function read(): Promise<KeptFiles | undefined> {
    const row = await store.read(({ rows }) => rows.get(rowId))
    if (!row) return undefined
    if (known?.rev === row.rev) return known.kept
    const [body] = await readable([row], async (one) => readKept(await sealer.open(one)))
    if (!body) return undefined
    const kept = { ...body, asOf: row.updatedAt }
    known = { rev: row.rev, kept }
    return kept
  }

  async function keep({ files, etag }: Pick<KeptFiles, 'files' | 'etag'>): Promise<void> {
    const before = await store.read(({ rows }) => rows.get(rowId))
    const rev = (before?.rev ?? 0) + 1
    const head = { id: rowId, kind: 'own-files', parent: '', rev, updatedAt: store.now() } as const
    const row = await sealer.seal(head, { files, etag })
    await store.write(({ rows }) => rows.put(row))
  }

  return {
    read,
    keep,
    async confirm() {
      const kept = await read()
      if (kept) await keep(kept)
    },
  }
}
