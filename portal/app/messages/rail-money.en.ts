/** The words of money in the rail of the desk, in English. */
import { countedInEnglish as counted } from './counted-in-english.ts'

export const railMoneyInEnglish = {
  name: 'Money',
  places: {
    orders: 'Orders',
    matching: 'Matching',
    reviews: 'In review',
    refunds: 'Refunds',
    cash: 'Cash desk',
    deposits: 'Deposits',
    statements: 'Statements',
    books: 'Books',
    closes: 'Daily close',
  },
  counts: {
    money: (count: number) => `${counted(count, 'thing')} of money to look at`,
    matching: (count: number) => `${counted(count, 'line')} unexplained`,
    reviews: (count: number) => `${counted(count, 'payment')} in review`,
    refunds: (count: number) => `${counted(count, 'refund')} to pay out`,
    closes: (count: number) => `${counted(count, 'day')} closed red`,
  },
}
export type RailMoneyWords = typeof railMoneyInEnglish
