/** Puts a draft's flat values together into the request that the server takes, and maps its paths back. */
import { normaliseText } from '../value-rules.ts'
import { isMissing } from './check-value.ts'
import { askedOfItem, itemsOf, rulesOf, visiblePages, type ReadValue } from './conditions.ts'
import { pagesOf } from './form.ts'
import type {
  DraftDocument,
  DraftView,
  FieldValue,
  FormDefinition,
  FormField,
  FormOffice,
  FormValues,
} from './form.ts'
import { isList, isRecord } from './read-path.ts'

export type AssembledRequest = {
  /** Nested JSON, as in the dossier's `requests`; incomplete where the draft is. */
  request: Record<string, unknown>
  /**
   * Returns the device's path for an error's path in the request: 'applicants.0.name' is 'applicants.<itemId>.name'. The code
   * tells a missing document from the answer that asks for it.
   */
  pathOf: (requestPath: string, code?: string) => string
}

/** Sets a value at a dotted path, making the objects on the way. */
function setPath(target: Record<string, unknown>, path: string, value: unknown): void {
  const [name = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    if (value !== undefined) target[name] = value
    return
  }
  const member = target[name]
  const inner: Record<string, unknown> = isRecord(member) ? member : {}
  target[name] = inner
  setPath(inner, rest.join('.'), value)
}

const isDocument = (value: FieldValue | undefined): value is DraftDocument =>
  isRecord(value) && 'sha256' in value

/** Fields whose value is a number, also where a control keeps the digits. */
const isNumber = ({ kind }: FormField): boolean =>
  kind === 'class-number' || kind === 'number' || kind === 'person-number'

/** Returns a value as it is sent: text normalised, lines that show nothing left out, digits as a number. */
function sent(field: FormField, value: FieldValue | undefined): unknown {
  if (isMissing(value)) return undefined
  if (isList(value)) {
    const lines = value.flatMap((line) =>
      typeof line !== 'string' || isMissing(line) ? [] : [normaliseText(line)],
    )
    return lines.length === 0 ? undefined : lines
  }
  if (typeof value !== 'string') return value
  const text = normaliseText(value)
  return isNumber(field) && /^\d{1,6}$/.test(text) ? Number(text) : text
}

/** Returns the views that a draft's value holds. */
const viewsIn = (value: FieldValue | undefined): DraftView[] =>
  isList(value) ? value.flatMap((view) => (typeof view === 'string' ? [] : [view])) : []

/** Returns the request of a draft: hidden and empty values are left out, text is normalised. */
export function assembleRequest(
  form: FormDefinition,
  values: FormValues,
  { requestId, office }: { requestId: string; office: FormOffice },
): AssembledRequest {
  const request: Record<string, unknown> = { requestId, kind: form.request, formVersion: form.version }
  const documents: Record<string, unknown>[] = []
  const devicePaths = new Map<string, string>()
  const documentPaths = new Map<string, string>()

  const addDocument = (
    role: unknown,
    value: FieldValue | undefined,
    paths: { entry: string; role?: string },
  ): void => {
    const at = `documents.${documents.length}`
    devicePaths.set(at, paths.entry)
    if (paths.role !== undefined) devicePaths.set(`${at}.role`, paths.role)
    const { sha256, fileName, mediaType, bytes } = isDocument(value) ? value : {}
    documents.push(
      Object.fromEntries(
        Object.entries({ role, sha256, fileName, mediaType, bytes }).filter(
          ([, member]) => member !== undefined,
        ),
      ),
    )
  }

  /** Puts one field into `target`, which is at `prefix` in the request ('' or 'applicants.0.'). */
  const put = (
    field: FormField,
    target: Record<string, unknown>,
    { prefix, devicePrefix }: { prefix: string; devicePrefix: string },
  ): void => {
    const devicePath = devicePrefix + field.name
    const value = values.get(devicePath)
    if (field.kind === 'document') {
      if (!('role' in field)) return
      documentPaths.set(prefix + (field.at ?? field.name), devicePath)
      if (field.at !== undefined && field.writesSha256 === true) {
        devicePaths.set(prefix + field.at, devicePath)
        setPath(target, field.at, isDocument(value) ? value.sha256 : undefined)
      }
      if (isDocument(value)) addDocument(field.role, value, { entry: devicePath })
      return
    }
    if (field.kind === 'views') {
      const path = prefix + field.name
      devicePaths.set(path, devicePath)
      const views = viewsIn(value)
      for (const { document } of views) if (document) addDocument(field.role, document, { entry: devicePath })
      const written = views.map(({ kind, document }) => ({ kind, sha256: document?.sha256 }))
      setPath(target, field.name, written.length === 0 ? undefined : written)
      return
    }
    if (field.kind === 'choice' && field.decides !== undefined) {
      devicePaths.set(field.decides, devicePath)
      return
    }
    devicePaths.set(prefix + field.name, devicePath)
    const written = sent(field, value)
    // What must be there makes its object even while it is empty, so that the checker asks for it.
    if (written !== undefined || field.level !== 'O') setPath(target, field.name, written)
  }

  if (form.type !== undefined) Object.assign(request, { type: form.type, data: {} })
  for (const name of form.carries ?? []) {
    const value = values.get(name)
    if (!isMissing(value)) request[name] = value
  }
  for (const { page, fields } of visiblePages(form, values, office)) {
    for (const field of fields) put(field, request, { prefix: '', devicePrefix: '' })
    const { list } = page
    if (!list) continue
    devicePaths.set(list.into ?? list.path, list.path)
    const items = itemsOf(values, list.path).map((itemId, index) => {
      const item: Record<string, unknown> = {}
      const devicePrefix = `${list.path}.${itemId}.`
      const read: ReadValue = (name) => values.get(devicePrefix + name)
      const asked = askedOfItem(list.fields, read, rulesOf(form, office))
      if (list.into === 'documents') {
        const role = asked.find(({ kind }) => kind === 'document-role')
        const file = asked.find(({ kind }) => kind === 'document')
        if (role && file)
          addDocument(
            sent(role, values.get(devicePrefix + role.name)),
            values.get(devicePrefix + file.name),
            {
              entry: devicePrefix + file.name,
              role: devicePrefix + role.name,
            },
          )
        return item
      }
      const prefix = `${list.path}.${index}.`
      devicePaths.set(`${list.path}.${index}`, `${list.path}.${itemId}`)
      for (const field of asked) put(field, item, { prefix, devicePrefix })
      return item
    })
    if (list.into === undefined) setPath(request, list.path, items)
  }
  // An application has all its lists, though they be empty.
  if (form.type === undefined)
    for (const { list } of pagesOf(form)) if (list && list.into === undefined) request[list.path] ??= []
  request['documents'] = documents

  const pathOf = (requestPath: string, code?: string): string => {
    const document = code === 'document-missing' ? documentPaths.get(requestPath) : undefined
    if (document !== undefined) return document
    for (let path = requestPath; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
      const devicePath = devicePaths.get(path)
      if (devicePath !== undefined) return devicePath
    }
    return requestPath
  }
  return { request, pathOf }
}
