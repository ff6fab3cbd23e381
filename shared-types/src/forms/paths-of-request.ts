/** Dotted paths into a request as it is submitted: what a checklist's pattern comes to, and what stands at a path. */
import { isList, isRecord } from './read-path.ts'

/** A value of a request, as JSON; null where there is none. */
export type RequestValue =
  | null
  | boolean
  | number
  | string
  | readonly RequestValue[]
  | { readonly [name: string]: RequestValue | undefined }

/** One field that is to be another: what it was when the answer was written, and what it is to be. */
export type AnswerChange = { path: string; before: RequestValue; after: RequestValue }

const placeIn = (name: string): number | undefined =>
  /^(?:0|[1-9]\d{0,4})$/.test(name) ? Number(name) : undefined

/** Returns the member of `holder` that a part of a path names, an item of a list by its place; undefined where there is none. */
export function memberAt(holder: unknown, name: string): unknown {
  if (isList(holder)) {
    const place = placeIn(name)
    return place === undefined ? undefined : holder[place]
  }
  return isRecord(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined
}

/** Returns what stands at a path such as `applicants.0.address`; undefined where nothing does. */
export const atPath = (request: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((holder, name) => memberAt(holder, name), request)

/** The role of documents that a path such as `documents.power-of-attorney` names; undefined for every other path. */
export const roleInPath = (path: string): string | undefined => /^documents\.([a-z][a-z-]*)$/.exec(path)?.[1]

/**
 * Returns the paths of a request to which a checklist's pattern comes: `applicants.*.address` is the address of each
 * applicant, and the list itself where it is empty.
 */
export function fieldsMatching(pattern: string, request: unknown): string[] {
  const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)
  const below = (path: string, [name, ...rest]: readonly string[]): string[] => {
    if (name === undefined) return [path]
    if (name !== '*') return below(under(path, name), rest)
    const list = atPath(request, path)
    return isList(list) && list.length > 0
      ? list.flatMap((_, place) => below(under(path, String(place)), rest))
      : [path]
  }
  return below('', pattern.split('.'))
}

/** Returns whether `path` is one of `fields` or stands below one; the last part of a path is never cut within. */
export const isUnder = (path: string, fields: readonly string[]): boolean =>
  fields.some((field) => path === field || path.startsWith(`${field}.`))

/** Whether two values of requests are the same; one that is not there is the same as null. */
export function isSameValue(a: RequestValue | undefined, b: RequestValue | undefined): boolean {
  const [one, other] = [a ?? null, b ?? null]
  if (isList(one) || isList(other))
    return (
      isList(one) &&
      isList(other) &&
      one.length === other.length &&
      one.every((item, place) => isSameValue(item, other[place]))
    )
  if (!isRecord(one) || !isRecord(other)) return one === other
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].every((name) => isSameValue(one[name], other[name]))
}

/** Whether what stands at a path can be a value of a request; what is not there counts as none. */
export const isValue = (value: unknown): value is RequestValue | undefined =>
  value === undefined ||
  value === null ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (isList(value) && value.every((item) => item !== undefined && isValue(item))) ||
  (isRecord(value) && Object.values(value).every(isValue))
