/** The list of files as a person asks for it: columns, order, filters, and how all of that stands in an address. */
import { fileStatuses, type FileStatus } from './legal-status.ts'

/** The columns of the filing dashboard, in their order on screen. */
export const fileColumns = [
  'fileNumber',
  'filingDate',
  'ownReference',
  'status',
  'actionAt',
  'subtype',
  'owner',
  'fileOwner',
  'summary',
  'invoiceNumber',
] as const
export type FileColumn = (typeof fileColumns)[number]

export type FileList = {
  /** What the person typed into the search box. */
  search: string
  /** None means all. */
  statuses: readonly FileStatus[]
  sort: FileColumn
  isDescending: boolean
  /** The columns on screen, always with the file number. */
  columns: readonly FileColumn[]
  /** From 1. */
  page: number
}

/** The last thing that happened comes first. */
export const plainFileList: FileList = {
  search: '',
  statuses: [],
  sort: 'actionAt',
  isDescending: true,
  columns: fileColumns,
  page: 1,
}

const maxSearch = 200
const maxPage = 100_000

const isColumn = (name: string): name is FileColumn => fileColumns.some((column) => column === name)

/** Returns the list that an address asks for. What is not understood is left out, so that old addresses go on working. */
export function fileListIn(parameters: URLSearchParams): FileList {
  const sort = parameters.get('sort') ?? ''
  const column = sort.replace(/^-/, '')
  const wanted = parameters.getAll('col')
  const columns = fileColumns.filter((one) => one === 'fileNumber' || wanted.includes(one))
  const page = /^[1-9]\d{0,5}$/.exec(parameters.get('page') ?? '')
  return {
    search: (parameters.get('q') ?? '').trim().slice(0, maxSearch),
    statuses: fileStatuses.filter((status) => parameters.getAll('status').includes(status)),
    ...(isColumn(column)
      ? { sort: column, isDescending: sort.startsWith('-') }
      : { sort: plainFileList.sort, isDescending: plainFileList.isDescending }),
    columns: wanted.some(isColumn) ? columns : fileColumns,
    page: page ? Math.min(maxPage, Number(page[0])) : 1,
  }
}

/** Returns the shortest query of an address that asks for `list`, without `?`; empty for the plain one. */
export function addressOfFileList(list: FileList): string {
  const parameters = new URLSearchParams()
  if (list.search !== '') parameters.set('q', list.search)
  for (const status of list.statuses) parameters.append('status', status)
  const isPlainSort = list.sort === plainFileList.sort && list.isDescending === plainFileList.isDescending
  if (!isPlainSort) parameters.set('sort', `${list.isDescending ? '-' : ''}${list.sort}`)
  if (list.columns.length < fileColumns.length)
    for (const column of list.columns) parameters.append('col', column)
  if (list.page > 1) parameters.set('page', String(list.page))
  return parameters.toString()
}

/** Returns the list that a click on a column's head asks for: sorted by it, or the other way round, from its beginning. */
export const sortedBy = (list: FileList, column: FileColumn): FileList => ({
  ...list,
  page: 1,
  sort: column,
  // Days are looked for from the latest; everything else from A.
  isDescending: list.sort === column ? !list.isDescending : column === 'actionAt' || column === 'filingDate',
})
