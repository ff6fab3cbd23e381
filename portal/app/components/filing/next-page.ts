/** Where "Continue" leads: progress is what is left, not steps passed. */
import { checkDraft, type DraftCheck, type FormPage } from '@lodge/shared-types'
import { pagesAsked } from './draft-facts.ts'
import type { Filing } from './use-filing.tsx'

type Facts = Pick<Filing, 'form' | 'profile'>

/** Returns a check of what stands in the editor this moment, not of what the screen last drew. */
export const checkNow = ({ editor, form, profile, on, draft }: Filing): DraftCheck =>
  checkDraft(form, editor.state().values, profile, on, { requestId: draft.requestId })

/**
 * Returns the first page behind `after` that is not done; from the beginning again, the first that still needs something;
 * undefined when nothing is left.
 */
export function nextPage(
  { form, profile }: Facts,
  values: Filing['values'],
  check: DraftCheck,
  after?: string,
): FormPage | undefined {
  const pages = pagesAsked({ form, profile, values })
  const from = pages.findIndex(({ id }) => id === after) + 1
  const isOpen = ({ id }: FormPage): boolean => check.pages[id] !== 'done'
  const isNeeded = (page: FormPage): boolean => isOpen(page) && check.pages[page.id] !== 'optional'
  return pages.slice(from).find(after === undefined ? isNeeded : isOpen) ?? pages.find(isNeeded)
}
