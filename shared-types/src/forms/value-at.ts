/** What stands at a path of a request, as a person reads it. */
import { atPath, roleInPath } from './paths-of-request.ts'
import { isList, isRecord } from './read-path.ts'

/** Returns any value of a request as one line for a person; empty where there is none. */
export function valueInLine(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (isList(value)) return value.map(valueInLine).filter(Boolean).join(', ')
  if (isRecord(value)) return Object.values(value).map(valueInLine).filter(Boolean).join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Returns what stands at a path, as one line for a person; empty where nothing does. Of documents, their names. */
export function valueAt(request: unknown, path: string): string {
  const role = roleInPath(path)
  if (role === undefined) return valueInLine(atPath(request, path))
  const documents = atPath(request, 'documents')
  return (isList(documents) ? documents : [])
    .flatMap((one) => (isRecord(one) && one['role'] === role ? [valueInLine(one['fileName'])] : []))
    .join(', ')
}
