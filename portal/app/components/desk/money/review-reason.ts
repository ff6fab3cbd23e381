/** Why a payment is in review, in words. */
import type { MoneyWords } from '../../../messages/money.en.ts'

type Reasons = MoneyWords['reviews']['reasons']
const isKnown = (reason: string, words: Reasons): reason is keyof Reasons => Object.hasOwn(words, reason)

/** Returns the reason in words; one that this release does not know as it is, and a dash where none was given. */
export const reasonOfReview = (reason: string | null, words: Reasons): string =>
  reason === null ? '–' : isKnown(reason, words) ? words[reason] : reason
