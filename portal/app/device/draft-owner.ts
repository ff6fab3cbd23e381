/** Whose draft it is and what it is for, where lists show what stands in the first of several items. */
import type { FieldValue, FormValues } from '@lodge/shared-types'

const isMarker = (value: FieldValue): value is { at: number } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'at')

const placeOf = (value: FieldValue): number => (isMarker(value) ? value.at : 0)

/** Returns the path of the first item of a list; undefined where it has none. */
const firstItemOf = (values: FormValues, list: string): string | undefined =>
  [...values]
    .filter(([path]) => path.startsWith(`${list}.`) && !path.slice(list.length + 1).includes('.'))
    .sort(([, one], [, other]) => placeOf(one) - placeOf(other))[0]?.[0]

/** Returns what `name` reads in the first item of a list, or ''. */
function readerOfFirst(values: FormValues, list: string): (name: string) => string {
  const item = firstItemOf(values, list)
  return (name) => {
    const value = item === undefined ? undefined : values.get(`${item}.${name}`)
    return typeof value === 'string' ? value : ''
  }
}

/** Returns the name of the first applicant in the values of a draft, or ''. */
export function ownerOf(values: FormValues): string {
  const part = readerOfFirst(values, 'applicants')
  const name = part('kind') === 'natural' ? `${part('givenName')} ${part('familyName')}` : part('name')
  return name.trim().slice(0, 200)
}

/** Returns the product of the first design in the values of a draft, or ''. */
export const productOf = (values: FormValues): string =>
  readerOfFirst(values, 'designs')('product').slice(0, 200)
