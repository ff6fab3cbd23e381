/** What the office's money services answer, for the pages and words that show it. */
import type { OfficeServices } from '@lodge/processor'

type Answer<Name extends keyof OfficeServices> = OfficeServices[Name] extends (
  ...args: never[]
) => Promise<infer Given>
  ? Given
  : never

type Row<Name extends keyof OfficeServices> =
  Answer<Name> extends { rows: readonly (infer One)[] } ? One : never

export type MatchingLine = Row<'matchingList'>
export type OpenLine = Answer<'matchingLine'>
export type Suspense = Answer<'suspenseList'>
export type ListedStatement = Row<'statementsOf'>
export type ListedStatementFile = Row<'statementFiles'>
export type ImportedFile = Answer<'importStatement'>
export type MatchTarget = NonNullable<MatchingLine['suggestion']>
export type LinePart = MatchingLine['parts'][number]
export type MatchRule = NonNullable<MatchingLine['rule']>
export type SuspenseReason = NonNullable<MatchingLine['why']>

export type ClosedDay = Answer<'dailyClose'>
export type ClosedCurrency = ClosedDay['currencies'][number]
export type RedReasonCode = ClosedDay['reasons'][number]['code']

export type BookEntry = Row<'journalEntries'>
export type OrderTrace = Answer<'orderTrace'>
export type ListedRefund = Row<'listRefunds'>
export type ListedReview = Row<'listReviews'>
export type Review = Answer<'reviewOf'>
export type Refundable = Answer<'refundable'>
export type Payable = Answer<'findPayable'>[number]
export type CashDay = Answer<'cashDay'>
export type CashTaking = CashDay['takings'][number]
