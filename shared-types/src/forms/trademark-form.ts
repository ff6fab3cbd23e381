/** The trademark application as data: version tm-2, for every kind and type of mark. */
import { documentsPageFor, signaturePage } from './completion-pages.ts'
import { filingPage } from './filing-page.ts'
import type { FormDefinition } from './form.ts'
import { agentPage, applicantsPage, powerPage } from './people-pages.ts'
import { markDetailsPage, markPage } from './trademark-mark.ts'
import { exhibitionPage, goodsPage, senioritiesPage, trademarkPrioritiesPage } from './trademark-scope.ts'

/** What every version of the form has. */
export const trademarkWords = {
  title: { en: 'Trademark application', ar: 'طلب تسجيل علامة تجارية' },
  theMark: { en: 'The application and the mark', ar: 'الطلب والعلامة' },
  people: { en: 'Applicants and agent', ar: 'مقدمو الطلب والوكيل' },
  scope: { en: 'Goods, services and priority', ar: 'السلع والخدمات والأولوية' },
  completion: { en: 'Documents and signature', ar: 'المستندات والتوقيع' },
  owners: {
    en: 'Whoever is to own the mark. Several applicants own it jointly.',
    ar: 'من ستُسجَّل العلامة باسمه. إذا تعدد مقدمو الطلب اشتركوا في ملكية العلامة.',
  },
} as const

export const trademarkForm: FormDefinition & { request: 'trademark-application' } = {
  version: 'tm-2',
  request: 'trademark-application',
  right: 'TM',
  title: trademarkWords.title,
  sections: [
    { id: 'the-mark', title: trademarkWords.theMark, pages: [filingPage, markPage, markDetailsPage] },
    {
      id: 'people',
      title: trademarkWords.people,
      pages: [applicantsPage(trademarkWords.owners), agentPage, powerPage],
    },
    {
      id: 'scope',
      title: trademarkWords.scope,
      pages: [goodsPage, trademarkPrioritiesPage, exhibitionPage, senioritiesPage],
    },
    {
      id: 'completion',
      title: trademarkWords.completion,
      pages: [
        documentsPageFor([
          'translation',
          'priority-certificate',
          'colour-chart',
          'evidence',
          'consent',
          'other',
        ]),
        signaturePage,
      ],
    },
  ],
}
