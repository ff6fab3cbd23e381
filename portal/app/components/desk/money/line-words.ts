/** What lines of statements can be asked for by, in the order in which people read it. */
import type { MatchingLine, MatchRule, SuspenseReason } from '../../../money-shapes.ts'
import { statementsInEnglish } from '../../../messages/statements.en.ts'

const keysOf = <K extends string>(table: Readonly<Record<K, string>>): readonly K[] => {
  const isKey = (name: string): name is K => Object.hasOwn(table, name)
  return Object.keys(table).filter(isKey)
}

export const lineStates: readonly MatchingLine['state'][] = keysOf(statementsInEnglish.lineStates)
export const matchRules: readonly MatchRule[] = keysOf(statementsInEnglish.rules)
export const suspenseReasons: readonly SuspenseReason[] = keysOf(statementsInEnglish.reasons)
