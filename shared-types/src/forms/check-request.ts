/** Checks a request of any shape, entry by entry, against the form that it is in. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { saying, type Saying } from '../sentences.ts'
import { isSha256 } from '../value-rules.ts'
import { checkCarried } from './check-carried.ts'
import { documentErrors, namesDocument } from './check-documents.ts'
import { isMissing, valueFault } from './check-value.ts'
import { askedOfItem, askedPages, type ReadValue } from './conditions.ts'
import { dayFault } from './day-bounds.ts'
import {
  applicationRulesOf,
  maxItems,
  pagesOf,
  type FieldLevel,
  type FormDefinition,
  type FormField,
  type FormList,
  type FormOffice,
} from './form.ts'
import { isList, isRecord, readPath } from './read-path.ts'
import { checkRules } from './request-rules.ts'
import { missingSaying } from './sentence-of.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

// A request is read as the most permissive office would ask for it; what this office forbids is said by its rules.
const permissive = { agentRequired: false, priorities: true } as const

type Request = Readonly<Record<string, unknown>>
export type Checking = {
  form: FormDefinition
  office: FormOffice
  /** The office-local day on which the request is filed. */
  on: PlainDate
  /** The file that the request is about, as far as it is known. */
  facts: FileFacts | undefined
  add: (path: string, saying: Saying) => void
  /** Paths that the form knows in this request, of values and of what holds them; everything else does not belong there. */
  known: Map<string, 'value' | 'holder'>
}

function know(known: Checking['known'], path: string, as: 'value' | 'holder' = 'value'): void {
  for (let end = path.indexOf('.'); end !== -1; end = path.indexOf('.', end + 1))
    known.set(path.slice(0, end), 'holder')
  known.set(path, as)
}

/** Says where a document is missing that a field asks for. */
function checkDocumentField(
  field: Extract<FormField, { kind: 'document'; role: unknown }>,
  { path, value, documents }: { path: string; value: unknown; documents: unknown },
  { add, known }: Checking,
): void {
  const missing = missingSaying(field, 'document-missing')
  if (field.writesSha256 === true) {
    know(known, path)
    if (value === undefined && field.level === 'O') return
    if (value !== undefined && !(typeof value === 'string' && isSha256(value))) add(path, saying('sha256'))
    else if (value === undefined || !namesDocument(documents, field.role, value)) add(path, missing)
  } else if (field.level !== 'O' && !namesDocument(documents, field.role)) add(path, missing)
}

/** Checks one field at `path`; what holds it is read by `read`. */
function checkField(
  field: FormField,
  prefix: string,
  { read, documents }: { read: ReadValue; documents: unknown },
  checking: Checking,
): void {
  const { office, on, facts, add, known } = checking
  if (field.kind === 'choice' && field.decides !== undefined) return
  if (field.kind === 'document') {
    if (!('role' in field)) return
    const at = field.at ?? field.name
    checkDocumentField(field, { path: prefix + at, value: read(at), documents }, checking)
    return
  }
  const path = prefix + field.name
  const value = read(field.name)
  know(known, path)
  const isRequired = field.level !== 'O'
  if (isRequired && isMissing(value)) add(path, missingSaying(field))
  else if (isRequired || value !== undefined) {
    const fault =
      valueFault(field, value, office, facts) ??
      (field.kind === 'date' && typeof value === 'string'
        ? dayFault(field, value, { office, on, facts })
        : undefined)
    if (fault) add(path, fault)
    else if (field.kind === 'views' && isList(value))
      for (const [index, view] of value.entries())
        if (!namesDocument(documents, field.role, readPath(view, 'sha256')))
          add(`${path}.${index}`, saying('document-missing'))
  }
}

function checkList(list: FormList & FieldLevel, request: Request, checking: Checking): void {
  const { office, add, known } = checking
  const { path, fields } = list
  know(known, path, 'holder')
  const items = readPath(request, path)
  if (list.level !== 'O' && isMissing(items)) {
    add(path, missingSaying(list))
    return
  }
  // Applications have all their lists, though they be empty; the data of other requests only what there is.
  if (items === undefined && list.level === 'O' && checking.form.type !== undefined) return
  if (!isList(items)) {
    add(path, saying('wrong-type'))
    return
  }
  const max = maxItems(list, office)
  if (items.length > max)
    add(
      path,
      list.max === 'maxClasses' ? saying('too-many-classes', { max }) : saying('too-many-entries', { max }),
    )
  // One sentence says that there are too many; what stands behind ten times the limit needs no other.
  for (const [index, item] of items.slice(0, 10 * max).entries()) {
    know(known, `${path}.${index}`, 'holder')
    const read: ReadValue = (name) => readPath(item, name)
    for (const field of askedOfItem(fields, read, permissive))
      checkField(field, `${path}.${index}.`, { read, documents: request['documents'] }, checking)
  }
}

