/** Which entries of an address book are the same person, and which look like it. Pure. */
import type { FieldValue, FormValues } from '@lodge/shared-types'

const isLines = (value: FieldValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((line) => typeof line === 'string')

const textAt = (values: FormValues, path: string): string => {
  const value = values.get(path)
  if (isLines(value)) return value.join(' ')
  return typeof value === 'string' ? value : ''
}

/** Returns the name of a person: of an organisation its own, else given and family name; '' where there is none. */
export function nameOfPerson(values: FormValues): string {
  const natural = `${textAt(values, 'givenName')} ${textAt(values, 'familyName')}`.trim()
  const own = textAt(values, 'name').trim()
  if (values.get('kind') === 'natural') return natural === '' ? own : natural
  return own === '' ? natural : own
}

/** Case, width, accents, spaces and punctuation make no other person; nor do the ways to write an alef, a yaa or a taa. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('\u0649', '\u064a')
    .replaceAll('\u0629', '\u0647')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

const addressParts = ['address.lines', 'address.postalCode', 'address.city', 'address.country'] as const

const folds = (values: FormValues) => ({
  name: folded(nameOfPerson(values)),
  address: addressParts.map((part) => folded(textAt(values, part))).join('|'),
  email: textAt(values, 'email').trim().toLowerCase(),
})

/** Whether two entries are one: the same name, address and e-mail address. */
export function isSamePerson(one: FormValues, other: FormValues): boolean {
  const [a, b] = [folds(one), folds(other)]
  return a.name !== '' && a.name === b.name && a.address === b.address && a.email === b.email
}

/** Returns each two entries that look like one person: the same name, or the same e-mail address at the same address. */
export function pairsAlike<Person extends { values: FormValues }>(
  people: readonly Person[],
): [Person, Person][] {
  const pairs: [Person, Person][] = []
  const paired = new Set<Person>()
  for (const signsOf of [
    ({ name }: ReturnType<typeof folds>) => name,
    ({ address, email }: ReturnType<typeof folds>) =>
      email === '' || address === '|||' ? '' : `${email} ${address}`,
  ]) {
    const first = new Map<string, Person>()
    for (const person of people) {
      const sign = signsOf(folds(person.values))
      if (sign === '' || paired.has(person)) continue
      const other = first.get(sign)
      if (!other) {
        first.set(sign, person)
        continue
      }
      pairs.push([other, person])
      paired.add(person)
    }
  }
  return pairs
}

const isFilled = (value: FieldValue): boolean =>
  value !== '' && value !== null && !(Array.isArray(value) && value.length === 0)

/** Returns one person of two: what the later entry says, and from the earlier what the later does not say. */
export const merged = (earlier: FormValues, later: FormValues): FormValues =>
  new Map<string, FieldValue>([...earlier, ...[...later].filter(([, value]) => isFilled(value))])
