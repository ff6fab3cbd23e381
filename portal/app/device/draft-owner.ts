/** Whose draft it is, as lists show it. */
import type { FieldValue, FormValues } from '@lodge/shared-types'

const applicant = /^applicants\.[^.]+$/

const isMarker = (value: FieldValue): value is { at: number } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'at')

const placeOf = (value: FieldValue): number => (isMarker(value) ? value.at : 0)

/** Returns the name of the first applicant in the values of a draft, or ''. */
export function ownerOf(values: FormValues): string {
  const [first] = [...values]
    .filter(([path]) => applicant.test(path))
    .sort(([, one], [, other]) => placeOf(one) - placeOf(other))
  if (!first) return ''
  const part = (name: string): string => {
    const value = values.get(`${first[0]}.${name}`)
    return typeof value === 'string' ? value : ''
  }
  const name = part('kind') === 'natural' ? `${part('givenName')} ${part('familyName')}` : part('name')
  return name.trim().slice(0, 200)
}
