/** Where on this device a complaint of the office is to be put right. */
import { assembleRequest, placeOf, type FormDefinition, type PublicProfile } from '@lodge/shared-types'
import { documentsIn } from '../../device/draft-rows.ts'
import type { Draft } from '../../device/drafts.ts'
import { loadForm } from '../../device/load-form.ts'
import type { Device } from '../../device/open-device.ts'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import { withRequestTypes } from '../requests/with-request-types.ts'
import type { Complaint } from './problem-words.ts'

/** Where a complaint is on this device: the draft, and the path of the value. */
type Spot = { draft: Draft; form: FormDefinition; path: string }

/** Returns the value that a complaint is about; undefined where it is about the whole, or about nothing that is here. */
async function spotOf(
  device: Device,
  profile: PublicProfile,
  { draftIds }: OutboxEntry,
  { request, path, code }: Complaint,
): Promise<Spot | undefined> {
  const candidates = request === undefined ? draftIds : draftIds.slice(request, request + 1)
  const office = await withRequestTypes(profile)
  for (const draftId of candidates) {
    const draft = await device.drafts.read(draftId)
    const form = draft && (await loadForm(draft, office.requestTypes))
    if (!draft || !form) continue
    const { requestId, values } = draft
    if (request !== undefined)
      return { draft, form, path: assembleRequest(form, values, { requestId, office }).pathOf(path, code) }
    // A refused document is named by its content.
    const found = [...values].find(([, value]) =>
      documentsIn(value).some(({ sha256 }) => path === `documents.${sha256}`),
    )
    if (found) return { draft, form, path: found[0] }
  }
  return undefined
}

/** Returns the address of the first entry that the office complains about, or of the first draft's task list. */
export async function placeToFix(
  device: Device,
  profile: PublicProfile,
  entry: OutboxEntry,
  complaints: readonly Complaint[],
): Promise<string> {
  const base = `/o/${device.officeId}/drafts`
  if (entry.about !== undefined) return `/o/${device.officeId}/answers/${entry.about}`
  const [first] = complaints
  const spot = first && (await spotOf(device, profile, entry, first))
  const draftId = spot?.draft.id ?? entry.draftIds[0]
  if (draftId === undefined) return base
  const place = spot && placeOf(spot.form, spot.path)
  if (!place) return `${base}/${draftId}`
  const { path } = spot
  const item = place.itemId === undefined ? '' : `/${place.itemId}`
  return `${base}/${draftId}/${place.pageId}${item}#${path}`
}
