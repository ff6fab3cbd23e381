/** The work list as a person asks for it: filters, order, columns, and how all of that stands in an address. */

/** The columns of the work list, in their order on screen. */
export const taskColumns = ['kind', 'file', 'mark', 'applicant', 'branch', 'opened', 'due', 'holder'] as const
export type TaskColumn = (typeof taskColumns)[number]

/** The columns by which the work list can be sorted: each has an index. */
export const taskSorts = ['due', 'opened', 'file', 'kind'] as const
export type TaskSort = (typeof taskSorts)[number]

/** Whom a task is with: whoever, nobody yet, the person who asks, or one colleague. */
export type TaskHolder = 'anyone' | 'nobody' | 'mine' | `user:${string}`

export const taskDues = ['any', 'late', 'today', 'week'] as const
/** `week`: today and the six days after it. */
export type TaskDue = (typeof taskDues)[number]

export type TaskList = {
  /** What the person typed into the search box: parts of a file number, or of what an alarm says. */
  search: string
  /** Kinds of task; none means all. */
  kinds: readonly string[]
  holder: TaskHolder
  due: TaskDue
  /** A branch of the office; null for all. */
  branch: string | null
  /** Only what was opened today, by the office's clock. */
  isNew: boolean
  /** Only what was opened more than so many working days ago; null for all. */
  olderThan: number | null
  sort: TaskSort
  isDescending: boolean
  /** The columns on screen, always with the task and the file. */
  columns: readonly TaskColumn[]
  /** From 1. */
  page: number
}

/** What is due first comes first. */
export const plainTaskList: TaskList = {
  search: '',
  kinds: [],
  holder: 'anyone',
  due: 'any',
  branch: null,
  isNew: false,
  olderThan: null,
  sort: 'due',
  isDescending: false,
  columns: taskColumns,
  page: 1,
}

/** The columns that name a row. */
export const fixedTaskColumns: readonly TaskColumn[] = ['kind', 'file']

const maxSearch = 100
const maxKinds = 20
const maxAge = 999

const isOneOf = <T extends string>(known: readonly T[], text: string | null): text is T =>
  known.some((one) => one === text)

function holderIn(text: string | null): TaskHolder {
  if (text === 'nobody' || text === 'mine') return text
  const userId = /^user:([\w-]{1,64})$/.exec(text ?? '')?.[1]
  return userId === undefined ? 'anyone' : `user:${userId}`
}

function numberIn(text: string | null, most: number): number | null {
  const digits = /^\d{1,6}$/.exec(text ?? '')?.[0]
  return digits === undefined ? null : Math.min(most, Number(digits))
}

/** Returns the list that an address asks for. What is not understood is left out, so that old addresses go on working. */
export function taskListIn(parameters: URLSearchParams): TaskList {
  const sort = parameters.get('sort') ?? ''
  const sorted = sort.replace(/^-/, '')
  const wanted = parameters.getAll('col')
  const due = parameters.get('due')
  const branch = /^[\w-]{1,20}$/.exec(parameters.get('branch') ?? '')?.[0]
  const kinds = parameters.getAll('kind').filter((kind) => /^[a-z][a-z0-9-]{0,59}$/.test(kind))
  return {
    search: (parameters.get('q') ?? '').trim().slice(0, maxSearch),
    kinds: [...new Set(kinds)].sort().slice(0, maxKinds),
    holder: holderIn(parameters.get('holder')),
    due: isOneOf(taskDues, due) ? due : 'any',
    branch: branch ?? null,
    isNew: parameters.get('new') === 'today',
    olderThan: numberIn(parameters.get('older'), maxAge),
    ...(isOneOf(taskSorts, sorted)
      ? { sort: sorted, isDescending: sort.startsWith('-') }
      : { sort: plainTaskList.sort, isDescending: plainTaskList.isDescending }),
    columns: wanted.some((one) => isOneOf(taskColumns, one))
      ? taskColumns.filter((one) => fixedTaskColumns.includes(one) || wanted.includes(one))
      : taskColumns,
    page: Math.max(1, numberIn(parameters.get('page'), 100_000) ?? 1),
  }
}

/** Returns the shortest query of an address that asks for `list`, without `?`; empty for the plain one. */
export function addressOfTaskList(list: TaskList): string {
  const parameters = new URLSearchParams()
  if (list.search !== '') parameters.set('q', list.search)
  for (const kind of list.kinds) parameters.append('kind', kind)
  if (list.holder !== 'anyone') parameters.set('holder', list.holder)
  if (list.due !== 'any') parameters.set('due', list.due)
  if (list.branch !== null) parameters.set('branch', list.branch)
  if (list.isNew) parameters.set('new', 'today')
  if (list.olderThan !== null) parameters.set('older', String(list.olderThan))
  const isPlainSort = list.sort === plainTaskList.sort && list.isDescending === plainTaskList.isDescending
  if (!isPlainSort) parameters.set('sort', `${list.isDescending ? '-' : ''}${list.sort}`)
  if (list.columns.length < taskColumns.length)
    for (const column of list.columns) parameters.append('col', column)
  if (list.page > 1) parameters.set('page', String(list.page))
  return parameters.toString()
}

/** Returns the list that a click on a column's head asks for: sorted by it, or the other way round, from its beginning. */
export const tasksSortedBy = (list: TaskList, sort: TaskSort): TaskList => ({
  ...list,
  page: 1,
  sort,
  isDescending: list.sort === sort && !list.isDescending,
})

/** Whether a list leaves tasks out. */
export const narrowsTasks = (list: TaskList): boolean => {
  const { columns: _columns, sort: _sort, isDescending: _isDescending, page: _page, ...filters } = list
  return addressOfTaskList({ ...plainTaskList, ...filters }) !== ''
}
