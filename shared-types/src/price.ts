/** The one fee function, which device and server run alike: explained lines, each citing its rule, that add up to the total. */
import type { Calendar } from './calendar.ts'
import { linesOfRequest, singleLine, type RequestLines } from './fees/fee-lines.ts'
import type { FilingMode, Tariff } from './fees/fee-rules.ts'
import { holds, type FeeScope } from './fees/holds.ts'
import type { IsListedTerm } from './fees/listed-terms.ts'
import { partsOf, type PricePart } from './fees/instalments.ts'
import { percentOf, rounded, whole } from './fees/share.ts'
import type { FeeLine } from './fee-line.ts'
import { money, type Money } from './money.ts'
import type { PlainDate } from './plain-date.ts'
import type { FileFacts } from './requests/file-facts.ts'
import { rightOf, rights, subjectOf, type Right } from './request-kinds.ts'
import type { Request, RequestKind } from './submission.ts'

/** A request as fees see it; of a draft, as far as it is written. */
export type Priceable = {
  requestId: string
  kind: RequestKind
  /** What tariffs call it: its kind, or the type of a post-filing request. */
  subject: string
  right: Right | undefined
  /** The request as JSON. */
  request: unknown
  /** What is known of the file that it is about. */
  facts: FileFacts | undefined
}

/** What a price depends on beside the requests. */
export type Pricing = {
  /** The day of filing, in the office's own days. */
  on: PlainDate
  /** How the requests are filed; online where it is not said. */
  mode?: FilingMode
  /** Moves days on which the office is closed, where a tariff asks for that. */
  calendar?: Calendar
  /** Whether a term is one of the office's list. */
  isListedTerm?: IsListedTerm | undefined
}

/** What a tariff makes of requests: lines that add up to the total. */
export type Price = {
  tariffVersion: string
  lines: FeeLine[]
  total: Money
  /** Where it is paid in parts: each with its lines and its day; they add up to the total. */
  parts?: PricePart[]
}

export * from './fees/tariff-on.ts'

type Told = { requestId: string; kind: RequestKind; type?: string; right?: string }

function rightIn({ kind, right }: Told, facts: FileFacts | undefined): Right | undefined {
  switch (kind) {
    case 'trademark-application':
    case 'patent-application':
    case 'utility-model-application':
    case 'design-application':
      return rightOf[kind]
    case 'post-filing':
    case 'response-to-office-action':
      return rights.find((one) => one === right) ?? facts?.right
  }
}

/** Returns a request, or as much of one as a draft has, as fees see it; `facts` are those of the file that it is about. */
export const priceableOf = (request: Told, facts?: FileFacts): Priceable => ({
  requestId: request.requestId,
  kind: request.kind,
  subject: subjectOf(request),
  right: rightIn(request, facts),
  request,
  facts,
})

/** Prices `requests` under `tariff`; `facts` tells what is known of the file that a request is about. */
export const price = (
  tariff: Tariff,
  requests: readonly Request[],
  { facts, ...pricing }: Pricing & { facts?: (request: Request) => FileFacts | undefined },
): Price =>
  priceFacts(
    tariff,
    requests.map((request) => priceableOf(request, facts?.(request))),
    pricing,
  )

type Priced = Priceable & RequestLines & { scope: FeeScope }

const sumOf = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}
const amountOf = (lines: readonly FeeLine[]): bigint => sumOf(lines.map(({ amountMinor }) => amountMinor))

/** Returns the line that brings an order to its least or its most, if it needs one. */
function boundOf({ order }: Tariff, sum: bigint): FeeLine[] {
  const { least, most } = order ?? {}
  if (least && sum > 0n && sum < least.amountMinor) return [singleLine(least, null, least.amountMinor - sum)]
  return most && sum > most.amountMinor ? [singleLine(most, null, most.amountMinor - sum)] : []
}

/** Returns a line for each tax that comes to something; one that names neither items nor requests is on all there is. */
function taxesOn({ taxes, rounding }: Tariff, priced: readonly Priced[], net: bigint): FeeLine[] {
  return taxes.flatMap((tax) => {
    const { items, when } = tax
    const taxed = priced
      .filter(({ scope }) => holds(when, scope))
      .map(({ amounts }) => sumOf(items ? items.map((code) => amounts.get(code) ?? 0n) : amounts.values()))
    const base = items || when ? sumOf(taxed) : net
    const amountMinor = percentOf(base, tax.percent, tax.rounding ?? rounding)
    return amountMinor === 0n ? [] : [singleLine(tax, null, amountMinor)]
  })
}

/**
 * Prices requests by what is known of them: the fees of each with their discounts, then the bounds of the order, its taxes, and
 * its rounding. Lines of amount zero are left out unless the fee itself is zero.
 */
export function priceFacts(tariff: Tariff, requests: readonly Priceable[], pricing: Pricing): Price {
  const { on, mode = 'online', calendar, isListedTerm } = pricing
  const countryGroups = tariff.countryGroups ?? {}
  const priced = requests.map((one): Priced => {
    const { request, facts } = one
    const scope = { request, facts, on, mode, calendar, isListedTerm, countryGroups }
    return { ...one, scope, ...linesOfRequest(tariff, one, scope) }
  })
  const lines = priced.flatMap((one) => one.lines)
  lines.push(...boundOf(tariff, amountOf(lines)))
  lines.push(...taxesOn(tariff, priced, amountOf(lines)))
  const roundTo = tariff.order?.roundTo
  const total = roundTo ? rounded(whole(amountOf(lines)), roundTo.rounding) : amountOf(lines)
  if (roundTo && total !== amountOf(lines)) lines.push(singleLine(roundTo, null, total - amountOf(lines)))

  const plans = new Map(
    priced.flatMap(({ requestId, subject, scope }) => {
      const plan = tariff.instalments?.find(
        ({ request, when }) =>
          (typeof request === 'string' ? request === subject : request.includes(subject)) &&
          holds(when, scope),
      )
      return plan ? [[requestId, plan] as const] : []
    }),
  )
  const { version: tariffVersion, currency, rounding } = tariff
  const parts = partsOf(lines, { currency, rounding, on, planOf: (requestId) => plans.get(requestId) })
  return { tariffVersion, lines, total: money(total, currency), ...(parts ? { parts } : {}) }
}
