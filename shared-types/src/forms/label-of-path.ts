/** What the paths of applications are called, whatever form they are in. */
import type { Language } from '../languages.ts'
import { labelIn } from './label-in.ts'
import { readPath } from './read-path.ts'
import { applicationForms } from './registry.ts'

/**
 * Returns what a path of an application is called (see `labelIn`): by the form of `request`, and without one, or where that
 * does not know the path, by the newest form that does.
 */
export function labelOfPath(path: string, language: Language, request?: unknown): string {
  const version = readPath(request, 'formVersion')
  const forms = [
    ...applicationForms.filter((form) => form.version === version),
    ...applicationForms.toReversed().toSorted((a, b) => Number(b.right === 'TM') - Number(a.right === 'TM')),
  ]
  for (const form of forms) {
    const label = labelIn(form, path, language, request)
    if (label !== path) return label
  }
  return path
}
