/** Copies a draft under the office's rules of today, as far as they are on this device. */
import { plainDateIn } from '@lodge/shared-types'
import { defined } from '../../device/decode.ts'
import type { DraftSummary } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { readReference } from '../../device/reference.ts'
import { withRequestTypes } from '../requests/with-request-types.ts'
import { formVersionNow, versionsOn } from './todays-versions.ts'

type Copied = Pick<DraftSummary, 'id' | 'requestKind' | 'type'>

/** Returns the id of the copy: of a draft that is being written, and of one that was submitted. @throws DeviceError as `clone`. */
export async function cloneToday(
  { officeId, drafts }: Pick<Device, 'officeId' | 'drafts'>,
  { id, requestKind, type }: Copied,
): Promise<string> {
  const reference = await readReference(officeId)
  if (!reference) return drafts.clone(id)
  const office = await withRequestTypes(reference.profile)
  const filed = { requestKind, ...defined({ type }) }
  return drafts.clone(id, {
    ...versionsOn(office, plainDateIn(office.timeZone, new Date())),
    ...defined({ formVersion: formVersionNow(filed, office, office.requestTypes ?? []) }),
  })
}
