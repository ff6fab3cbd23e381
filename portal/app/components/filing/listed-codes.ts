/** The codes of an office's lists as far as they are on this device: entries of a draft are checked against them. */
import { checkedLists, codesOf, type ListedCodes, type PublicProfile } from '@lodge/shared-types'
import { readCodeList } from '../../device/reference.ts'

/** A profile that was kept before there were lists names none. */
type Naming = Pick<PublicProfile, 'id'> & Partial<Pick<PublicProfile, 'codeLists'>>

/** Returns the codes of each list that the profile names and this device has; without one, only the form of a code is checked. */
export async function readListedCodes({ id, codeLists = {} }: Naming): Promise<ListedCodes> {
  const codes: ListedCodes = {}
  for (const name of checkedLists) {
    const version = codeLists[name]
    const list = version === undefined ? undefined : await readCodeList(id, version)
    if (list) codes[name] = codesOf(list)
  }
  return codes
}
