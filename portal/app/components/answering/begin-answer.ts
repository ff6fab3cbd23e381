/** Begins an answer to a notice: one draft, that holds the application as it stands. */
import {
  answerFormVersion,
  tariffOn,
  valuesOfApplication,
  type PlainDate,
  type PublicProfile,
} from '@lodge/shared-types'
import { loadForm } from '../../device/load-form.ts'
import type { KeptNotice } from '../../device/notices.ts'
import type { Device } from '../../device/open-device.ts'
import { formOfApplication } from './form-of-application.ts'

/** Where a draft notes the version of the application from which it was begun. */
export const versionPath = 'answer.version'

/** Makes the draft, unless this or another tab has made it. */
export async function beginAnswer(
  device: Device,
  { noticeId, request, version }: KeptNotice,
  profile: PublicProfile,
  on: PlainDate,
): Promise<void> {
  await navigator.locks.request(`lodge-answer-${noticeId}`, async () => {
    const drafts = await device.drafts.list()
    if (drafts.some(({ about }) => about === noticeId)) return
    const form = await loadForm(formOfApplication(request))
    if (!form) return
    await device.drafts.create({
      formVersion: answerFormVersion,
      requestKind: 'response-to-office-action',
      about: noticeId,
      versions: {
        profileVersion: profile.version,
        tariffVersion: tariffOn(profile.tariffs, on)?.version ?? '',
        termsVersion: profile.termsVersion,
      },
      values: new Map([...valuesOfApplication(form, request), [versionPath, version] as const]),
    })
  })
}
