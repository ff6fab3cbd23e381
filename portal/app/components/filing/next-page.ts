/** Where "Continue" leads: progress is what is left, not steps passed. */
import type { FormPage } from '@lodge/shared-types'
import { pagesAsked } from './draft-facts.ts'
import type { Judgement } from './judge.ts'
import type { Filing } from './use-filing.tsx'

type Facts = Pick<Filing, 'form' | 'profile'>

/**
 * Returns the first page behind `after` that is not done; from the beginning again, the first that still needs something;
 * undefined when nothing is left. Without a check it is the page behind, if there is one.
 */
export function nextPage(
  { form, profile }: Facts,
  values: Filing['values'],
  check: Judgement['check'] | undefined,
  after?: string,
): FormPage | undefined {
  const pages = pagesAsked({ form, profile, values })
  const from = pages.findIndex(({ id }) => id === after) + 1
  if (!check) return pages[from]
  const isOpen = ({ id }: FormPage): boolean => check.pages[id] !== 'done'
  const isNeeded = (page: FormPage): boolean => isOpen(page) && check.pages[page.id] !== 'optional'
  return pages.slice(from).find(after === undefined ? isNeeded : isOpen) ?? pages.find(isNeeded)
}
