/** Begins an answer to a notice: one draft, that holds the application as it stands. */
import {
  answerForm,
  tariffOn,
  valuesOfApplication,
  type PlainDate,
  type PublicProfile,
} from '@lodge/shared-types'
import type { KeptNotice } from '../../device/notices.ts'
import type { Device } from '../../device/open-device.ts'

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
    await device.drafts.create({
      formVersion: answerForm.version,
      requestKind: answerForm.request,
      about: noticeId,
      versions: {
        profileVersion: profile.version,
        tariffVersion: tariffOn(profile.tariffs, on)?.version ?? '',
        termsVersion: profile.termsVersion,
      },
      values: new Map([...valuesOfApplication(request), [versionPath, version] as const]),
    })
  })
}
