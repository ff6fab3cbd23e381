/** What an item of a list is called, by what it holds. */
import type { FormPage, FormValues } from '@lodge/shared-types'
import { valueInWords, type Telling } from './value-in-words.ts'

/** Returns the name of an item by what it holds, such as an applicant's; undefined while there is none. */
export function itemTitle(
  page: FormPage,
  values: FormValues,
  itemId: string,
  telling: Telling,
): string | undefined {
  const { list } = page
  if (!list) return undefined
  const parts = list.titleOf.flatMap((name) => {
    const field = list.fields.find((one) => one.name === name)
    return (field && valueInWords(field, values.get(`${list.path}.${itemId}.${name}`), telling)) ?? []
  })
  // The parts of a name belong together; those of anything else are told apart.
  return parts.length === 0 ? undefined : parts.join(list.titleOf.includes('familyName') ? ' ' : ' · ')
}
