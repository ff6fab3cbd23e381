/** What fees are made of, as data: how they are counted, when they are due, what one costs, and what makes them less. */
import type { FileStatus } from '../legal-statuses.ts'
import type { Localized } from '../localized.ts'
import type { Currency } from '../money.ts'
import type { DocumentRole } from '../documents.ts'
import type { DateName } from '../requests/file-facts.ts'
import type { MarkKind, MarkType } from '../trademark-request.ts'
import type { Right } from '../request-kinds.ts'

/** How a request reached the office. */
export const filingModes = ['online', 'paper'] as const
export type FilingMode = (typeof filingModes)[number]

/** What a fee, a discount or a tax says of itself on a line. */
export type Said = {
  code: string
  /** The provision that sets it, as the office cites it. */
  rule: string
  /** The same in other languages. */
  citation?: { [L in keyof Localized]?: Localized[L] | undefined } | undefined
  label: Localized
}

/** A length of time. */
export type FeeSpan = { count: number; unit: 'days' | 'months' | 'years' }

/**
 * A day: the day of filing (`today`), a date of the file's register, or one in the request; moved by `plus` or `back`, and, with
 * `ifClosed`, on to the day on which the office is next open (PCT Rule 80.5).
 */
export type FeeDay = ({ date: DateName | 'today' } | { path: string }) & {
  plus?: FeeSpan
  back?: FeeSpan
  ifClosed?: 'next-open-day'
}

/**
 * What stands at a path of the request, such as `mark.kind` or `data.ground`. A path leads through lists to each of their items;
 * one of the values is enough, with `of: 'every'` each must pass (and there must be one). Below `each`, a path that begins with
 * `item` leads into the item.
 */
export type FieldTest = { path: string; of?: 'every' } & (
  | { isOneOf: readonly (string | number | boolean)[] }
  | { isNoneOf: readonly (string | number | boolean)[] }
  /** Whether anything stands there; an empty list and an empty text count as nothing. */
  | { exists: boolean }
  /** A number within these, both included. */
  | { atLeast?: number; atMost?: number }
)

/** Counts with names, each for the paths at which all forms of applications have them. */
export const countNames = [
  'request',
  'applicants',
  'classes',
  'priorities',
  'claims',
  'independent-claims',
  'pages',
  'drawings',
  'designs',
  'deferred-designs',
  'views',
] as const
export type CountName = (typeof countNames)[number]

/** Numbers that are known of the file a request is about. */
export const fileNumbers = ['annuity-year', 'classes', 'designs', 'claims', 'owners', 'extensions'] as const
export type FileNumber = (typeof fileNumbers)[number]

/** What a fee is counted by. */
export type FeeCount =
  | CountName
  /** Items of the lists at a path; of those only that pass `where`, whose path begins with `item`. */
  | { lengthOf: string; where?: FieldTest }
  /** The numbers at a path, added up. */
  | { numberAt: string }
  /** How many different values stand at a path. */
  | { distinct: string }
  | { wordsIn: string }
  | { charactersIn: string }
  /** What is known of the file; `extensions`: those that the notice of the request has had already. */
  | { file: FileNumber }
  /** Days, months or years from one day to another; none where the second is not after the first, or one is not known. */
  | { spans: FeeSpan['unit']; from: FeeDay; to: FeeDay; count: 'started' | 'full' }
  /** Each item of a list counted for itself (paths in `count` begin with `item`), less what is free of it, all added up. */
  | { each: string; count: FeeCount; free?: number }
  | { sum: readonly FeeCount[] }
  /** The first of these that is not none, such as the classes that a renewal names, else those of the file. */
  | { firstOf: readonly FeeCount[] }

/**
 * When a fee, a discount or a tax is due; every member that is there must hold. What is not known or not declared is not so:
 * nobody gets a reduction by it, and no fee is late by it.
 */
export type FeeCondition = {
  markKinds?: readonly MarkKind[]
  /** A mark that says no type is an individual one. */
  markTypes?: readonly MarkType[]
  /** Whether the mark or a design claims colours. */
  colour?: boolean
  /** How the request is filed. */
  modes?: readonly FilingMode[]
  /** Whether every applicant is a natural person. */
  naturalPersons?: boolean
  /** Whether the applicant declares to be a small entity, or the register says so. */
  smallEntity?: boolean
  /** Where the applicants live: codes of ST.3, or names of the tariff's `countryGroups`. All of them, or with `some` one of them. */
  applicantCountries?: { in: readonly string[]; of?: 'some' } | { notIn: readonly string[]; of?: 'some' }
  /** Whether every good and service is a term of the office's list. */
  listedTerms?: boolean
  /** Whether the designs are a set. */
  isSet?: boolean
  /** Whether licences are offered to everybody, in the request or by the register. */
  licenceOfRight?: boolean
  /** What stands in the request. */
  fields?: readonly FieldTest[]
  /** A count within these, both included. */
  counts?: readonly { count: FeeCount; atLeast?: number; atMost?: number }[]
  /** What the register says of the file. */
  file?: {
    statuses?: readonly FileStatus[]
    isInternational?: boolean
    isPublished?: boolean
    flags?: readonly string[]
    noFlags?: readonly string[]
  }
  /** A day (without `day`, the day of filing) against others: `from` and `until` include the day that they name, `after` and `before` do not. */
  days?: readonly { day?: FeeDay; from?: FeeDay; after?: FeeDay; until?: FeeDay; before?: FeeDay }[]
  /** At least one of these. */
  any?: readonly FeeCondition[]
  /** Not this; so it holds where that is not known: write the usual fee as not late, never as on time. */
  not?: FeeCondition
}

