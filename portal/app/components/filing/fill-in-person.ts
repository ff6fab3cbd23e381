/** What a person of the address book is on a page: every entry about a person that the page has, and no other. */
import type { FieldValue, FormPage, FormValues } from '@lodge/shared-types'
import { nameOfPerson } from '../../device/people-alike.ts'

/** What a page may ask about a person besides who it is, and what no address book tells. */
const isOfPerson = (name: string): boolean =>
  /^(?:kind|givenName|familyName|name|nationality|legalForm|registrationNumber|incorporatedIn|email|phone|address\.\w+)$/.test(
    name,
  )

/**
 * Returns the page's entries about a person below `base`, by names below it; undefined clears what an earlier person left.
 * A page that asks for one name takes that of a natural person whole.
 */
export function fillingIn(
  page: FormPage,
  base: string,
  values: FormValues,
): [name: string, value: FieldValue | undefined][] {
  const names = new Set(
    (page.fields ?? page.list.fields).flatMap(({ name }) => {
      const below = name.startsWith(base) ? name.slice(base.length) : ''
      return isOfPerson(below) ? [below] : []
    }),
  )
  const hasOneName = names.has('name') && !names.has('familyName')
  return [...names].map((name) => [
    name,
    name === 'name' && hasOneName ? nameOfPerson(values) || undefined : values.get(name),
  ])
}
