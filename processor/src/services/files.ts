/** The list of files: searched, filtered, sorted and paged by indexes; nobody sees what is not theirs. */
import { foldText, withoutArticle, type Actor, type FileList } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { maxWord } from '../processors/file-listing.ts'
import type { FileView } from '../store/rows.ts'
import { ownRows, pageNumber, type Page } from './views.ts'

type Parts = Pick<Office, 'store'>

/** One line of the list, as agents and staff see it. */
export type ListedFile = {
  fileId: string
  fileNumber: string
  filingDate: string | null
  ownReference: string | null
  status: FileView['status']
  actionAt: Date
  requestKind: string
  /** The kind of mark; null where the file has none. */
  subtype: string | null
  owners: readonly string[]
  fileOwner: string
  summary: string
  invoiceNumbers: readonly string[]
}

/** A total is counted up to here; beyond, the person narrows the list. */
const countLimit = 10_000
const pageSize = 42
/** The most rows that one export holds. */
const exportLimit = 50_000
const maxTerms = 8

/** `total` stops at `countLimit + 1`: there are more than anyone pages through. An export holds `exportLimit` rows at most. */
export type FilePage = Page<ListedFile> & { countLimit: number; exportLimit: number }

function shownOf(view: FileView): ListedFile {
  const { id, fileNumber, filingDate, status, listing, timeline, updatedAt } = view
  return {
    fileId: id,
    fileNumber,
    filingDate,
    status,
    actionAt: listing?.actionAt ?? timeline.at(-1)?.at ?? updatedAt,
    ownReference: listing?.ownReference ?? null,
    requestKind: listing?.requestKind ?? '',
    subtype: listing?.subtype ?? null,
    owners: listing?.owners ?? [],
    fileOwner: listing?.fileOwner ?? '',
    summary: listing?.summary ?? '',
    invoiceNumbers: listing?.invoiceNumbers ?? [],
  }
}

/** Folded words hold letters and digits only, so that each stands in a pattern as it is. */
const begins = (word: string): RegExp => new RegExp(`^${word.slice(0, maxWord)}`, 'u')

/** Every word of the search must begin a word of the file, with or without the Arabic article. */
function searchFilter(search: string): Record<string, unknown> {
  const words = foldText(search).split(' ').filter(Boolean).slice(0, maxTerms)
  if (words.length === 0) return {}
  return {
    $and: words.map((word) => ({
      'listing.words': { $in: [...new Set([word, withoutArticle(word)])].map(begins) },
    })),
  }
}

const filterOf = (actor: Actor, { search, statuses }: Pick<FileList, 'search' | 'statuses'>) => ({
  ...ownRows(actor),
  kind: 'file',
  ...(statuses.length > 0 ? { status: { $in: statuses } } : {}),
  ...searchFilter(search),
})

function sortOf({ sort, isDescending }: Pick<FileList, 'sort' | 'isDescending'>): Record<string, 1 | -1> {
  const direction = isDescending ? -1 : 1
  return { [`listing.sortBy.${sort}`]: direction, id: direction }
}

/** Returns one page of the files that the actor may see; a page beyond the end is the last one. */
export async function listFiles({ store }: Parts, actor: Actor, list: FileList): Promise<FilePage> {
  const filter = filterOf(actor, list)
  const total = await store.views.count(filter, { limit: countLimit + 1 })
  const lastPage = Math.max(1, Math.ceil(total / pageSize))
  const page = total > countLimit ? pageNumber(list.page) : Math.min(pageNumber(list.page), lastPage)
  const views = await store.views.many(filter, {
    sort: sortOf(list),
    limit: pageSize,
    skip: (page - 1) * pageSize,
  })
  const rows = views.flatMap((view) => (view.kind === 'file' ? [shownOf(view)] : []))
  return { rows, total, page, pageSize, countLimit, exportLimit }
}

/** Returns all files of a list one after the other, up to `exportLimit`, without holding them all at once. */
export async function* exportFiles(
  { store }: Parts,
  actor: Actor,
  list: FileList,
): AsyncGenerator<ListedFile> {
  const found = store.views.stream(filterOf(actor, list), { sort: sortOf(list), limit: exportLimit })
  for await (const view of found) if (view.kind === 'file') yield shownOf(view)
}
