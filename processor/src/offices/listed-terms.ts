/** Says whether terms are of an office's list, for tariffs that ask for that. */
import {
  asksForListedTerms,
  listedIn,
  makeTermIndex,
  type IsListedTerm,
  type OfficeProfile,
} from '@lodge/shared-types'
import { join } from 'node:path'
import { loadTermList, termsFolder } from './term-lists.ts'

/**
 * Returns what gives the looking up of an office's terms; the list is read once. Undefined where no tariff of the office asks.
 * @throws RangeError where its list is not there, which the profile's own check has ruled out.
 */
export function openListedTerms(
  officesFolder: string,
): (profile: Pick<OfficeProfile, 'tariffs' | 'termsVersion'>) => Promise<IsListedTerm | undefined> {
  const opened = new Map<string, IsListedTerm>()
  return async ({ tariffs, termsVersion }) => {
    if (!tariffs.some(asksForListedTerms)) return undefined
    const known = opened.get(termsVersion)
    if (known) return known
    const loaded = await loadTermList(termsVersion, join(officesFolder, termsFolder))
    if (!loaded.ok) throw new RangeError(loaded.message)
    const isListed = listedIn(makeTermIndex(loaded.list))
    opened.set(termsVersion, isListed)
    return isListed
  }
}
