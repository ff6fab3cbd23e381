/** Reads a value of any shape by dotted paths, touching own members only. */

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `Array.isArray` for what came from outside: a list of anything. */
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

/** Returns the value at a dotted path; undefined where there is none. */
export function readPath(value: unknown, path: string): unknown {
  let at: unknown = value
  for (const name of path.split('.')) {
    if (!isRecord(at) || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return at
}
