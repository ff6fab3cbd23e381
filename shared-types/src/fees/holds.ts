/** Whether a condition of a fee holds for a request. */
import { isRecord } from '../forms/read-path.ts'
import { countIn } from './counts.ts'
import { dayOf, type DayScope } from './fee-days.ts'
import type { FeeCondition, FilingMode } from './fee-rules.ts'
import type { IsListedTerm } from './listed-terms.ts'
import { isPassed, valuesAt } from './read-values.ts'

/** All that a fee can look at: one request, or one item of a list in it. */
export type FeeScope = DayScope & {
  mode: FilingMode
  countryGroups: Readonly<Record<string, readonly string[]>>
  /** Whether a term is one of the office's list; undefined where no list is at hand. */
  isListedTerm: IsListedTerm | undefined
}

/** Whether one value at a path is one of these. */
const has = (scope: FeeScope, path: string, values: readonly string[]): boolean =>
  valuesAt(scope, path).some((value) => values.some((one) => one === value))
const isYes = (scope: FeeScope, ...paths: string[]): boolean =>
  paths.some((path) => has(scope, path, ['yes']) || valuesAt(scope, path).includes(true))
const isFlagged = ({ facts }: FeeScope, flag: string): boolean => facts?.flags.includes(flag) === true

function isNatural(scope: FeeScope): boolean {
  const applicants = valuesAt(scope, 'applicants')
  return applicants.length > 0 && applicants.every((one) => isRecord(one) && one['kind'] === 'natural')
}

function areTermsListed(scope: FeeScope): boolean {
  const { isListedTerm } = scope
  if (!isListedTerm) return false
  const classes = valuesAt(scope, 'goodsAndServices')
  return (
    classes.length > 0 &&
    classes.every((entry) => {
      const { classNumber, terms } = isRecord(entry) ? entry : {}
      return (
        !Array.isArray(terms) ||
        terms.every(
          (term) =>
            typeof term === 'string' && typeof classNumber === 'number' && isListedTerm(term, classNumber),
        )
      )
    })
  )
}

function liveThere(when: NonNullable<FeeCondition['applicantCountries']>, scope: FeeScope): boolean {
  const applicants = valuesAt(scope, 'applicants')
  const named = 'in' in when ? when.in : when.notIn
  const countries = new Set(named.flatMap((name) => scope.countryGroups[name] ?? [name]))
  const isSo = (applicant: unknown): boolean => {
    const [country] = valuesAt({ request: applicant }, 'address.country')
    return typeof country === 'string' && countries.has(country) === 'in' in when
  }
  return when.of === 'some' ? applicants.some(isSo) : applicants.length > 0 && applicants.every(isSo)
}

function fileIs(when: NonNullable<FeeCondition['file']>, { facts }: FeeScope): boolean {
  if (!facts) return false
  const { statuses, isInternational, isPublished, flags = [], noFlags = [] } = when
  return (
    (statuses?.includes(facts.status) ?? true) &&
    (isInternational ?? facts.isInternational) === facts.isInternational &&
    (isPublished ?? facts.isPublished) === facts.isPublished &&
    flags.every((flag) => facts.flags.includes(flag)) &&
    !noFlags.some((flag) => facts.flags.includes(flag))
  )
}

function dayFits(when: NonNullable<FeeCondition['days']>[number], scope: FeeScope): boolean {
  const day = dayOf(when.day ?? { date: 'today' }, scope)
  if (day === undefined) return false
  const bounds = [
    [when.from, (bound: string) => day >= bound],
    [when.after, (bound: string) => day > bound],
    [when.until, (bound: string) => day <= bound],
    [when.before, (bound: string) => day < bound],
  ] as const
  return bounds.every(([bound, fits]) => {
    if (!bound) return true
    const found = dayOf(bound, scope)
    return found !== undefined && fits(found)
  })
}

const isWithin = (value: number, { atLeast, atMost }: { atLeast?: number; atMost?: number }): boolean =>
  value >= (atLeast ?? 0) && value <= (atMost ?? Number.POSITIVE_INFINITY)

type Given = { [M in keyof FeeCondition]-?: NonNullable<FeeCondition[M]> }

/** What each member of a condition looks at; the dear ones come last. */
const members: { [M in keyof Given]: (when: Given[M], scope: FeeScope) => boolean } = {
  modes: (modes, { mode }) => modes.includes(mode),
  markKinds: (kinds, scope) => has(scope, 'mark.kind', kinds),
  markTypes: (types, scope) => {
    const [type = 'individual'] = valuesAt(scope, 'mark.type')
    return valuesAt(scope, 'mark').length > 0 && types.some((one) => one === type)
  },
  file: fileIs,
  days: (tests, scope) => tests.every((test) => dayFits(test, scope)),
  fields: (tests, scope) => tests.every((test) => isPassed(test, scope)),
  isSet: (is, scope) => is === isYes(scope, 'isSet', 'data.isSet'),
  smallEntity: (is, scope) =>
    is === (isYes(scope, 'smallEntity', 'data.smallEntity') || isFlagged(scope, 'small-entity')),
  licenceOfRight: (is, scope) =>
    is === (isYes(scope, 'licenceOfRight') || isFlagged(scope, 'licence-of-right')),
  colour: (is, scope) =>
    is === (valuesAt(scope, 'mark.colours').length > 0 || valuesAt(scope, 'designs.colours').length > 0),
  naturalPersons: (is, scope) => is === isNatural(scope),
  applicantCountries: liveThere,
  counts: (tests, scope) => tests.every((test) => isWithin(countIn(test.count, scope), test)),
  any: (conditions, scope) => conditions.some((one) => holds(one, scope)),
  not: (condition, scope) => !holds(condition, scope),
  listedTerms: (is, scope) => is === areTermsListed(scope),
}

type Check = (scope: FeeScope) => boolean

/** Returns what checks one member of a condition; undefined where it is not there. */
function checkOf<M extends keyof Given>(name: M, when: Partial<Given>): Check | undefined {
  const given: Given[M] | undefined = when[name]
  const check = members[name]
  return given === undefined ? undefined : (scope) => check(given, scope)
}

const isMember = (name: string): name is keyof FeeCondition => Object.hasOwn(members, name)
const memberNames = Object.keys(members).filter(isMember)
const checks = new WeakMap<FeeCondition, readonly Check[]>()

/** Whether every member of a condition holds; no condition holds always. */
export function holds(when: FeeCondition | undefined, scope: FeeScope): boolean {
  if (when === undefined) return true
  let known = checks.get(when)
  if (!known) checks.set(when, (known = memberNames.flatMap((name) => checkOf(name, when) ?? [])))
  return known.every((check) => check(scope))
}
