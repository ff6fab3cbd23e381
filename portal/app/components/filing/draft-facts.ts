/** What screens say about a draft in words: its pages, its items' names, the labels of its fields. */
import {
  itemsOf,
  maxItems,
  pagesOf,
  pathOfField,
  placeOf,
  visiblePages,
  type FormDefinition,
  type FormField,
  type FormPage,
  type Language,
} from '@lodge/shared-types'
import type { Filing } from './use-filing.tsx'

type ListOfPage = NonNullable<FormPage['list']>

/** Whether a list is one of classes, each with its goods or services. */
export const isOfGoods = ({ fields }: ListOfPage): boolean =>
  fields.some(({ kind }) => kind === 'class-number') && fields.some(({ kind }) => kind === 'terms')

/** Returns the pages that a draft asks, in the order of its form. */
export const pagesAsked = ({
  form,
  values,
  profile,
}: Pick<Filing, 'form' | 'values' | 'profile'>): FormPage[] =>
  visiblePages(form, values, profile).map(({ page }) => page)

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

/** Whether the office would take one item more in a list. */
export const canHaveMore = (
  list: ListOfPage,
  { profile, values }: Pick<Filing, 'profile' | 'values'>,
): boolean => itemsOf(values, list.path).length < maxItems(list, profile)

/**
 * Returns where a person's fields lie on a page or in an item, as the beginning of their names ('' or 'agent.person.');
 * undefined where the page asks for no person. The address book knows people by the names below it.
 */
export function personBase(page: FormPage): string | undefined {
  const fields = page.fields ?? page.list.fields
  const city = fields.find((field) => /(?:^|\.)address\.city$/.test(field.name))
  return city?.name.slice(0, -'address.city'.length)
}
