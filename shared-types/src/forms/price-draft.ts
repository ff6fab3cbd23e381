/** What a draft costs while it is being written, and what one class more would add. */
import { subtractMoney, type Money } from '../money.ts'
import { priceFacts, type Price, type Priceable } from '../price.ts'
import type { Tariff } from '../tariff.ts'
import { itemsOf, visiblePages } from './conditions.ts'
import type { FormDefinition, FormOffice, FormValues } from './form.ts'

/** Returns `value` where it is one of `known`. */
const oneOf = <T>(known: readonly T[], value: unknown): T | undefined => known.find((one) => one === value)

/** Returns the facts of a draft that fees depend on; what is not known yet gives no reduction. */
export function priceableOfDraft(
  form: FormDefinition,
  values: FormValues,
  office: FormOffice,
  { requestId }: { requestId: string },
): Priceable {
  const lists = new Set(visiblePages(form, values, office).flatMap(({ page }) => page.list?.path ?? []))
  const items = (path: string): string[] => (lists.has(path) ? itemsOf(values, path) : [])
  return {
    requestId,
    kind: form.request,
    markKind: oneOf(office.requests['trademark-application'].markKinds, values.get('mark.kind')),
    classes: items('goodsAndServices').length,
    priorities: items('priorities').length,
    applicants: items('applicants').map((itemId) =>
      oneOf(['natural', 'legal'] as const, values.get(`applicants.${itemId}.kind`)),
    ),
  }
}

/** Returns the price of one draft as it stands; for a cart, give `priceFacts` the facts of all. */
export const priceDraft = (
  tariff: Tariff,
  form: FormDefinition,
  values: FormValues,
  office: FormOffice,
  { requestId }: { requestId: string },
): Price => priceFacts(tariff, [priceableOfDraft(form, values, office, { requestId })])

/** Returns how much the whole would cost more with one class more in the request `requestId`, taxes included. */
export function oneClassMore(tariff: Tariff, priceables: readonly Priceable[], requestId: string): Money {
  const more = priceables.map((facts) =>
    facts.requestId === requestId ? { ...facts, classes: facts.classes + 1 } : facts,
  )
  return subtractMoney(priceFacts(tariff, more).total, priceFacts(tariff, priceables).total)
}
