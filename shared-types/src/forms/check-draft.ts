/** What is still to be done in a draft: every error with its place, and how far each page is. */
import type { PlainDate } from '../plain-date.ts'
import type { FieldError } from '../problem.ts'
import type { FileFacts } from '../requests/file-facts.ts'
import { assembleRequest } from './assemble-request.ts'
import { checkRequest } from './check-request.ts'
import { isMissing } from './check-value.ts'
import { itemsOf, pathsOfPage, visiblePages, type AskedPage } from './conditions.ts'
import {
  pagesOf,
  placeOf,
  type FormDefinition,
  type FormField,
  type FormOffice,
  type FormPage,
  type FormValues,
  type Place,
} from './form.ts'
import { missingSaying } from './sentence-of.ts'

/**
 * `optional`: nothing is there and nothing needs to be; `in-progress`: something is missing; `needs-you`: something is wrong.
 */
export type PageStatus = 'not-started' | 'in-progress' | 'needs-you' | 'done' | 'optional'

/** An error at the device's path (not the request's), with its page and item. */
export type DraftError = FieldError & Place

export type DraftCheck = {
  errors: DraftError[]
  /** By page id; pages that are not asked are not there. */
  pages: Readonly<Record<string, PageStatus>>
  isReady: boolean
  /** The request as it would be submitted now. */
  request: Record<string, unknown>
}

const isMissingCode = (code: string): boolean => code === 'missing' || code === 'document-missing'

/** A question of the device's own that decides what the request has is not sent, so only the draft shows that it is open. */
const openDecisions = (form: FormDefinition, asked: readonly AskedPage[], values: FormValues): FieldError[] =>
  asked.flatMap(({ fields }) =>
    fields.flatMap((field) =>
      field.kind === 'choice' &&
      field.decides !== undefined &&
      field.level !== 'O' &&
      !field.options.some(({ value }) => value === values.get(field.name))
        ? [{ path: field.name, ...missingSaying(field) }]
        : [],
    ),
  )

const chosenKinds: readonly FormField['kind'][] = ['branch', 'language', 'mark-kind', 'mark-type']

/** What a new draft holds before its agent has entered anything; it does not begin a page. */
const isChosenBefore = (form: FormDefinition, path: string): boolean =>
  pagesOf(form).some((page) =>
    page.fields?.some(({ name, kind }) => name === path && chosenKinds.some((one) => one === kind)),
  )

/** Checks a draft against its form and the office's rules on the office-local day `on`; `facts` are those of its file. */
export function checkDraft(
  form: FormDefinition,
  values: FormValues,
  office: FormOffice,
  on: PlainDate,
  { requestId, facts }: { requestId: string; facts?: FileFacts | undefined },
): DraftCheck {
  const asked = visiblePages(form, values, office)
  const { request, pathOf } = assembleRequest(form, values, { requestId, office })
  const firstPage: Place = { pageId: asked[0]?.page.id ?? '' }
  const found = [...openDecisions(form, asked, values), ...checkRequest(request, form, { office, on, facts })]
  const errors = found.map((error): DraftError => {
    const path = pathOf(error.path, error.code)
    return { ...error, path, ...(placeOf(form, path) ?? firstPage) }
  })

  const statusOf = (page: FormPage): PageStatus => {
    const paths = pathsOfPage(form, page, values, office)
    const entered = paths.filter((path) => !isMissing(values.get(path)))
    const hasItems = page.list !== undefined && itemsOf(values, page.list.path).length > 0
    const own = errors.filter(({ pageId }) => pageId === page.id)
    if (own.some(({ code }) => !isMissingCode(code))) return 'needs-you'
    if (own.length === 0) return entered.length > 0 || hasItems ? 'done' : 'optional'
    return hasItems || entered.some((path) => !isChosenBefore(form, path)) ? 'in-progress' : 'not-started'
  }
  const order = new Map(asked.map(({ page }, index) => [page.id, index]))
  return {
    errors: errors.toSorted((a, b) => (order.get(a.pageId) ?? 0) - (order.get(b.pageId) ?? 0)),
    pages: Object.fromEntries(asked.map(({ page }) => [page.id, statusOf(page)])),
    isReady: errors.length === 0,
    request,
  }
}
