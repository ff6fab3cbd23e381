/** Which files an account follows: those whose secret address it has kept and which still have this address. */
import type { Office } from '../office.ts'
import type { Row } from '../store/rows.ts'

/** So many files an account can follow. */
export const maxFollows = 200

/** Returns an account's follows whose secret address still lives, in the order in which they came. */
export async function liveFollows(
  { store }: Pick<Office, 'store'>,
  officeId: string,
  accountId: string,
): Promise<Row<'follows'>[]> {
  const kept = await store.follows.many({ officeId, accountId }, { limit: maxFollows })
  const files = await store.files.many({ officeId, _id: { $in: kept.map(({ fileId }) => fileId) } })
  const codes = new Map(files.map(({ _id, followCode }) => [_id, followCode]))
  return kept.filter(({ fileId, code }) => codes.get(fileId) === code)
}
