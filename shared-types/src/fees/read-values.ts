/** Reads what stands at a path of a request, through lists to each of their items, and tests it. */
import { isList, isRecord } from '../forms/read-path.ts'
import type { FieldTest } from './fee-rules.ts'

/** What paths lead into: the request, and below `each` one item of a list. */
export type Readable = { request: unknown; item?: unknown }

/** Collects what stands at a path; with `gaps`, undefined for each item of a list in which nothing does. */
function collect(
  value: unknown,
  names: readonly string[],
  at: number,
  found: unknown[],
  gaps: boolean,
): void {
  if (isList(value)) for (const item of value) collect(item, names, at, found, gaps)
  else if (at < names.length) {
    const name = names[at] ?? ''
    const member = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
    if (member !== undefined || gaps) collect(member, names, at + 1, found, gaps)
  } else if (value !== undefined && value !== null) found.push(value)
  else if (gaps) found.push(undefined)
}

const parts = new Map<string, readonly string[]>()

/** Returns the names of a path; tariffs have few paths, and read them again and again. */
function namesIn(path: string): readonly string[] {
  let names = parts.get(path)
  if (!names) parts.set(path, (names = path.split('.')))
  return names
}

function read({ request, item }: Readable, path: string, gaps: boolean): unknown[] {
  const names = namesIn(path)
  const found: unknown[] = []
  if (names[0] === 'item') collect(item, names, 1, found, gaps)
  else collect(request, names, 0, found, gaps)
  return found
}

/** Returns every value at a path: the items of a list, not the list. A path that begins with `item` leads into the item. */
export const valuesAt = (scope: Readable, path: string): unknown[] => read(scope, path, false)

const isOne = (values: readonly (string | number | boolean)[], value: unknown): boolean =>
  values.some((one) => one === value)

function passes(test: FieldTest, value: unknown): boolean {
  if ('isOneOf' in test) return isOne(test.isOneOf, value)
  if ('isNoneOf' in test) return !isOne(test.isNoneOf, value)
  if ('exists' in test) return value !== ''
  return (
    typeof value === 'number' &&
    value >= (test.atLeast ?? Number.NEGATIVE_INFINITY) &&
    value <= (test.atMost ?? Number.POSITIVE_INFINITY)
  )
}

/** Whether what stands at the test's path passes it. */
export function isPassed(test: FieldTest, scope: Readable): boolean {
  const pass = (value: unknown): boolean => value !== undefined && passes(test, value)
  if (test.of === 'every') {
    const values = read(scope, test.path, true)
    return values.length > 0 && values.every(pass)
  }
  const isSome = valuesAt(scope, test.path).some(pass)
  return 'exists' in test ? isSome === test.exists : isSome
}
