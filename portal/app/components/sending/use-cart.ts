/** The cart: every draft of this device in which nothing is missing, with what each would cost. */
import {
  checkDraft,
  priceableOfPart,
  priceFacts,
  tariffOn,
  type IsListedTerm,
  type PlainDate,
  type Price,
  type Priceable,
  type PublicProfile,
} from '@lodge/shared-types'
import type { Draft, DraftSummary } from '../../device/drafts.ts'
import { documentsIn } from '../../device/draft-rows.ts'
import { openListedTerms } from '../../device/listed-terms.ts'
import { loadForm } from '../../device/load-form.ts'
import type { Device } from '../../device/open-device.ts'
import { readable } from '../../device/readable-rows.ts'
import { readListedCodes } from '../filing/listed-codes.ts'
import { gateOfDraft, type KnownFile } from '../requests/gate-of-draft.ts'
import { withRequestTypes, type OfficeOfDraft } from '../requests/with-request-types.ts'

/** A draft that can be submitted now. */
export type ReadyDraft = {
  draft: Draft
  title: string
  ownReference: string
  request: Record<string, unknown>
  priceable: Priceable
  documentBytes: number
}
export type Cart = {
  ready: readonly ReadyDraft[]
  /** The others, with what is left to do where that is known. */
  unfinished: readonly (DraftSummary & { left: number | undefined })[]
  /** Whether a term is one of the office's list; undefined where no tariff asks. */
  isListedTerm: IsListedTerm | undefined
}

/** Returns how to look up what this device knows of the file that a draft is about. */
async function ownFilesOf(device: Device): Promise<(draft: Pick<Draft, 'about'>) => KnownFile> {
  const kept = await device.ownFiles.read()
  const files = new Map(kept?.files.map((file) => [file.fileId, file]))
  return ({ about }) => ({ file: files.get(about ?? ''), asOf: kept?.asOf })
}

/** Returns the drafts of this device, checked by the office's rules of the day `on`; drafts in submitted dossiers are left out, and answers to notices, which are sent by themselves. */
export async function readCart(device: Device, profile: PublicProfile, on: PlainDate): Promise<Cart> {
  const summaries = (await device.drafts.list()).filter(
    ({ state, requestKind }) => state === 'draft' && requestKind !== 'response-to-office-action',
  )
  const isAboutFile = summaries.some(({ requestKind }) => requestKind === 'post-filing')
  const office: OfficeOfDraft = {
    ...(isAboutFile ? await withRequestTypes(profile) : profile),
    listedCodes: await readListedCodes(profile),
  }
  const knownOf = await ownFilesOf(device)
  const ready: ReadyDraft[] = []
  const unfinished: Cart['unfinished'][number][] = []
  for (const summary of summaries) {
    // A check found something, and nothing has changed since: it need not be read again. A gate opens and closes by the day.
    const isAsChecked = summary.requestKind !== 'post-filing'
    if (summary.errorCount !== undefined && summary.errorCount > 0 && isAsChecked) {
      unfinished.push({ ...summary, left: summary.errorCount })
      continue
    }
    // One that cannot be read does not keep the others from being submitted.
    const [draft] = await readable([summary.id], (id) => device.drafts.read(id))
    const form = draft && (await loadForm(draft, office.requestTypes))
    if (!draft || !form) {
      unfinished.push({ ...summary, left: undefined })
      continue
    }
    const { requestId, values } = draft
    const known = knownOf(draft)
    const { errors, isReady, request } = checkDraft(form, values, office, on, {
      requestId,
      facts: known.file,
    })
    const isBlocked = gateOfDraft(form, values, office, on, known)?.verdict === 'blocked'
    if (!isReady || isBlocked) {
      unfinished.push({ ...summary, left: errors.length + (isBlocked ? 1 : 0) })
      continue
    }
    const documentBytes = [...values.values()].flatMap(documentsIn).reduce((sum, { bytes }) => sum + bytes, 0)
    const { title, ownReference } = summary
    const priceable = priceableOfPart(form, request, { requestId, facts: known.file })
    ready.push({ draft, title, ownReference, request, priceable, documentBytes })
  }
  return { ready, unfinished, isListedTerm: await openListedTerms(profile) }
}

export type CartPrice = {
  price: Price
  /** What the same would have cost by the tariff with which a draft was begun, where that is another amount. */
  before: Price | undefined
}

/** Returns what drafts cost on the day `on`; undefined where the office has no tariff for it. */
export function priceCart(
  { tariffs, calendar }: Pick<PublicProfile, 'tariffs' | 'calendar'>,
  drafts: readonly ReadyDraft[],
  { on, isListedTerm }: { on: PlainDate } & Pick<Cart, 'isListedTerm'>,
): CartPrice | undefined {
  const tariff = tariffOn(tariffs, on)
  if (!tariff) return undefined
  const facts = drafts.map(({ priceable }) => priceable)
  const pricing = { on, calendar, isListedTerm }
  const price = priceFacts(tariff, facts, pricing)
  const pinned = drafts.map(({ draft }) => draft.tariffVersion).find((version) => version !== tariff.version)
  const earlier = tariffs.find(({ version }) => version === pinned)
  const before = earlier && priceFacts(earlier, facts, pricing)
  const isOther = before !== undefined && before.total.amountMinor !== price.total.amountMinor
  return { price, before: isOther ? before : undefined }
}
