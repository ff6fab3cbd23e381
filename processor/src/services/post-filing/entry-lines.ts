/** What a numbered entry of the register says, line by line, as the forms of the requests that make such entries call it. */
import {
  atPath,
  formOfType,
  pagesOf,
  personSchema,
  textIn,
  type FormDefinition,
  type FormPage,
  type Language,
  type OfficeProfile,
  type RegisterEntry,
} from '@lodge/shared-types'
import { valueInWords, type InEachLanguage } from '../notices/entry-in-words.ts'
import type { PrintedEntry } from '../request-sections.ts'

type Telling = { profile: OfficeProfile; language: Language }
/** A form whose request makes or changes entries, and where in the request an entry stands. */
type Source = { form: FormDefinition; from: string }

/** Returns where entries of a list come from, the requests that make them before those that change them. */
function sourcesOf(
  { requestTypes }: Pick<OfficeProfile, 'requestTypes'>,
  list: RegisterEntry['list'],
): Source[] {
  const doing = (what: 'record' | 'amend'): Source[] =>
    requestTypes.flatMap((type) =>
      type.effects.flatMap((effect) =>
        effect.do === what && effect.list === list ? [{ form: formOfType(type), from: effect.from }] : [],
      ),
    )
  return [...doing('record'), ...doing('amend')]
}

/** Returns the path in the entry of what a form asks for at `name`; undefined for what is no part of the entry. */
function pathInEntry(name: string, from: string): string | undefined {
  if (name === from) return 'value'
  return name.startsWith(`${from}.`) ? name.slice(from.length + 1) : undefined
}

type Said = { path: string; fact: PrintedEntry }

function saidOfFields(
  fields: FormPage['fields'],
  read: (name: string) => { path: string; value: unknown } | undefined,
  form: FormDefinition,
  telling: Telling,
): Said[] {
  return (fields ?? []).flatMap((field) => {
    const at = field.kind === 'document' ? undefined : read(field.name)
    if (at?.value === undefined || at.value === null) return []
    const text = valueInWords(at.value, field.name, telling, form)
    return text === ''
      ? []
      : [{ path: at.path, fact: { label: textIn(field.label, telling.language), values: [text] } }]
  })
}

function saidOfItems(
  { fields, itemName }: NonNullable<FormPage['list']>,
  { path, value }: { path: string; value: unknown },
  form: FormDefinition,
  telling: Telling,
): Said[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.flatMap((item, place) => {
    const person = personSchema.safeParse(item)
    const values = person.success
      ? [valueInWords(person.data, path, telling, form)]
      : saidOfFields(fields, (name) => ({ path: name, value: atPath(item, name) }), form, telling).map(
          ({ fact }) => `${fact.label}: ${fact.values.join(' ')}`,
        )
    const label =
      items.length === 1
        ? textIn(itemName, telling.language)
        : `${textIn(itemName, telling.language)} ${place + 1}`
    return values.length === 0 ? [] : [{ path: `${path}.${place}`, fact: { label, values } }]
  })
}

function saidOfPage(
  page: FormPage,
  { form, from }: Source,
  data: RegisterEntry['data'],
  telling: Telling,
): Said[] {
  const inEntry = (name: string) => {
    const path = pathInEntry(name, from)
    return path === undefined ? undefined : { path, value: atPath(data, path) }
  }
  if (!page.list) return saidOfFields(page.fields, inEntry, form, telling)
  // Each item of the list is an entry of its own, or the list is a part of the entry.
  if (page.list.path === from)
    return saidOfFields(
      page.list.fields,
      (name) => ({ path: name, value: atPath(data, name) }),
      form,
      telling,
    )
  const at = inEntry(page.list.path)
  return at ? saidOfItems(page.list, at, form, telling) : []
}

/** Returns what an entry says, for a person who reads `language`; each part of it once, whatever requests changed it. */
export function entryLines(
  profile: OfficeProfile,
  { list, data }: Pick<RegisterEntry, 'list' | 'data'>,
  language: Language,
): PrintedEntry[] {
  const said = sourcesOf(profile, list).flatMap((source) =>
    pagesOf(source.form).flatMap((page) => saidOfPage(page, source, data, { profile, language })),
  )
  return [...new Map(said.toReversed().map((one) => [one.path, one.fact])).values()].toReversed()
}

/** Returns what an entry says as one text, line by line; of one that has ended, with its last day. */
export function entryText(profile: OfficeProfile, entry: RegisterEntry): InEachLanguage {
  const told = (language: Language): string =>
    [
      ...entryLines(profile, entry, language).map(({ label, values }) => `${label}: ${values.join(' · ')}`),
      ...(entry.until === null ? [] : [`– ${entry.until}`]),
    ].join('\n')
  return { en: told('en'), ar: told('ar') }
}
