/** Says whether terms are of the office's list, for tariffs that ask for that: opened once for each list. */
import {
  asksForListedTerms,
  listedIn,
  makeTermIndex,
  type IsListedTerm,
  type PublicProfile,
} from '@lodge/shared-types'
import { readTerms } from './reference.ts'

type Office = Pick<PublicProfile, 'id' | 'tariffs' | 'termsVersion'>

const opened = new Map<string, IsListedTerm>()
const keyOf = ({ id, termsVersion }: Office): string => `${id} ${termsVersion}`

/** Returns what looks terms up; undefined where no tariff asks, or the list is not on this device. */
export async function openListedTerms(office: Office): Promise<IsListedTerm | undefined> {
  if (!office.tariffs.some(asksForListedTerms)) return undefined
  const known = opened.get(keyOf(office))
  if (known) return known
  const list = await readTerms(office.id, office.termsVersion)
  if (!list) return undefined
  const isListed = listedIn(makeTermIndex(list))
  opened.set(keyOf(office), isListed)
  return isListed
}

/** Returns what looks terms up as far as it is open; where it is not, it is opened for the next time. */
export function listedTermsNow(office: Office): IsListedTerm | undefined {
  const known = opened.get(keyOf(office))
  // Without the list a price has no reduction yet; the page says it again with the next key.
  if (!known) openListedTerms(office).catch(() => undefined)
  return known
}
