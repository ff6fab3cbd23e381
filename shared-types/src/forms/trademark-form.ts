/** The trademark application as data: version tm-1, for word and figurative marks. */
import type { FormDefinition } from './form.ts'
import { documentsPage, signaturePage } from './trademark-completion.ts'
import { filingPage, markPage } from './trademark-mark.ts'
import { agentPage, applicantsPage, powerPage } from './trademark-people.ts'
import { goodsPage, prioritiesPage } from './trademark-scope.ts'

/** A form of an application, with which a draft can be begun. */
export type ApplicationForm = FormDefinition & { request: 'trademark-application' }

export const trademarkForm: ApplicationForm = {
  version: 'tm-1',
  request: 'trademark-application',
  right: 'TM',
  title: { en: 'Trademark application', ar: 'طلب تسجيل علامة تجارية' },
  sections: [
    {
      id: 'the-mark',
      title: { en: 'The application and the mark', ar: 'الطلب والعلامة' },
      pages: [filingPage, markPage],
    },
    {
      id: 'people',
      title: { en: 'Applicants and agent', ar: 'مقدمو الطلب والوكيل' },
      pages: [applicantsPage, agentPage, powerPage],
    },
    {
      id: 'scope',
      title: { en: 'Goods, services and priority', ar: 'السلع والخدمات والأولوية' },
      pages: [goodsPage, prioritiesPage],
    },
    {
      id: 'completion',
      title: { en: 'Documents and signature', ar: 'المستندات والتوقيع' },
      pages: [documentsPage, signaturePage],
    },
  ],
}

/** Every form, by its version; a draft keeps the version with which it was begun. */
export const forms: Readonly<Record<string, ApplicationForm>> = { 'tm-1': trademarkForm }

/** Returns the form that a request says it is; for a version that is not known, the one of today. */
export const formOf = (version: unknown): ApplicationForm =>
  (typeof version === 'string' && Object.hasOwn(forms, version) ? forms[version] : undefined) ?? trademarkForm
