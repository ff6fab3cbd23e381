/** What differs between two states of a register, application and all that stands beside it. Pure. */
import { differencesOf } from '../forms/apply-answer.ts'
import { isSameValue, isValue } from '../forms/paths-of-request.ts'
import type { FileRecord } from './effect-scope.ts'
import { dateNames } from './file-facts.ts'

/** Whether two parts of the register, which are JSON, say the same. */
const isSame = (one: unknown, other: unknown): boolean =>
  isValue(one) && isValue(other) && isSameValue(one, other)

/** Returns the paths of all that differs between two records of a file: `applicants.0.name`, `entries.L-1`, `dates.expiry`. */
export function changesBetween(before: FileRecord, after: FileRecord): string[] {
  const [one, other] = [before.rest, after.rest]
  const flags = [...new Set([...one.flags, ...other.flags])]
  return [
    ...differencesOf(before.application, after.application).map(({ path }) => path),
    ...(isSame(before.application.documents, after.application.documents) ? [] : ['documents']),
    ...(isSame(one.correspondence, other.correspondence) ? [] : ['correspondence']),
    ...other.entries.flatMap((entry) =>
      isSame(
        one.entries.find(({ no }) => no === entry.no),
        entry,
      )
        ? []
        : [`entries.${entry.no}`],
    ),
    ...flags.flatMap((flag) =>
      one.flags.includes(flag) === other.flags.includes(flag) ? [] : [`flags.${flag}`],
    ),
    ...dateNames.flatMap((date) => (one.dates[date] === other.dates[date] ? [] : [`dates.${date}`])),
  ]
}
