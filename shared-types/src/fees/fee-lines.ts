/** The lines of one request under a tariff: every fee that is due, counted, discounted, bounded, each citing its rule. */
import type { FeeLine } from '../fee-line.ts'
import type { Right } from '../request-kinds.ts'
import { countIn } from './counts.ts'
import { discounted } from './discounts.ts'
import type { Discount, FeeItem, FeeUnit, PercentOf, Said, Tariff, Tier } from './fee-rules.ts'
import { holds, type FeeScope } from './holds.ts'
import { valuesAt } from './read-values.ts'
import { percentOf } from './share.ts'

/** What a fee, a discount or a tax says of itself on a line. */
export const saidBy = ({ code, rule, citation, label }: Said) => ({
  code,
  rule,
  ...(citation ? { citation } : {}),
  label,
})

/** Returns a line of one, about the whole dossier or a request. */
export const singleLine = (said: Said, requestId: string | null, amountMinor: bigint): FeeLine => ({
  ...saidBy(said),
  requestId,
  quantity: 1,
  unitMinor: amountMinor,
  amountMinor,
})

/** What each fee of a request comes to after discounts, by code. */
export type Amounts = Map<string, bigint>
export type RequestLines = { lines: FeeLine[]; amounts: Amounts }

const itemsOf = new WeakMap<Tariff, Map<string, FeeItem[]>>()

/** Returns the fees of a kind of application, or a type of post-filing request, in the order of the tariff. */
export function itemsFor(tariff: Tariff, subject: string): readonly FeeItem[] {
  let bySubject = itemsOf.get(tariff)
  if (!bySubject) {
    bySubject = new Map()
    for (const item of tariff.items)
      for (const one of typeof item.request === 'string' ? [item.request] : item.request)
        bySubject.set(one, [...(bySubject.get(one) ?? []), item])
    itemsOf.set(tariff, bySubject)
  }
  return bySubject.get(subject) ?? []
}

/** Returns how many are charged. */
function quantityOf({ per, free = 0, step, maxQuantity }: FeeItem, scope: FeeScope): number {
  const over = Math.max(0, countIn(per, scope) - free)
  const charged = !step
    ? over
    : step.round === 'started'
      ? Math.ceil(over / step.size)
      : Math.floor(over / step.size)
  return maxQuantity === undefined ? charged : Math.min(charged, maxQuantity)
}

