/** The form of a post-filing request, made of its type: its own pages, and those that every request has. */
import type { RequestType } from '../requests/request-type.ts'
import { documentsPageFor, signaturePage } from './completion-pages.ts'
import { expandPerson } from './person-fields.ts'
import type { FormDefinition, FormPage, FormSection } from './form.ts'
import { referencePage } from './filing-page.ts'

/** What is known before anything is asked: which right and file, and in it what, where and in which language. */
export const carriedByRequests = [
  'right',
  'fileNumber',
  'noticeId',
  'orderNumber',
  'attemptId',
  'branch',
  'language',
] as const

const expanded = (page: FormPage): FormPage =>
  page.list
    ? { ...page, list: { ...page.list, fields: page.list.fields.flatMap(expandPerson) } }
    : { ...page, fields: page.fields.flatMap(expandPerson) }

const completion: FormSection = {
  id: 'completion',
  title: { en: 'Documents and signature', ar: 'المستندات والتوقيع' },
  pages: [
    referencePage,
    documentsPageFor([
      'power-of-attorney',
      'contract',
      'evidence',
      'consent',
      'court-act',
      'register-excerpt',
      'marked-copy',
      'proof-of-payment',
      'priority-certificate',
      'translation',
      'other',
    ]),
    signaturePage,
  ],
}

const made = new WeakMap<RequestType, FormDefinition>()

/**
 * Returns the form in which a request of this type is filled in. Entries of its own stand under `data`; a `person` becomes
 * the fields of a person. The same type gives the same form.
 */
export function formOfType(type: RequestType): FormDefinition {
  const before = made.get(type)
  if (before) return before
  const form: FormDefinition = {
    version: type.formVersion,
    request: 'post-filing',
    type: type.type,
    carries: carriedByRequests,
    right: type.rights[0] ?? 'TM',
    title: type.title,
    sections: [
      ...type.sections.map((section) => ({ ...section, pages: section.pages.map(expanded) })),
      completion,
    ],
  }
  made.set(type, form)
  return form
}
