/** Parts an order into what is paid at once and what is paid later; the parts add up to the whole. */
import type { FeeLine } from '../fee-line.ts'
import type { Localized } from '../localized.ts'
import { allocate, money, type Currency, type Money } from '../money.ts'
import { addDays, type PlainDate } from '../plain-date.ts'
import type { Instalments, Rounding } from './fee-rules.ts'
import { percentOf } from './share.ts'

/** One part of an order. */
export type PricePart = {
  code: string
  /** The provision that lets it be paid in parts; `citation` in other languages. */
  rule: string
  citation?: Instalments['citation']
  label: Localized
  /** The last day on which it is to be paid. */
  dueOn: PlainDate
  lines: FeeLine[]
  total: Money
}

const sumOf = (lines: readonly FeeLine[]): bigint =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)

/** Returns a line of another amount, by the unit where that comes out even. */
function amountedTo(line: FeeLine, amountMinor: bigint): FeeLine {
  const { reductions: _r, fullUnitMinor: _f, bounded: _b, ...rest } = line
  const quantity = BigInt(line.quantity)
  return quantity > 0n && amountMinor % quantity === 0n
    ? { ...rest, unitMinor: amountMinor / quantity, amountMinor }
    : { ...rest, quantity: 1, unitMinor: amountMinor, amountMinor }
}

/**
 * Returns the lines of each part of one request: percentages of its lines, and in the last part what is left. A part comes to its
 * percentage of the whole; what rounding leaves over stands on its largest line.
 */
function shares(
  lines: readonly FeeLine[],
  { parts }: Instalments,
  rounding: Rounding | undefined,
): FeeLine[][] {
  const left = lines.map(({ amountMinor }) => amountMinor)
  const whole = sumOf(lines)
  const largest = lines.reduce(
    (best, { amountMinor }, at) => (amountMinor > (lines[best]?.amountMinor ?? 0n) ? at : best),
    0,
  )
  let wholeLeft = whole
  return parts.map(({ percent }) => {
    const isLast = percent === undefined
    const part = isLast ? wholeLeft : percentOf(whole, percent, rounding)
    const target = part > wholeLeft ? wholeLeft : part
    const amounts = lines.map(({ amountMinor }, at) =>
      isLast ? (left[at] ?? 0n) : percentOf(amountMinor, percent, rounding),
    )
    const over = target - amounts.reduce((sum, amount) => sum + amount, 0n)
    wholeLeft -= target
    return lines.map((line, at) => {
      const amount = (amounts[at] ?? 0n) + (at === largest ? over : 0n)
      left[at] = (left[at] ?? 0n) - amount
      return amountedTo(line, amount)
    })
  })
}

type Parted = {
  currency: Currency
  rounding: Rounding | undefined
  /** The day of filing, from which the parts' days count. */
  on: PlainDate
  /** How a request is paid in parts; undefined where all of it is due at once. */
  planOf: (requestId: string) => Instalments | undefined
}

/**
 * Returns the parts of an order in the order of their days; undefined where nothing is paid in parts. Lines about the whole
 * dossier, such as taxes, are spread over the parts by what each asks for.
 */
export function partsOf(
  lines: readonly FeeLine[],
  { currency, rounding, on, planOf }: Parted,
): PricePart[] | undefined {
  const plans = lines.flatMap(({ requestId }) => (requestId === null ? [] : (planOf(requestId) ?? [])))
  const [plan] = plans
  if (!plan) return undefined
  const days = [
    ...new Set([0, ...plans.flatMap(({ parts }) => parts.map(({ withinDays }) => withinDays))]),
  ].toSorted((a, b) => a - b)
  const { rule, citation } = plan
  const parts = days.map((withinDays) => {
    const said = plans.flatMap((one) => one.parts).find((part) => part.withinDays === withinDays)
    const lines: FeeLine[] = []
    return { withinDays, code: said?.code ?? plan.code, label: said?.label ?? plan.label, lines }
  })
  const put = (withinDays: number, line: FeeLine): void => {
    if (line.amountMinor !== 0n || withinDays === 0)
      parts.find((part) => part.withinDays === withinDays)?.lines.push(line)
  }
  for (const [requestId, own] of Map.groupBy(lines, (line) => line.requestId)) {
    if (requestId === null) continue
    const parting = planOf(requestId)
    if (!parting) for (const line of own) put(0, line)
    else
      shares(own, parting, rounding).forEach((share, index) => {
        for (const line of share) put(parting.parts[index]?.withinDays ?? 0, line)
      })
  }
  const weights = parts.map((part) => sumOf(part.lines))
  for (const line of lines) {
    if (line.requestId !== null) continue
    const spread = allocate(
      money(line.amountMinor, currency),
      weights.some((weight) => weight > 0n) ? weights : weights.map((_, index) => (index === 0 ? 1n : 0n)),
    )
    spread.forEach(({ amountMinor }, index) =>
      parts[index]?.lines.push({ ...line, quantity: 1, unitMinor: amountMinor, amountMinor }),
    )
  }
  return parts
    .filter((part) => part.lines.length > 0)
    .map(({ withinDays, code, label, lines: own }) => ({
      code,
      rule,
      ...(citation ? { citation } : {}),
      label,
      dueOn: addDays(on, withinDays),
      lines: own,
      total: money(sumOf(own), currency),
    }))
}