/** Returns what stands at a path as text; undefined for nothing, and for what is no text or number. */
function shownAt(scope: FeeScope, path: string): string | undefined {
  const [value] = valuesAt(scope, path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

/** What units cost: several portions where tiers charge in parts. */
type Portion = { quantity: number; unitMinor: bigint; detail?: string }

/** Returns the portions of a quantity; none where it has no price. */
function portionsOf(
  item: FeeItem,
  quantity: number,
  { scope, amounts, tariff }: { scope: FeeScope; amounts: Amounts; tariff: Tariff },
): Portion[] {
  const share = (of: PercentOf): bigint =>
    percentOf(
      of.items.reduce((sum, code) => sum + (amounts.get(code) ?? 0n), 0n),
      of.percent,
      tariff.rounding,
    )
  const costOf = (tier: Tier): bigint => ('unitMinor' in tier ? tier.unitMinor : share(tier.percentOf))
  const unit: FeeUnit = item
  if ('unitMinor' in unit) return [{ quantity, unitMinor: unit.unitMinor }]
  if ('percentOf' in unit) {
    const unitMinor = share(unit.percentOf)
    return unitMinor === 0n ? [] : [{ quantity, unitMinor }]
  }
  if ('unitBy' in unit) {
    const { path, amounts: known, otherwiseMinor } = unit.unitBy
    const key = shownAt(scope, path)
    const unitMinor =
      (key !== undefined && Object.hasOwn(known, key) ? known[key] : undefined) ?? otherwiseMinor
    return key === undefined || unitMinor === undefined ? [] : [{ quantity, unitMinor, detail: key }]
  }
  const { by, charge, steps, until = Number.POSITIVE_INFINITY } = unit.tiers
  const number = by === 'quantity' ? quantity : countIn(by, scope)
  if (charge === 'parts')
    return steps.flatMap((tier, index) => {
      const last = Math.min(until, number, (steps[index + 1]?.from ?? Number.POSITIVE_INFINITY) - 1)
      return last < tier.from ? [] : [{ quantity: last - tier.from + 1, unitMinor: costOf(tier) }]
    })
  const tier = number > until ? undefined : steps.findLast(({ from }) => from <= number)
  return tier ? [{ quantity, unitMinor: costOf(tier) }] : []
}

/** Returns the discounts of an item that are due, each looked at once for a request or an item of a list. */
function makeDue(tariff: Tariff, scope: FeeScope) {
  const known = new Map<Discount, boolean>()
  const isDue = (discount: Discount): boolean => {
    const { proof, when } = discount
    const before = known.get(discount)
    if (before !== undefined) return before
    const isSo =
      (proof === undefined || valuesAt(scope, 'documents.role').includes(proof)) && holds(when, scope)
    known.set(discount, isSo)
    return isSo
  }
  return (item: FeeItem, on: Discount['on']): Discount[] =>
    (tariff.discounts ?? []).filter(
      (discount) =>
        discount.on === on &&
        (discount.items ? discount.items.includes(item.code) : item.penalty !== true) &&
        isDue(discount),
    )
}

/** Returns one line, where the least or the most of an item holds instead of what was counted. */
function bounded({ minMinor, maxMinor }: FeeItem, lines: FeeLine[]): FeeLine[] {
  const [line] = lines
  const sum = lines.reduce((total, { amountMinor }) => total + amountMinor, 0n)
  const least = minMinor !== undefined && sum < minMinor
  const bound = least ? minMinor : maxMinor !== undefined && sum > maxMinor ? maxMinor : undefined
  if (!line || bound === undefined) return lines
  const { reductions: _r, fullUnitMinor: _f, ...rest } = line
  return [{ ...rest, quantity: 1, unitMinor: bound, amountMinor: bound, bounded: least ? 'least' : 'most' }]
}

/**
 * Prices one request. `subject` is what the tariff calls it. Fees are taken in the order of the tariff, so that a percentage of
 * others stands after them; discounts of amounts follow, a line each.
 */
export function linesOfRequest(
  tariff: Tariff,
  { requestId, subject, right }: { requestId: string; subject: string; right: Right | undefined },
  scope: FeeScope,
): RequestLines {
  const how = { stacking: tariff.stacking ?? 'multiply', rounding: tariff.rounding } as const
  const lines: FeeLine[] = []
  const amounts: Amounts = new Map()
  const taken = new Map<Discount, bigint>()
  const dueHere = makeDue(tariff, scope)

  for (const item of itemsFor(tariff, subject)) {
    if (item.rights && (right === undefined || !item.rights.includes(right))) continue
    const scopes =
      item.each === undefined ? [scope] : valuesAt(scope, item.each).map((one) => ({ ...scope, item: one }))
    for (const at of scopes) {
      if (!holds(item.when, at)) continue
      const quantity = quantityOf(item, at)
      if (quantity === 0 && item.evenNone !== true) continue
      const due = at === scope ? dueHere : makeDue(tariff, at)
      const counted = portionsOf(item, quantity, { scope: at, amounts, tariff }).map((portion): FeeLine => {
        const detail = portion.detail ?? (item.detail === undefined ? undefined : shownAt(at, item.detail))
        const { minor: unitMinor, taken: reductions } = discounted(portion.unitMinor, due(item, 'unit'), how)
        return {
          ...saidBy(item),
          requestId,
          ...(detail === undefined ? {} : { detail }),
          quantity: portion.quantity,
          unitMinor,
          amountMinor: unitMinor * BigInt(portion.quantity),
          ...(reductions.length === 0
            ? {}
            : {
                fullUnitMinor: portion.unitMinor,
                reductions: reductions.map(({ discount, lessMinor }) => ({ ...saidBy(discount), lessMinor })),
              }),
        }
      })
      for (const line of bounded(item, counted)) {
        lines.push(line)
        const after = discounted(line.amountMinor, due(item, 'amount'), how)
        for (const { discount, lessMinor } of after.taken)
          taken.set(discount, (taken.get(discount) ?? 0n) + lessMinor)
        amounts.set(item.code, (amounts.get(item.code) ?? 0n) + after.minor)
      }
    }
  }
  for (const [discount, lessMinor] of taken) lines.push(singleLine(discount, requestId, -lessMinor))
  return { lines, amounts }
}
