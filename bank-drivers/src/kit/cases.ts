/** Every case of the kit, in the order in which they are run and told. */
import { callbackWordCases } from './cases-callback-words.ts'
import { callbackCases } from './cases-callbacks.ts'
import { cancelCases } from './cases-cancel.ts'
import { contractCases } from './cases-contract.ts'
import { doubtCases } from './cases-doubt.ts'
import { initiateCases } from './cases-initiate.ts'
import { lifecycleCases } from './cases-lifecycle.ts'
import { otherAnswerCases } from './cases-other-answer.ts'
import { refundCases } from './cases-refund.ts'
import { settlementFileCases } from './cases-settlement-files.ts'
import { settlementCases } from './cases-settlement.ts'
import type { KitCase } from './kit-case.ts'

export const kitCases: readonly KitCase[] = [
  ...contractCases,
  ...initiateCases,
  ...doubtCases,
  ...otherAnswerCases,
  ...callbackCases,
  ...callbackWordCases,
  ...lifecycleCases,
  ...cancelCases,
  ...refundCases,
  ...settlementCases,
  ...settlementFileCases,
]

/** Returns the cases whose id holds `pattern`, or is like it where it has an asterisk. */
export function casesLike(pattern: string | undefined): KitCase[] {
  if (pattern === undefined) return [...kitCases]
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const like = new RegExp(pattern.includes('*') ? `^${escaped.join('.*')}$` : escaped.join(''))
  return kitCases.filter(({ id }) => like.test(id))
}
