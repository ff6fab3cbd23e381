/** What a change of a request would cost, before it is made: one class more, one design more, one claim more. */
import { isList, isRecord } from '../forms/read-path.ts'
import { subtractMoney, type Money } from '../money.ts'
import { priceFacts, type Price, type Priceable, type Pricing } from '../price.ts'
import type { RequestKind } from '../submission.ts'
import type { Tariff } from './fee-rules.ts'

/** One item more in a list, or a number that is greater by one. */
export type FeeChange = { add: string; item?: unknown } | { raise: string; by?: number }

/** Returns `value` with what stands at a path replaced; lists and the rest are kept as they are. */
function replacedAt(value: unknown, names: readonly string[], replace: (old: unknown) => unknown): unknown {
  const [name, ...rest] = names
  if (name === undefined) return replace(value)
  const record = isRecord(value) ? value : {}
  return {
    ...record,
    [name]: replacedAt(Object.hasOwn(record, name) ? record[name] : undefined, rest, replace),
  }
}

const changed = (request: unknown, change: FeeChange): unknown =>
  'add' in change
    ? replacedAt(request, change.add.split('.'), (old) => [...(isList(old) ? old : []), change.item ?? {}])
    : replacedAt(
        request,
        change.raise.split('.'),
        (old) => (typeof old === 'number' ? old : 0) + (change.by ?? 1),
      )

export type WhatIf = {
  /** How much more the whole would cost, taxes included; below zero where it would cost less. */
  more: Money
  price: Price
}

/** Returns what the whole would cost if one request were changed; a request that is not among them changes nothing. */
export function whatIf(
  tariff: Tariff,
  requests: readonly Priceable[],
  { requestId, change }: { requestId: string; change: FeeChange },
  pricing: Pricing,
): WhatIf {
  const price = priceFacts(
    tariff,
    requests.map((one) =>
      one.requestId === requestId ? { ...one, request: changed(one.request, change) } : one,
    ),
    pricing,
  )
  return { more: subtractMoney(price.total, priceFacts(tariff, requests, pricing).total), price }
}

/** What an agent asks first of each kind of request: one more of what. */
export const oneMoreOf = {
  'trademark-application': { what: 'class', change: { add: 'goodsAndServices' } },
  'patent-application': { what: 'claim', change: { raise: 'invention.claims' } },
  'utility-model-application': { what: 'claim', change: { raise: 'invention.claims' } },
  'design-application': { what: 'design', change: { add: 'designs' } },
} as const satisfies Partial<Record<RequestKind, { what: string; change: FeeChange }>>
