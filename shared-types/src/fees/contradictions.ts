/** Finds conditions that can never hold, or that always do: a fee that nobody pays, or one that its words do not limit. */
import type { FeeCondition, FeeDay, FieldTest } from './fee-rules.ts'

export type Contradiction = { path: (string | number)[]; message: string }

const never = (path: (string | number)[], message: string): Contradiction => ({
  path,
  message: `This can never hold: ${message}`,
})

const allowed = (test: FieldTest): readonly unknown[] | undefined =>
  'isOneOf' in test ? test.isOneOf : undefined

/** Two tests of what stands at the same path. A path that may lead through a list can meet both, by two of its items. */
function fieldsClash(one: FieldTest, other: FieldTest): string | undefined {
  if (one.path !== other.path) return undefined
  const [ones, others] = [allowed(one), allowed(other)]
  if (ones && others && !ones.some((value) => others.includes(value)))
    return `"${one.path}" is asked to be of two lists that share nothing.`
  if (ones && 'isNoneOf' in other && ones.every((value) => other.isNoneOf.some((out) => out === value)))
    return `"${one.path}" is asked to be what it must not be.`
  if ('exists' in one && !('exists' in other) && !one.exists)
    return `"${one.path}" is asked to be empty and to be something.`
  if ('exists' in one && 'exists' in other && one.exists !== other.exists)
    return `"${one.path}" is asked to be empty and not to be.`
  return undefined
}

const isTurned = ({ atLeast, atMost }: { atLeast?: number; atMost?: number }): boolean =>
  atLeast !== undefined && atMost !== undefined && atLeast > atMost

/** Days from the date that a day is counted from, near enough to tell which of two of the same date comes first. */
function offset({ plus, back }: FeeDay): number {
  const days = { days: 1, months: 30.44, years: 365.25 } as const
  return (plus ? plus.count * days[plus.unit] : 0) - (back ? back.count * days[back.unit] : 0)
}
const sourceOf = (day: FeeDay): string => ('date' in day ? `date ${day.date}` : `path ${day.path}`)

function daysClash({
  from,
  after,
  until,
  before,
}: NonNullable<FeeCondition['days']>[number]): string | undefined {
  if (!from && !after && !until && !before) return 'it names no day: give from, after, until or before.'
  for (const start of [from, after])
    for (const end of [until, before])
      if (start && end && sourceOf(start) === sourceOf(end)) {
        const span = offset(end) - offset(start)
        if (span < 0 || (span === 0 && (start === after || end === before)))
          return 'it ends before it begins.'
      }
  return undefined
}

/** Whether everything that `inner` asks is asked by `outer` as well, so that asking for its opposite leaves nothing. */
function isAskedBy(outer: FeeCondition, inner: FeeCondition): boolean {
  const asked = Object.entries(inner)
  const have = new Map<string, unknown>(Object.entries(outer))
  return (
    asked.length > 0 &&
    asked.every(([name, value]) => JSON.stringify(have.get(name)) === JSON.stringify(value))
  )
}

/** Returns what contradicts itself within one condition; those inside `any` and `not` are looked at by themselves. */
export function contradictionsIn(when: FeeCondition): Contradiction[] {
  const found: Contradiction[] = []
  const { fields = [], counts = [], days = [], file, not } = when
  if (Object.keys(when).length === 0)
    found.push({ path: [], message: 'This condition asks nothing; leave it out.' })
  fields.forEach((test, index) => {
    if (('atLeast' in test || 'atMost' in test) && isTurned(test))
      found.push(never(['fields', index], 'the least is above the most.'))
    for (const earlier of fields.slice(0, index)) {
      const clash = fieldsClash(earlier, test) ?? fieldsClash(test, earlier)
      if (clash !== undefined) found.push(never(['fields', index], clash))
    }
  })
  counts.forEach((test, index) => {
    if (isTurned(test)) found.push(never(['counts', index], 'the least is above the most.'))
  })
  days.forEach((test, index) => {
    const clash = daysClash(test)
    if (clash !== undefined) found.push(never(['days', index], clash))
  })
  for (const flag of file?.flags ?? [])
    if (file?.noFlags?.includes(flag))
      found.push(never(['file', 'noFlags'], `the file is asked to have "${flag}" and not to.`))
  if (not && isAskedBy(when, not)) found.push(never(['not'], 'the same is asked and ruled out.'))
  return found
}
