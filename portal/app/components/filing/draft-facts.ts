/** What screens say about a draft in words: its pages, its items' names, the labels of its fields. */
import {
  itemsOf,
  pagesOf,
  pathOfField,
  placeOf,
  visiblePages,
  type FormDefinition,
  type FormField,
  type FormPage,
  type FormValues,
  type Language,
} from '@lodge/shared-types'
import type { Filing } from './use-filing.tsx'
import { valueInWords, type Telling } from './value-in-words.ts'

/** Where goods and services lie in a draft. */
export const goodsPath = 'goodsAndServices'

/** Returns the pages that a draft asks, in the order of its form. */
export const pagesAsked = ({
  form,
  values,
  profile,
}: Pick<Filing, 'form' | 'values' | 'profile'>): FormPage[] =>
  visiblePages(form, values, profile).map(({ page }) => page)

/** Returns the name of an item by what it holds, such as an applicant's; undefined while there is none. */
export function itemTitle(
  page: FormPage,
  values: FormValues,
  itemId: string,
  telling: Telling,
): string | undefined {
  const { list } = page
  if (!list) return undefined
  const parts = list.titleOf.flatMap((name) => {
    const field = list.fields.find((one) => one.name === name)
    return (field && valueInWords(field, values.get(`${list.path}.${itemId}.${name}`), telling)) ?? []
  })
  // The parts of a name belong together; those of anything else are told apart.
  return parts.length === 0 ? undefined : parts.join(list.titleOf.includes('familyName') ? ' ' : ' · ')
}

/** Returns the field that a device's path belongs to. */
function fieldOf(form: FormDefinition, path: string): FormField | undefined {
  const place = placeOf(form, path)
  const page = place && pagesOf(form).find(({ id }) => id === place.pageId)
  if (!page) return undefined
  const fields = page.fields ?? page.list.fields
  return fields.find((field) => pathOfField(page, field, place.itemId) === path)
}

/** Returns what a path is called on screen; undefined for what the form does not name. */
export function labelOf(form: FormDefinition, path: string, language: Language): string | undefined {
  const field = fieldOf(form, path)
  if (field) return field.label[language]
  const place = placeOf(form, path)
  return pagesOf(form).find(({ id }) => id === place?.pageId)?.title[language]
}

/** Whether the office would take one class more. */
export const canHaveMoreClasses = ({ profile, values }: Pick<Filing, 'profile' | 'values'>): boolean =>
  itemsOf(values, goodsPath).length < profile.requests['trademark-application'].maxClasses

/**
 * Returns where a person's fields lie on a page or in an item, as the beginning of their names ('' or 'agent.person.');
 * undefined where the page asks for no person. The address book knows people by the names below it.
 */
export function personBase(page: FormPage): string | undefined {
  const fields = page.fields ?? page.list.fields
  const city = fields.find((field) => /(?:^|\.)address\.city$/.test(field.name))
  return city?.name.slice(0, -'address.city'.length)
}
