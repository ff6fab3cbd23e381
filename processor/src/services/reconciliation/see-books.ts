/** Who sees the office's books, and how long lists of them come. */
import { ProblemError, type Actor } from '@lodge/shared-types'
import { pageNumber, type Page } from '../views.ts'

const pageSize = 50

/** @throws ProblemError `not-allowed` unless the actor works with the office's money, or administers it */
export function mustSeeBooks({ roles }: Pick<Actor, 'roles'>): void {
  if (!roles.some((role) => role === 'finance' || role === 'registrar' || role === 'administrator'))
    throw new ProblemError(
      'not-allowed',
      'Only finance, the registrar and administrators see the office’s books.',
    )
}

type Filter = Readonly<Record<string, unknown>>
type Sort = Record<string, 1 | -1>

/** Returns one page of a table, whatever page was asked for. */
export async function pageOf<R extends { _id: string }>(
  table: {
    many: (filter: Filter, find: { sort: Sort; limit: number; skip: number }) => Promise<R[]>
    count: (filter: Filter) => Promise<number>
  },
  filter: Filter,
  sort: Sort,
  asked: number,
): Promise<Page<R>> {
  const page = pageNumber(asked)
  const rows = await table.many(filter, { sort, limit: pageSize, skip: (page - 1) * pageSize })
  return { rows, total: await table.count(filter), page, pageSize }
}
