/** The one checker of a request: the device runs it on a draft, the server on what it receives. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import { saying, type Saying } from '../sentences.ts'
import { isSha256 } from '../value-rules.ts'
import { documentErrors, namesDocument } from './check-documents.ts'
import { isMissing, valueFault } from './check-value.ts'
import { askedOfItem, askedPages, type AskedPage, type ReadValue } from './conditions.ts'
import {
  maxItems,
  pagesOf,
  type FieldLevel,
  type FormDefinition,
  type FormField,
  type FormList,
  type FormOffice,
} from './form.ts'
import { isList, isRecord, readPath } from './read-path.ts'
import { missingSaying } from './sentence-of.ts'
import { formOf } from './trademark-form.ts'
import { checkTrademarkRules } from './trademark-rules.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i

// A request is read as the most permissive office would ask for it; what this office forbids is said by its rules.
const permissive = { agentRequired: false, priorities: true } as const

type Request = Readonly<Record<string, unknown>>
type Checking = {
  form: FormDefinition
  office: FormOffice
  add: (path: string, saying: Saying) => void
  /** Paths that the form knows in this request, of values and of what holds them; everything else does not belong there. */
  known: Map<string, 'value' | 'holder'>
}

function know(known: Checking['known'], path: string, as: 'value' | 'holder' = 'value'): void {
  for (let end = path.indexOf('.'); end !== -1; end = path.indexOf('.', end + 1))
    known.set(path.slice(0, end), 'holder')
  known.set(path, as)
}

/** Checks one field of the request or of an item; `key` names the field in the form. */
function checkField(field: FormField, key: string, path: string, value: unknown, checking: Checking): void {
  const { form, office, add, known } = checking
  if (field.kind === 'document' || (field.kind === 'choice' && field.decides !== undefined)) return
  know(known, path)
  const isRequired = field.level !== 'O'
  if (isRequired && isMissing(value)) add(path, missingSaying(form, key, field))
  else if (isRequired || value !== undefined) {
    const fault = valueFault(field, value, office)
    if (fault) add(path, fault)
  }
}

function checkList(list: FormList & FieldLevel, request: Request, checking: Checking): void {
  const { form, office, add, known } = checking
  const { path, fields } = list
  know(known, path, 'holder')
  const items = request[path]
  if (list.level !== 'O' && isMissing(items)) {
    add(path, missingSaying(form, path, list))
    return
  }
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
      checkField(field, `${path}.${field.name}`, `${path}.${index}.${field.name}`, read(field.name), checking)
  }
}

/** Says where a document is missing that the form asks for. */
function checkNeededDocuments(asked: readonly AskedPage[], request: Request, checking: Checking): void {
  const { form, add, known } = checking
  for (const { fields } of asked)
    for (const field of fields) {
      if (field.kind !== 'document' || !('role' in field) || field.at === undefined || field.level === 'O')
        continue
      const missing = missingSaying(form, field.name, field, 'document-missing')
      if (field.writesSha256 === true) {
        know(known, field.at)
        const sha256 = readPath(request, field.at)
        if (sha256 !== undefined && !(typeof sha256 === 'string' && isSha256(sha256)))
          add(field.at, saying('sha256'))
        else if (sha256 === undefined || !namesDocument(request['documents'], field.role, sha256))
          add(field.at, missing)
      } else if (!namesDocument(request['documents'], field.role)) add(field.at, missing)
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
    return list && field ? missingSaying(form, `${list.path}.${field.name}`, field) : saying('missing')
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

/**
 * Checks a request as it is received, of any shape, against its form and the office's rules on the office-local day `on`.
 * Returns one entry for each thing to put right, with its path in the request; an empty list means that
 * `trademarkRequestSchema` takes it too.
 */
export function checkForm(raw: unknown, office: FormOffice, on: PlainDate): FieldError[] {
  if (!isRecord(raw)) return [{ path: '', ...saying('wrong-type') }]
  const errors: FieldError[] = []
  const form = formOf(raw['formVersion'])
  const add = (path: string, said: Saying): void => void errors.push({ path, ...said })
  const decides = decidedMembers(form)
  const known: Checking['known'] = new Map()
  // Entries of `documents` are looked through where they are checked.
  for (const name of ['requestId', 'kind', 'formVersion', 'documents', ...decides.values()]) know(known, name)
  const checking: Checking = { form, office, add, known }

  const { requestId, formVersion, kind } = raw
  const { formVersions } = office.requests['trademark-application']
  if (form.version !== formVersion || !formVersions.includes(form.version))
    add('formVersion', saying('form-version'))
  if (kind !== form.request) add('kind', saying('wrong-type'))
  if (typeof requestId !== 'string' || !uuidPattern.test(requestId)) add('requestId', saying('wrong-type'))

  const read: ReadValue = (path) => {
    const member = decides.get(path)
    if (member === undefined) return readPath(raw, path)
    return readPath(raw, member) === undefined ? 'no' : 'yes'
  }
  const asked = askedPages(form, read, permissive)
  for (const { page, fields } of asked) {
    for (const field of fields) checkField(field, field.name, field.name, read(field.name), checking)
    if (page.list && page.list.into === undefined) checkList(page.list, raw, checking)
  }
  checkTrademarkRules(raw, on, checking)
  checkNeededDocuments(asked, raw, checking)
  errors.push(...documentErrors(raw['documents'], office, missingInDocuments(form)))
  checkUnknown(raw, '', checking)
  return errors
}
