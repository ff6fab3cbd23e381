/** What does not fit together in a form that comes as data: names, and conditions that look at what is not asked before them. Pure. */
import type { Fault } from '../profile-faults.ts'
import type { Condition, FormField, FormSection } from './form.ts'
import { expandPerson } from './person-fields.ts'

type Path = Fault['path']
/** What conditions can look at, by name, with the values that it can have where these are known. */
export type Answers = ReadonlyMap<string, readonly string[] | undefined>

const valuesOf = (field: FormField): readonly string[] | undefined =>
  field.kind === 'choice' ? field.options.map(({ value }) => value) : undefined

/** Returns a field's own answer, or those of all the fields for which a person stands. */
export const answersOf = (field: FormField): [string, readonly string[] | undefined][] =>
  expandPerson(field).map((one) => [one.name, valuesOf(one)])

/**
 * Returns what is wrong with a condition that may look at `before`; `later` is what the form asks only after it. Conditions
 * that go round in a circle look at something later somewhere, so no form can have one.
 */
export function conditionFaults(
  when: Condition | undefined,
  at: Path,
  { before, later }: { before: Answers; later: ReadonlySet<string> },
): Fault[] {
  if (when === undefined || 'rule' in when) return []
  const inside = (several: readonly Condition[], member: string): Fault[] =>
    several.flatMap((one, index) => conditionFaults(one, [...at, member, index], { before, later }))
  if ('any' in when) return inside(when.any, 'any')
  if ('all' in when) return inside(when.all, 'all')
  const { path, isOneOf } = when
  if (!before.has(path)) {
    const message = later.has(path)
      ? `"${path}" is asked here or after this; a condition looks only at what stands before it.`
      : `The form asks nothing named "${path}".`
    return [{ path: [...at, 'path'], message }]
  }
  const values = before.get(path)
  return isOneOf.flatMap((value, index) =>
    values === undefined || values.includes(value)
      ? []
      : [{ path: [...at, 'isOneOf', index], message: `"${path}" never is "${value}".` }],
  )
}

/** Whether two fields are never asked together, since one answer before them cannot suit both. */
const excludeEachOther = ({ when: one }: FormField, { when: other }: FormField): boolean =>
  one !== undefined &&
  other !== undefined &&
  'path' in one &&
  'path' in other &&
  one.path === other.path &&
  !one.isOneOf.some((value) => other.isOneOf.includes(value))

/** Collects names in the order in which a form asks them, and what is wrong with them. */
function makeAsker(carried: Answers, all: ReadonlySet<string>) {
  const before = new Map(carried)
  const asked = new Map<string, FormField[]>()
  const faults: Fault[] = []
  const name = (one: string, values: readonly string[] | undefined, at: Path): void => {
    if (before.has(one)) faults.push({ path: at, message: `Something else is named "${one}" already.` })
    const holder = [...before.keys()].find(
      (other) => one.startsWith(`${other}.`) || other.startsWith(`${one}.`),
    )
    if (holder !== undefined)
      faults.push({
        path: at,
        message: `"${one}" and "${holder}" cannot both be entries: one holds the other.`,
      })
    before.set(one, values)
  }
  return {
    faults,
    name,
    look: (when: Condition | undefined, at: Path): void =>
      void faults.push(...conditionFaults(when, at, { before, later: all })),
    ask: (field: FormField, at: Path): void => {
      faults.push(...conditionFaults(field.when, [...at, 'when'], { before, later: all }))
      // An entry that is needed in one case and optional in another is two fields of one name.
      const same = asked.get(field.name) ?? []
      asked.set(field.name, [...same, field])
      if (same.length > 0 && same.every((one) => excludeEachOther(one, field))) return
      for (const [one, values] of answersOf(field)) name(one, values, [...at, 'name'])
    },
  }
}

const namesIn = (fields: readonly FormField[]): string[] => fields.flatMap(answersOf).map(([name]) => name)

/**
 * Returns everything that does not fit together in the sections of a form, by its path in them. `carried` is what is known
 * before anything is asked, such as the right.
 */
export function formFaults(sections: readonly FormSection[], carried: Answers): Fault[] {
  const pages = sections.flatMap((section) => section.pages)
  const all = new Set(pages.flatMap(({ fields, list }) => (list ? [list.path] : namesIn(fields))))
  const asker = makeAsker(carried, all)
  const ids = makeAsker(new Map(), new Set())
  sections.forEach((section, place) => {
    section.pages.forEach((page, index) => {
      const at = ['sections', place, 'pages', index]
      ids.name(page.id, undefined, [...at, 'id'])
      asker.look(page.when, [...at, 'when'])
      const { fields, list } = page
      fields?.forEach((field, nth) => asker.ask(field, [...at, 'fields', nth]))
      if (!list) return
      asker.name(list.path, undefined, [...at, 'list', 'path'])
      const ofItem = makeAsker(new Map(), new Set(namesIn(list.fields)))
      list.fields.forEach((field, nth) => ofItem.ask(field, [...at, 'list', 'fields', nth]))
      asker.faults.push(...ofItem.faults)
      list.titleOf.forEach((one, nth) => {
        if (!namesIn(list.fields).includes(one))
          asker.faults.push({
            path: [...at, 'list', 'titleOf', nth],
            message: `An item has nothing named "${one}".`,
          })
      })
    })
  })
  return [...ids.faults, ...asker.faults]
}
