/**
 * The columns of a table of filings: the entries of a form by their paths, those of lists by the number of their item, such
 * as `applicants.1.name`. Documents and images have none; they are added in the draft.
 */
import {
  pagesOf,
  type FormDefinition,
  type FormField,
  type FormPage,
  type RequestType,
} from '@lodge/shared-types'

/** The item of a list that a column belongs to: its path on the device, and its place. */
type ItemAt = { path: string; at: number }
export type Column = {
  name: string
  /** What is asked there; undefined for what says which file, order or payment a request is about. */
  field: FormField | undefined
  /** Where the value stands on the device. */
  path: string
  item?: ItemAt
}

const hasColumn = ({ kind }: FormField): boolean =>
  kind !== 'document' && kind !== 'views' && kind !== 'person'

/** Returns the page's list where its items can be told in columns. */
const listOf = ({ list }: FormPage): FormPage['list'] => (list && list.into === undefined ? list : undefined)

const namesOfSubject = {
  file: ['fileNumber'],
  notice: ['fileNumber', 'noticeId'],
  order: ['orderNumber'],
  attempt: ['attemptId'],
} as const satisfies Record<RequestType['about'], readonly string[]>

/** Returns the columns that say what a request is about; an application has none. */
const subjectColumns = (about: RequestType['about'] | undefined): Column[] =>
  about === undefined ? [] : namesOfSubject[about].map((name) => ({ name, field: undefined, path: name }))

/** Whose file it is decides whether its right is known here; a table may say it. */
const rightColumn: Column = { name: 'right', field: undefined, path: 'right' }

/** Returns the columns of a form with `items` items in each list, in the order of the form. */
export function columnsOf(
  form: FormDefinition,
  about: RequestType['about'] | undefined,
  items = 1,
): Column[] {
  const columns = pagesOf(form).flatMap((page) => {
    const list = listOf(page)
    if (!list)
      return (page.fields ?? [])
        .filter(hasColumn)
        .map((field): Column => ({ name: field.name, field, path: field.name }))
    return Array.from({ length: items }, (_, index) =>
      list.fields.filter(hasColumn).map((field) => inItem(list.path, index + 1, field)),
    ).flat()
  })
  // A question may stand on several pages, of which each filing asks one.
  return [...new Map([...subjectColumns(about), ...columns].map((column) => [column.name, column])).values()]
}

function inItem(list: string, at: number, field: FormField): Column {
  const item = { path: `${list}.i${at}`, at }
  return { name: `${list}.${at}.${field.name}`, field, path: `${item.path}.${field.name}`, item }
}

/** Returns how to find the column of a name; undefined for a name that the form does not know. */
export function columnFinder(
  form: FormDefinition,
  about: RequestType['about'] | undefined,
): (name: string) => Column | undefined {
  const plain = new Map(columnsOf(form, about, 0).map((column) => [column.name, column]))
  if (about === 'file') plain.set(rightColumn.name, rightColumn)
  const lists = pagesOf(form).flatMap((page) => listOf(page) ?? [])
  return (name) => {
    const found = plain.get(name)
    if (found) return found
    for (const { path, fields } of lists) {
      if (!name.startsWith(`${path}.`)) continue
      const [, number, rest] = /^([1-9]\d{0,2})\.(.+)$/.exec(name.slice(path.length + 1)) ?? []
      const field = fields.find((one) => one.name === rest && hasColumn(one))
      if (field) return inItem(path, Number(number), field)
    }
    return undefined
  }
}

/** Returns the name of the column that a path on the device stands for. */
export const columnOfPath = (path: string): string => path.replaceAll(/\.i(\d+)(?=\.|$)/g, '.$1')
