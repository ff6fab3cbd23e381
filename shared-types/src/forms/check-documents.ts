/** Checks the documents that a request names: each entry's shape, and what the office takes. */
import { documentRoles, maxDocuments, mediaTypes, type DocumentRole } from '../documents.ts'
import type { FieldError } from '../problem.ts'
import { saying, type Saying } from '../sentences.ts'
import { isFileName, isSha256, maxFileName, normaliseText, textFault } from '../value-rules.ts'
import type { FormOffice } from './form.ts'
import { isList, isRecord } from './read-path.ts'

const roleOf = (value: unknown): DocumentRole | undefined => documentRoles.find((role) => role === value)

const members = ['role', 'sha256', 'fileName', 'mediaType', 'bytes'] as const
type Member = (typeof members)[number]

function fileNameFault(name: unknown): Saying | undefined {
  if (typeof name !== 'string') return saying('wrong-type')
  const normal = normaliseText(name)
  const fault = textFault(normal, { max: maxFileName, isLine: true })
  return fault ?? (isFileName(normal) ? undefined : saying('file-name'))
}

const memberFault = {
  role: (value) => (roleOf(value) ? undefined : saying('document-role')),
  sha256: (value) => (typeof value === 'string' && isSha256(value) ? undefined : saying('sha256')),
  fileName: fileNameFault,
  mediaType: (value) =>
    mediaTypes.some((type) => type === value)
      ? undefined
      : saying('document-type', { types: mediaTypes.join(', ') }),
  bytes: (value) =>
    Number.isSafeInteger(value) && typeof value === 'number' && value > 0 ? undefined : saying('wrong-type'),
} satisfies Record<Member, (value: unknown) => Saying | undefined>

/** Returns what the office does not take in an entry that is whole. */
function ruleFault(
  { role, mediaType, bytes }: Readonly<Record<string, unknown>>,
  office: FormOffice,
): Saying | undefined {
  const known = roleOf(role)
  const rule = known && office.documents.roles[known]
  if (!rule) return saying('document-role')
  if (!rule.mediaTypes.some((type) => type === mediaType))
    return saying('document-type', { types: rule.mediaTypes.join(', ') })
  return typeof bytes === 'number' && bytes > rule.maxBytes
    ? saying('document-size', { maxKib: Math.floor(rule.maxBytes / 1024) })
    : undefined
}

/** Returns one error for each entry of `documents` that is wrong, with its path in the request. */
export function documentErrors(
  documents: unknown,
  office: FormOffice,
  /** What is said of an entry that has no role yet, or no document. */
  missing: { role: Saying; document: Saying },
  /** The roles for which there is a place; without them, every role. */
  roles?: ReadonlySet<string>,
): FieldError[] {
  if (!isList(documents)) return [{ path: 'documents', ...saying('wrong-type') }]
  if (documents.length > maxDocuments)
    return [{ path: 'documents', ...saying('too-many-entries', { max: maxDocuments }) }]
  return documents.flatMap((document, index): FieldError[] => {
    const path = `documents.${index}`
    if (!isRecord(document)) return [{ path, ...saying('wrong-type') }]
    const unknown = Object.keys(document).find((name) => !members.some((member) => member === name))
    if (unknown !== undefined) return [{ path: `${path}.${unknown}`, ...saying('unknown-entry') }]
    const errors: FieldError[] = []
    if (document['role'] === undefined) errors.push({ path: `${path}.role`, ...missing.role })
    if (document['sha256'] === undefined) return [...errors, { path, ...missing.document }]
    for (const member of members) {
      const value = document[member]
      if (member === 'role' && value === undefined) continue
      const fault = memberFault[member](value)
      if (fault) errors.push({ path: `${path}.${member}`, ...fault })
    }
    if (errors.length > 0) return errors
    const role = document['role']
    const hasPlace = roles === undefined || (typeof role === 'string' && roles.has(role))
    const fault = hasPlace ? ruleFault(document, office) : saying('document-role')
    return fault ? [{ path, ...fault }] : []
  })
}

/** Whether a request names a document of a role, and with a SHA-256 where that is given. */
export const namesDocument = (documents: unknown, role: DocumentRole, sha256?: unknown): boolean =>
  isList(documents) &&
  documents.some(
    (document) =>
      isRecord(document) &&
      document['role'] === role &&
      typeof document['sha256'] === 'string' &&
      (sha256 === undefined || document['sha256'] === sha256),
  )
