/** Builds a whole post-filing request of any type from its form, so that a test says only what matters to it. */
import {
  addDays,
  askedOfItem,
  askedPages,
  atPath,
  formOfType,
  postFilingRequestSchema,
  sha256Hex,
  type FormDefinition,
  type FormField,
  type PostFilingRequest,
  type RequestType,
  type RequestValue,
  type Right,
} from '@lodge/shared-types'
import { uuidOf } from './dossier.ts'

/** What a test wants of a request; the rest is filled in. */
export type PostFilingWish = {
  seed?: number
  right?: Right
  fileNumber?: string
  noticeId?: string
  /** The day of filing, from which days that may not be over are counted; 2026-11-20 unless told. */
  on?: string
  /**
   * What stands at paths of the request, such as `{'data.what': 'end', 'data.entry': 'M-1'}`; what else its form then asks for
   * is filled in, also in the items of lists.
   */
  answers?: Readonly<Record<string, RequestValue>>
  /** Names of optional documents that are attached, such as `data.evidence`; the others are where they are asked for. */
  attached?: readonly string[]
}

type Members = { [name: string]: RequestValue | undefined }

const rules = { agentRequired: false, priorities: true } as const

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !isList(value)

function setAt(target: Members, path: string, value: RequestValue): void {
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    target[name] = value
    return
  }
  const member = target[name]
  const inner: Members = isMembers(member) ? member : {}
  target[name] = inner
  setAt(inner, rest.join('.'), value)
}

const numberedAs = {
  licences: 'L-1',
  'rights-in-rem': 'P-1',
  'security-measures': 'M-1',
  bankruptcies: 'B-1',
  oppositions: 'O-1',
}

/** Returns the first number of the lists that a field takes. */
const entryOf = (lists: readonly string[]): string =>
  Object.entries(numberedAs).find(([list]) => lists.includes(list))?.[1] ?? 'Q-1'

/** Returns a value that a field takes. */
function sampleOf(field: FormField, on: string): RequestValue {
  switch (field.kind) {
    case 'line':
    case 'text':
      return field.label.en.slice(0, field.max).trim()
    case 'lines':
      return ['14 Linden Boulevard']
    case 'terms':
      return ['Clothing']
    case 'choice':
    case 'document-role':
    case 'mark-kind':
    case 'mark-type':
      return field.options[0]?.value ?? ''
    case 'email':
      return 'office@rosenthal.example'
    case 'phone':
      return '+359 2 555 0101'
    case 'date':
      return field.notBefore === 'today' ? addDays(on, 30) : addDays(on, -60)
    case 'country':
      return 'DE'
    case 'branch':
      return 'main'
    case 'language':
      return 'en'
    case 'class-number':
      return 25
    case 'number':
      return field.min
    case 'amount':
      return '100'
    case 'declaration':
      return true
    case 'locarno':
      return '06-01'
    case 'entry':
      return entryOf(field.lists)
    case 'person-number':
      return 1
    case 'designs':
      return ['1']
    case 'person':
    case 'document':
    case 'views':
      return null
  }
}

type Filling = {
  form: FormDefinition
  on: string
  attached: ReadonlySet<string>
  documents: Map<string, string>
}
type DocumentField = Extract<FormField, { kind: 'document'; role: unknown }>

/** Attaches what a field asks for, and returns the document's SHA-256. */
function attach({ role }: DocumentField, { form, documents }: Filling): string {
  const sha256 = documents.get(role) ?? sha256Hex(`${role} of ${form.version}`)
  documents.set(role, sha256)
  return sha256
}

/** Fills one entry where the form asks for it and nothing stands there; returns whether it did. */
function fillField(field: FormField, target: Members, filling: Filling): boolean {
  if (field.kind === 'document') {
    if (!('role' in field) || (field.level === 'O' && !filling.attached.has(field.name))) return false
    const sha256 = attach(field, filling)
    if (field.writesSha256 !== true || field.at === undefined || atPath(target, field.at) !== undefined)
      return false
    setAt(target, field.at, sha256)
    return true
  }
  if (field.level === 'O' || atPath(target, field.name) !== undefined) return false
  setAt(target, field.name, sampleOf(field, filling.on))
  return true
}

/** Fills everything that the form asks for under the answers so far; returns whether anything was filled. */
function fillOnce(request: Members, filling: Filling): boolean {
  let isFilled = false
  for (const { page, fields } of askedPages(filling.form, (path) => atPath(request, path), rules)) {
    for (const field of fields) isFilled = fillField(field, request, filling) || isFilled
    const { list } = page
    if (!list || list.into !== undefined) continue
    const before = atPath(request, list.path)
    if (before === undefined && list.level === 'O') continue
    const items = isList(before) ? before.filter(isMembers) : [{}]
    if (!isList(before)) setAt(request, list.path, items)
    for (const item of items)
      for (const field of askedOfItem(list.fields, (path) => atPath(item, path), rules))
        isFilled = fillField(field, item, filling) || isFilled
  }
  return isFilled
}

/**
 * Returns a whole request of a type, as its form asks for it.
 * @throws ZodError for answers that no request can have
 */
export function aPostFilingRequest(type: RequestType, wish: PostFilingWish = {}): PostFilingRequest {
  const { seed = 1, right = type.rights[0] ?? 'TM', on = '2026-11-20', answers = {}, attached = [] } = wish
  const about = {
    file: { fileNumber: wish.fileNumber ?? 'BT-TM-2026-1' },
    notice: { fileNumber: wish.fileNumber ?? 'BT-TM-2026-1', noticeId: wish.noticeId ?? 'notice-1' },
    order: { orderNumber: 'INV-2026-000001' },
    attempt: { orderNumber: 'INV-2026-000001', attemptId: 'attempt-1' },
  }[type.about]
  const request: Members = {
    requestId: uuidOf(seed, `${type.type}-request`),
    kind: 'post-filing',
    type: type.type,
    formVersion: type.formVersion,
    right,
    ...about,
    branch: 'main',
    language: 'en',
    data: {},
  }
  for (const [path, value] of Object.entries(answers)) setAt(request, path, structuredClone(value))
  const filling: Filling = {
    form: formOfType(type),
    on,
    attached: new Set(attached),
    documents: new Map<string, string>(),
  }
  while (fillOnce(request, filling));
  const documents = [...filling.documents].map(([role, sha256]) => ({
    role,
    sha256,
    fileName: role === 'mark-image' ? 'mark.png' : `${role}.pdf`,
    mediaType: role === 'mark-image' ? 'image/png' : 'application/pdf',
    bytes: 1000,
  }))
  return postFilingRequestSchema.parse({ ...request, documents })
}
