/** The cart: every draft of this device in which nothing is missing, with what each would cost. */
import {
  checkDraft,
  forms,
  priceableOfDraft,
  priceFacts,
  tariffOn,
  type FormDefinition,
  type PlainDate,
  type Price,
  type Priceable,
  type PublicProfile,
  type Tariff,
} from '@lodge/shared-types'
import type { Device } from '../../device/open-device.ts'
import type { Draft, DraftSummary } from '../../device/drafts.ts'
import { readable } from '../../device/readable-rows.ts'

/** A draft that can be submitted now. */
export type ReadyDraft = {
  draft: Draft
  title: string
  ownReference: string
  form: FormDefinition
  request: Record<string, unknown>
  priceable: Priceable
  documentBytes: number
}
export type Cart = {
  ready: readonly ReadyDraft[]
  /** The others, with what is left to do where that is known. */
  unfinished: readonly (DraftSummary & { left: number | undefined })[]
}

const isDocument = (value: unknown): value is { bytes: number } =>
  typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'number'

/** Returns the drafts of this device, checked by the office's rules of the day `on`; drafts in submitted dossiers are left out, and answers to notices, which are sent by themselves. */
export async function readCart(device: Device, profile: PublicProfile, on: PlainDate): Promise<Cart> {
  const summaries = (await device.drafts.list()).filter(
    ({ state, about }) => state === 'draft' && about === undefined,
  )
  const ready: ReadyDraft[] = []
  const unfinished: Cart['unfinished'][number][] = []
  for (const summary of summaries) {
    // A check found something, and nothing has changed since: it need not be read again.
    if (summary.errorCount !== undefined && summary.errorCount > 0) {
      unfinished.push({ ...summary, left: summary.errorCount })
      continue
    }
    // One that cannot be read does not keep the others from being submitted.
    const [draft] = await readable([summary.id], (id) => device.drafts.read(id))
    const form = draft && forms[draft.formVersion]
    if (!draft || !form) {
      unfinished.push({ ...summary, left: undefined })
      continue
    }
    const { requestId, values } = draft
    const { errors, isReady, request } = checkDraft(form, values, profile, on, { requestId })
    if (!isReady) {
      unfinished.push({ ...summary, left: errors.length })
      continue
    }
    const documentBytes = [...values.values()].reduce(
      (sum: number, value) => sum + (isDocument(value) ? value.bytes : 0),
      0,
    )
    const { title, ownReference } = summary
    const priceable = priceableOfDraft(form, values, profile, { requestId })
    ready.push({ draft, title, ownReference, form, request, priceable, documentBytes })
  }
  return { ready, unfinished }
}

export type CartPrice = {
  price: Price
  /** What the same would have cost by the tariff with which a draft was begun, where that is another amount. */
  before: Price | undefined
}

/** Returns what drafts cost on the day `on`; undefined where the office has no tariff for it. */
export function priceCart(
  tariffs: readonly Tariff[],
  drafts: readonly ReadyDraft[],
  on: PlainDate,
): CartPrice | undefined {
  const tariff = tariffOn(tariffs, on)
  if (!tariff) return undefined
  const facts = drafts.map(({ priceable }) => priceable)
  const price = priceFacts(tariff, facts)
  const pinned = drafts.map(({ draft }) => draft.tariffVersion).find((version) => version !== tariff.version)
  const earlier = tariffs.find(({ version }) => version === pinned)
  const before = earlier && priceFacts(earlier, facts)
  const isOther = before !== undefined && before.total.amountMinor !== price.total.amountMinor
  return { price, before: isOther ? before : undefined }
}
