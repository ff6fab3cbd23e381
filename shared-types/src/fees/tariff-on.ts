/** Which tariff is in force, and what sets a fee: apart from pricing, for what only pins or shows them. */
import type { FeeLine } from '../fee-line.ts'
import { textIn, type Language } from '../languages.ts'
import type { PlainDate } from '../plain-date.ts'
import type { Said, Tariff } from './fee-rules.ts'

/** Returns the tariff in force on `on`, or undefined where none is. */
export const tariffOn = (tariffs: readonly Tariff[], on: PlainDate): Tariff | undefined =>
  tariffs.find((tariff) => tariff.validFrom <= on && (tariff.validTo === undefined || on <= tariff.validTo))

/** Returns the provision that sets a fee: in `language` where the office says it so, else as the office cites it. */
export const citationIn = ({ rule, citation }: Pick<Said, 'rule' | 'citation'>, language: Language): string =>
  citation?.[language] ?? rule

/** Returns what a line is for: its fee, and of several of a kind, such as years or states, which one. */
export const feeNameIn = (
  { label, detail }: Pick<FeeLine, 'label' | 'detail'>,
  language: Language,
): string => (detail === undefined ? textIn(label, language) : `${textIn(label, language)}: ${detail}`)
