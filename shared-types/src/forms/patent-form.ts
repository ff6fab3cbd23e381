/** The patent application (version pt-1) and the utility model application (um-1) as data. */
import type { ApplicationKind } from '../submission.ts'
import { documentsPageFor, signaturePage } from './completion-pages.ts'
import { filingPage } from './filing-page.ts'
import type { FormDefinition, FormSection } from './form.ts'
import { makersPage } from './makers-page.ts'
import { countsPage, entitlementPage, inventionPage, originPage, wishesPage } from './patent-invention.ts'
import { agentPage, applicantsPage, powerPage } from './people-pages.ts'
import { prioritiesPage } from './priority-page.ts'

const inventorsPage = makersPage({
  path: 'inventors',
  title: { en: 'Inventors', ar: 'المخترعون' },
  lead: {
    en: 'Everybody who made the invention, also where they are applicants.',
    ar: 'كل من أسهم في الاختراع، وإن كان من مقدمي الطلب.',
  },
  itemName: { en: 'Inventor', ar: 'المخترع' },
  addLabel: { en: 'Add an inventor', ar: 'إضافة مخترع' },
  missing: { en: 'Name at least one inventor.', ar: 'اذكر مخترعًا واحدًا على الأقل.' },
})

const priorityPage = prioritiesPage({
  lead: {
    en: 'An earlier first filing of the same invention, at most twelve months ago (Paris Convention, Article 4). Leave this empty where there is none.',
    ar: 'إيداع أول سابق للاختراع نفسه لم يمضِ عليه اثنا عشر شهرًا (المادة 4 من اتفاقية باريس). اترك هذا القسم فارغًا إذا لم يوجد.',
  },
  hint: {
    en: 'The state or the organisation at which the invention was first filed.',
    ar: 'الدولة أو المنظمة التي أودع فيها الاختراع أول مرة.',
  },
})

const sections: readonly FormSection[] = [
  {
    id: 'the-invention',
    title: { en: 'The application and the invention', ar: 'الطلب والاختراع' },
    pages: [filingPage, inventionPage, countsPage],
  },
  {
    id: 'people',
    title: { en: 'Applicants, inventors and agent', ar: 'مقدمو الطلب والمخترعون والوكيل' },
    pages: [
      applicantsPage({
        en: 'Whoever is to own the right. Several applicants own it jointly.',
        ar: 'من سيُسجَّل الحق باسمه. إذا تعدد مقدمو الطلب اشتركوا في ملكيته.',
      }),
      inventorsPage,
      entitlementPage,
      agentPage,
      powerPage,
    ],
  },
  {
    id: 'scope',
    title: { en: 'Priority, origin and wishes', ar: 'الأولوية والمصدر والطلبات الإضافية' },
    pages: [priorityPage, originPage, wishesPage],
  },
  {
    id: 'completion',
    title: { en: 'Documents and signature', ar: 'المستندات والتوقيع' },
    pages: [
      documentsPageFor([
        'translation',
        'priority-certificate',
        'abstract',
        'drawings',
        'sequence-listing',
        'entitlement',
        'other',
      ]),
      signaturePage,
    ],
  },
]

type ApplicationForm<Kind extends ApplicationKind> = FormDefinition & { request: Kind }

export const patentForm: ApplicationForm<'patent-application'> = {
  version: 'pt-1',
  request: 'patent-application',
  right: 'PT',
  title: { en: 'Patent application', ar: 'طلب براءة اختراع' },
  sections,
}

export const utilityModelForm: ApplicationForm<'utility-model-application'> = {
  version: 'um-1',
  request: 'utility-model-application',
  right: 'UM',
  title: { en: 'Utility model application', ar: 'طلب نموذج منفعة' },
  sections,
}
