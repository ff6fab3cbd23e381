/** What does not fit together in a request type that comes as data: its form, and effects that lead to what the form does not ask. Pure. */
import { answersOf, conditionFaults, formFaults, type Answers } from '../forms/form-faults.ts'
import { carriedByRequests } from '../forms/form-of-type.ts'
import { pagesOf, type FormField, type FormSection } from '../forms/form.ts'
import { isRecord } from '../forms/read-path.ts'
import { expandPerson } from '../forms/person-fields.ts'
import type { Fault } from '../profile-faults.ts'
import type { Effect, RequestType } from './request-type.ts'

/** Members of effects that lead into the request. */
const pathMembers = new Set([
  'from',
  'which',
  'entry',
  'part',
  'to',
  'by',
  'times',
  'path',
  'designs',
  'earliest',
])

const fieldsOf = (sections: readonly FormSection[]): FormField[] =>
  pagesOf({ sections }).flatMap(({ fields }) => fields ?? [])

/** Where a field stands in the request: its own path, or that of its document; of the device's own questions nowhere. */
function pathsOfField(field: FormField): string[] {
  if (field.kind === 'document') {
    if (!('role' in field)) return []
    const sha256 = field.writesSha256 === true && field.at !== undefined ? [field.at] : []
    return [`documents.${field.role}`, ...sha256]
  }
  return field.kind === 'choice' && field.decides !== undefined ? [field.decides] : [field.name]
}

const withHolders = (path: string): string[] => {
  const parts = path.split('.')
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'))
}

/** Returns every path that a request of a type can have, with what holds it; `#` stands for any item of a list. */
export function requestPathsOf({ sections }: Pick<RequestType, 'sections'>): Set<string> {
  const ofPages = fieldsOf(sections).flatMap(expandPerson).flatMap(pathsOfField)
  const ofLists = pagesOf({ sections }).flatMap(({ list }) =>
    list
      ? [
          `${list.path}.#`,
          ...list.fields
            .flatMap(expandPerson)
            .flatMap(pathsOfField)
            .map((one) => `${list.path}.#.${one}`),
        ]
      : [],
  )
  return new Set(['data', ...carriedByRequests, ...[...ofPages, ...ofLists].flatMap(withHolders)])
}

const toItems = (path: string): string =>
  path
    .split('.')
    .map((part) => (part === '*' || /^\d+$/.test(part) ? '#' : part))
    .join('.')

/** Every own entry stands under `data`, so that no type can take the place of what all requests have. */
function outsideData({ sections }: RequestType): Fault[] {
  const faults: Fault[] = []
  const within = (name: string | undefined, path: Fault['path']): void => {
    if (name !== undefined && !name.startsWith('data.'))
      faults.push({ path, message: `Entries of a request stand under "data"; name it "data.${name}".` })
  }
  sections.forEach((section, place) => {
    section.pages.forEach(({ fields, list }, index) => {
      const at = ['sections', place, 'pages', index]
      fields?.forEach((field, nth) => {
        within(field.name, [...at, 'fields', nth, 'name'])
        if (field.kind === 'document' && 'at' in field) within(field.at, [...at, 'fields', nth, 'at'])
      })
      within(list?.path, [...at, 'list', 'path'])
    })
  })
  return faults
}

function effectFaults(
  type: RequestType,
  effect: Effect,
  at: Fault['path'],
  { answers, paths }: { answers: Answers; paths: ReadonlySet<string> },
): Fault[] {
  const faults = conditionFaults(effect.when, [...at, 'when'], { before: answers, later: new Set() })
  for (const [member, value] of Object.entries(effect))
    if (pathMembers.has(member) && typeof value === 'string' && !paths.has(toItems(value)))
      faults.push({ path: [...at, member], message: `The form asks nothing at "${value}".` })
  if (effect.do === 'amend' || effect.do === 'end') {
    const field = fieldsOf(type.sections).find(({ name }) => name === effect.entry)
    if (field && !(field.kind === 'entry' && field.lists.includes(effect.list)))
      faults.push({
        path: [...at, 'entry'],
        message: `"${effect.entry}" does not choose an entry of "${effect.list}".`,
      })
  }
  return faults
}

function gateFaults({ about, gate: { statuses } }: RequestType): Fault[] {
  const isOfMoney = about === 'order' || about === 'attempt'
  const stateOf = isRecord(statuses) ? Object.keys(statuses)[0] : undefined
  if (stateOf === (isOfMoney ? about : undefined)) return []
  const asks = isOfMoney
    ? `A request about an ${about} asks how that stands: {"${about}": […]}.`
    : 'A request about a file asks for statuses of files.'
  return [{ path: ['gate', 'statuses'], message: asks }]
}

/** Returns everything that does not fit together inside one request type, each with its path in it. */
export function requestTypeFaults(type: RequestType): Fault[] {
  const carried: Answers = new Map(
    carriedByRequests.map((name) => [name, name === 'right' ? type.rights : undefined]),
  )
  const paths = requestPathsOf(type)
  const answers = new Map([...carried, ...fieldsOf(type.sections).flatMap(answersOf)])
  return [
    ...gateFaults(type),
    ...outsideData(type),
    ...formFaults(type.sections, carried),
    ...type.effects.flatMap((effect, index) =>
      effectFaults(type, effect, ['effects', index], { answers, paths }),
    ),
  ]
}
