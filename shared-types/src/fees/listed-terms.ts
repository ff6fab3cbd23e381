/** Whether goods and services are terms of the office's list, for tariffs that charge those less. */
import type { TermIndex } from '../nice/term-index.ts'
import type { FeeCondition, Tariff } from './fee-rules.ts'

/** Says whether a term is one of the list, in the class that it is claimed in. */
export type IsListedTerm = (term: string, classNumber: number) => boolean

const asks = (when: FeeCondition | undefined): boolean =>
  when !== undefined && (when.listedTerms !== undefined || (when.any ?? []).some(asks) || asks(when.not))

/** Whether a tariff asks for the office's list of terms; most do not, and then nobody needs to open it. */
export const asksForListedTerms = ({ items, discounts = [], taxes, instalments = [] }: Tariff): boolean =>
  [...items, ...discounts, ...taxes, ...instalments].some(({ when }) => asks(when))

/** Returns what looks terms up in a list, as the form's own verdict on them does. */
export const listedIn =
  (index: Pick<TermIndex, 'verdict'>): IsListedTerm =>
  (term, classNumber) =>
    index.verdict(classNumber, term).verdict === 'validated'