/** A part of other fees of the same request, as they are after discounts: an exact percentage (see `percentSchema`). */
export type PercentOf = { percent: string; items: readonly string[] }

/** A price from a number on, up to the next one. */
export type Tier = { from: number } & ({ unitMinor: bigint } | { percentOf: PercentOf })

/** What one costs. */
export type FeeUnit =
  | { unitMinor: bigint }
  /** By what stands at a path, such as a country; `otherwiseMinor` for what has no amount of its own, which else costs nothing. */
  | { unitBy: { path: string; amounts: Readonly<Record<string, bigint>>; otherwiseMinor?: bigint } }
  | { percentOf: PercentOf }
  /**
   * By a number: the quantity itself, or another count. The price of the tier in which the number lies is that of every unit; with
   * `charge: 'parts'` (of the quantity only) each unit has the price of its own tier. Below the first tier, and beyond `until`, it
   * costs nothing.
   */
  | {
      tiers: { by: 'quantity' | FeeCount; charge?: 'parts'; steps: readonly Tier[]; until?: number }
    }

/** A fee. */
export type FeeItem = Said & {
  /** The kind of application, or the type of post-filing request, for which it is due; or several. */
  request: string | readonly string[]
  /** Only for files of these rights. */
  rights?: readonly Right[]
  /** Due for every item of the list at this path, a line each; paths that begin with `item` lead into it. */
  each?: string
  /** The path of what tells its lines apart, such as a year; of prices by country, the country does. */
  detail?: string
  per: FeeCount
  /** How many are free of this fee, such as the classes that the basic fee includes. */
  free?: number
  /** Charged for every `size` of what is left: for those begun, or for full ones only. */
  step?: { size: number; round: 'started' | 'full' }
  /** The largest quantity that is charged. */
  maxQuantity?: number
  /** The least and the most that a line amounts to, once anything is due. */
  minMinor?: bigint
  maxMinor?: bigint
  when?: FeeCondition
  /** A surcharge: discounts that name no items leave it as it is. */
  penalty?: true
  /** Shown even where nothing is counted, so that the party sees that a limit was kept. */
  evenNone?: true
} & FeeUnit

/** How a part of a minor unit is made whole; `half-up` takes halves away from zero. To the minor unit itself, or to a multiple of it. */
export type Rounding = { mode: 'half-up' | 'half-even' | 'up' | 'down'; toMinor?: bigint }

export type Discount = Said & {
  /** Codes of the items that it makes less; without it all of its requests, penalties apart. */
  items?: readonly string[]
  when?: FeeCondition
  /** The document that proves the right to it: without one of this role in the request there is no discount. */
  proof?: DocumentRole
  /** `unit`: each unit costs less, before the quantity. `amount`: the line costs less, shown as a line of its own. */
  on: 'unit' | 'amount'
  rounding?: Rounding
} & ({ percent: string } | { lessMinor: bigint } | { insteadMinor: bigint })

/**
 * How discounts of the same unit or amount go together: each of the full price and added up (never below zero), each of what the
 * ones before it leave, or only the one that takes off most.
 */
export const stackings = ['add', 'multiply', 'best'] as const
export type Stacking = (typeof stackings)[number]

export type Tax = Said & {
  percent: string
  /** Codes of the items that are taxed; without it all. */
  items?: readonly string[]
  /** The requests that are taxed: those for which it holds. */
  when?: FeeCondition
  rounding?: Rounding
}

/** Payment in parts: each but the last takes a percentage of what the request comes to, the last takes what is left. */
export type Instalments = Said & {
  request: string | readonly string[]
  when?: FeeCondition
  /** Due at once (0), or within so many days of filing; in the order of their days. */
  parts: readonly { code: string; label: Localized; withinDays: number; percent?: string }[]
}

/** What holds for an order as a whole; each makes a line of its own, so that the lines add up. */
export type OrderRules = {
  /** The least that is taken where anything is due, and the most, taxes apart. */
  least?: Said & { amountMinor: bigint }
  most?: Said & { amountMinor: bigint }
  /** The total is rounded, such as to the smallest coin. */
  roundTo?: Said & { rounding: Rounding }
}

/** The fees of an office from one day on. */
export type Tariff = {
  version: string
  validFrom: string
  validTo?: string
  currency: Currency
  /** How percentages are rounded where they say nothing else; without it `half-up`. */
  rounding?: Rounding
  /** Groups of countries by name, such as `least-developed`. */
  countryGroups?: Readonly<Record<string, readonly string[]>>
  items: readonly FeeItem[]
  discounts?: readonly Discount[]
  /** Needed once there are two discounts. */
  stacking?: Stacking
  taxes: readonly Tax[]
  instalments?: readonly Instalments[]
  order?: OrderRules
}