function checkUnknown(value: Request, prefix: string, checking: Pick<Checking, 'known' | 'add'>): void {
  const { known, add } = checking
  const names = Object.keys(value)
  const unknown = names.find((name) => !known.has(prefix + name))
  if (unknown !== undefined) add(prefix + unknown, saying('unknown-entry'))
  for (const name of names) {
    const path = prefix + name
    const member = value[name]
    if (known.get(path) !== 'holder') continue
    if (isRecord(member)) checkUnknown(member, `${path}.`, checking)
    else if (isList(member))
      for (const [index, item] of member.entries())
        if (isRecord(item) && known.has(`${path}.${index}`)) checkUnknown(item, `${path}.${index}.`, checking)
  }
}

/** Returns what is said of an entry of `documents` without a role or a document: what the form says of its list. */
function missingInDocuments(form: FormDefinition): { role: Saying; document: Saying } {
  const lists = pagesOf(form).flatMap((page) => page.list ?? [])
  const list = lists.find(({ into }) => into === 'documents')
  const said = (kind: FormField['kind']): Saying => {
    const field = list?.fields.find((one) => one.kind === kind)
    return field ? missingSaying(field) : saying('missing')
  }
  return { role: said('document-role'), document: said('document') }
}

/** The device's own questions, by name, with the member of the request that each decides. */
const decidedMembers = (form: FormDefinition): ReadonlyMap<string, string> =>
  new Map(
    pagesOf(form)
      .flatMap(({ fields }) => fields ?? [])
      .flatMap((field) =>
        field.kind === 'choice' && field.decides !== undefined ? [[field.name, field.decides] as const] : [],
      ),
  )

/** Returns the roles of documents that a form has a place for. */
const rolesOf = (form: FormDefinition): ReadonlySet<string> =>
  new Set(
    pagesOf(form)
      .flatMap(({ fields, list }) => fields ?? list.fields)
      .flatMap((field) => {
        if (field.kind === 'document-role') return field.options.map(({ value }) => value)
        return (field.kind === 'document' || field.kind === 'views') && 'role' in field ? [field.role] : []
      }),
  )

/**
 * Checks a request of any shape against `form` and the office's rules on the office-local day `on`; with `facts`, also what
 * it says of its file. Returns one entry for each thing to put right, with its path in the request; an empty list means that
 * `requestSchema` takes it too.
 */
export function checkRequest(
  raw: unknown,
  form: FormDefinition,
  { office, on, facts }: { office: FormOffice; on: PlainDate; facts?: FileFacts | undefined },
): FieldError[] {
  if (!isRecord(raw)) return [{ path: '', ...saying('wrong-type') }]
  const errors: FieldError[] = []
  const add = (path: string, said: Saying): void => void errors.push({ path, ...said })
  const decides = decidedMembers(form)
  const known: Checking['known'] = new Map()
  // Entries of `documents` are looked through where they are checked.
  for (const name of ['requestId', 'kind', 'formVersion', 'documents', ...decides.values()]) know(known, name)
  const checking: Checking = { form, office, on, facts, add, known }

  const { requestId, formVersion, kind } = raw
  const taken = form.type === undefined ? applicationRulesOf(form, office)?.formVersions : [form.version]
  if (form.version !== formVersion || taken?.includes(form.version) !== true)
    add('formVersion', saying('form-version'))
  if (kind !== form.request) add('kind', saying('wrong-type'))
  if (typeof requestId !== 'string' || !uuidPattern.test(requestId)) add('requestId', saying('wrong-type'))
  for (const name of form.type === undefined ? [] : ['type', 'data', ...(form.carries ?? [])])
    know(known, name, name === 'data' ? 'holder' : 'value')
  if (form.type !== undefined) checkCarried(raw, checking)

  const read: ReadValue = (path) => {
    const member = decides.get(path)
    if (member === undefined) return readPath(raw, path)
    return readPath(raw, member) === undefined ? 'no' : 'yes'
  }
  const { documents } = raw
  const ofPage: ReadValue = (path) => readPath(raw, path)
  for (const { page, fields } of askedPages(form, read, permissive)) {
    for (const field of fields) checkField(field, '', { read: ofPage, documents }, checking)
    if (page.list && page.list.into === undefined) checkList(page.list, raw, checking)
  }
  checkRules(raw, checking)
  errors.push(...documentErrors(documents, office, missingInDocuments(form), rolesOf(form)))
  checkUnknown(raw, '', checking)
  return errors
}
