/** Begins an application like one that the office has: everything but its documents, signature and reference. */
import { atPath, valuesOfApplication, type PlainDate, type PublicProfile } from '@lodge/shared-types'
import { loadForm } from '../../device/load-form.ts'
import type { Device } from '../../device/open-device.ts'
import { formOfApplication } from '../answering/form-of-application.ts'
import { formVersionNow, versionsOn } from '../filing/todays-versions.ts'

type Situation = { profile: PublicProfile; on: PlainDate; fetch?: typeof fetch }

/**
 * Makes the draft, under the rules of today; returns its id, or undefined where the office takes no such application now.
 * @throws TypeError where the office cannot be reached, or has no such application for whoever is signed in there.
 */
export async function beginSimilar(
  { officeId, drafts }: Pick<Device, 'officeId' | 'drafts'>,
  fileId: string,
  { profile, on, fetch: ask = fetch }: Situation,
): Promise<string | undefined> {
  const address = `/o/${officeId}/api/files/${encodeURIComponent(fileId)}/application`
  const response = await ask(address, { cache: 'no-store' })
  if (!response.ok) throw new TypeError(`The office answered ${response.status} to ${address}`)
  const application: unknown = await response.json()
  const { requestKind } = formOfApplication(application)
  if (requestKind !== atPath(application, 'kind')) return undefined
  const formVersion = formVersionNow({ requestKind }, profile, [])
  const form = formVersion === undefined ? undefined : await loadForm({ requestKind, formVersion })
  if (!form) return undefined
  const values = valuesOfApplication(form, application)
  values.delete('ownReference')
  return drafts.create({
    formVersion: form.version,
    requestKind,
    versions: versionsOn(profile, on),
    values,
  })
}
