/** The trademark application as it was first: version tm-1, for word and figurative marks. Drafts and submissions keep it. */
import { documentsPage, signaturePage } from './completion-pages.ts'
import { filingPage } from './filing-page.ts'
import { firstMarkPage } from './first-mark-page.ts'
import type { FormDefinition, FormPage } from './form.ts'
import { agentPage, applicantsPage, powerPage } from './people-pages.ts'
import { trademarkWords } from './trademark-form.ts'
import { goodsPage, trademarkPrioritiesPage } from './trademark-scope.ts'

const { title, theMark, people, scope, completion, owners } = trademarkWords
/** Without the access code, which came later. */
const withoutDasCode = (page: FormPage): FormPage =>
  page.list
    ? { ...page, list: { ...page.list, fields: page.list.fields.filter(({ name }) => name !== 'dasCode') } }
    : page

export const firstTrademarkForm: FormDefinition & { request: 'trademark-application' } = {
  version: 'tm-1',
  request: 'trademark-application',
  right: 'TM',
  title,
  sections: [
    { id: 'the-mark', title: theMark, pages: [filingPage, firstMarkPage] },
    { id: 'people', title: people, pages: [applicantsPage(owners), agentPage, powerPage] },
    { id: 'scope', title: scope, pages: [goodsPage, withoutDasCode(trademarkPrioritiesPage)] },
    { id: 'completion', title: completion, pages: [documentsPage, signaturePage] },
  ],
}
