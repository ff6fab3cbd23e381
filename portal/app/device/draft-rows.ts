/** The rows of a draft: their ids, and their bodies as they are encrypted. */
import {
  applicationKinds,
  type DraftDocument,
  type DraftView,
  type FieldValue,
  type RequestKind,
} from '@lodge/shared-types'
import { defined, isMembers, listOf, members, number, oneOf, optional, text, type Decoder } from './decode.ts'
import type { DraftVersions } from './drafts.ts'
import type { Patch } from './value-patch.ts'

/** The row that a draft is listed by; its id is the draft's, its `updatedAt` moves with every change of any field. */
export type DraftBody = DraftVersions & {
  formVersion: string
  requestKind: RequestKind
  /** Which post-filing request it is, such as `renewal`. */
  type?: string
  requestId: string
  /** The notice that it answers, or the file that it is about; rows of earlier releases have none. */
  about?: string
  /** What tells the row of a table that it was made of. */
  importedAs?: string
  /** What a template is called by its agent; a draft has none. */
  templateName?: string
  title: string
  ownReference: string
  /** The first applicant, as of the last check; rows of earlier releases have none. */
  owner?: string
  /** The dossier that froze it. */
  dossierId?: string
  /** What the last check found, and the `updatedAt` that it saw. */
  check?: { at: number; errorCount: number }
}

/** Without `value` the field was cleared; the row stays, so that revisions only grow. */
export type FieldBody = { path: string; value?: FieldValue }

/** One step of the journal: how to get what was before (kind `change`) or after it (kind `undone`). */
export type ChangeBody = { patches: readonly { path: string; patch: Patch }[] }

/** Fields whose values the row of the draft repeats. Only one of the titles is asked for, by the kind of request and of mark. */
export const shownPaths = {
  titles: ['mark.text', 'mark.verbalElements', 'invention.title', 'fileNumber', 'orderNumber', 'attemptId'],
  ownReference: 'ownReference',
} as const satisfies Record<string, string | readonly string[]>

export const fieldId = (draftId: string, path: string): string => `${draftId}/${path}`
/** Returns the path in a field row's id. */
export const pathOfId = (draftId: string, id: string): string => id.slice(draftId.length + 1)
export const changeId = (draftId: string, seq: number): string => `${draftId}#${String(seq).padStart(9, '0')}`
/** Returns the number in a journal row's id. */
export const seqOfId = (id: string): number => Number(id.slice(id.lastIndexOf('#') + 1))
/** Every id of a journal lies between these. */
export const journalRange = (draftId: string): [string, string] => [`${draftId}#`, `${draftId}#~`]

const requestKinds = [
  ...applicationKinds,
  'response-to-office-action',
  'post-filing',
] as const satisfies readonly RequestKind[]

const readVersions: Decoder<DraftVersions> = (value) => {
  const { profileVersion, tariffVersion, termsVersion } = members(value)
  return {
    profileVersion: text(profileVersion),
    tariffVersion: text(tariffVersion),
    termsVersion: text(termsVersion),
  }
}

const readCheck: Decoder<{ at: number; errorCount: number }> = (value) => {
  const { at, errorCount } = members(value)
  return { at: number(at), errorCount: number(errorCount) }
}

export const readDraftBody: Decoder<DraftBody> = (value) => {
  const body = members(value)
  return {
    ...readVersions(body),
    formVersion: text(body.formVersion),
    requestKind: oneOf(requestKinds)(body.requestKind),
    requestId: text(body.requestId),
    title: text(body.title),
    ownReference: text(body.ownReference),
    ...defined({
      type: optional(text)(body.type),
      about: optional(text)(body.about),
      importedAs: optional(text)(body.importedAs),
      templateName: optional(text)(body.templateName),
      owner: optional(text)(body.owner),
      dossierId: optional(text)(body.dossierId),
      check: optional(readCheck)(body.check),
    }),
  }
}

/** Whether a field holds a document. */
export const isDocument = (value: unknown): value is DraftDocument => isMembers(value) && 'sha256' in value

const readDocument: Decoder<DraftDocument> = (value) => {
  const { sha256, fileName, mediaType, bytes } = members(value)
  return { sha256: text(sha256), fileName: text(fileName), mediaType: text(mediaType), bytes: number(bytes) }
}

/** Returns every document that a field holds: one, or those of its views. */
export function documentsIn(value: unknown): DraftDocument[] {
  if (isDocument(value)) return [value]
  return Array.isArray(value)
    ? value.flatMap((view: unknown) => (isMembers(view) && isDocument(view.document) ? [view.document] : []))
    : []
}

const readView: Decoder<DraftView> = (value) => {
  const { kind, document } = members(value)
  return { kind: text(kind), document: document === null ? null : readDocument(document) }
}

export const readFieldValue: Decoder<FieldValue> = (value) => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value)) return value.some(isMembers) ? listOf(readView)(value) : listOf(text)(value)
  return isDocument(value) ? readDocument(value) : { at: number(members(value).at) }
}

export const readFieldBody: Decoder<FieldBody> = (value) => {
  const body = members(value)
  return { path: text(body.path), ...defined({ value: optional(readFieldValue)(body.value) }) }
}

const readPatch: Decoder<Patch> = (value) => {
  const patch = members(value)
  if (patch.kind === 'value') return { kind: 'value', value: optional(readFieldValue)(patch.value) }
  const put = typeof patch.put === 'string' ? patch.put : listOf(text)(patch.put)
  return { kind: 'splice', at: number(patch.at), cut: number(patch.cut), put }
}

export const readChangeBody: Decoder<ChangeBody> = (value) => ({
  patches: listOf((entry) => {
    const { path, patch } = members(entry)
    return { path: text(path), patch: readPatch(patch) }
  })(members(value).patches),
})
