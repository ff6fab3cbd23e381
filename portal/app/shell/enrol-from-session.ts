/** Makes this device that of the person who is signed in at the office, without asking: they have just proved who they are. */
import { roles } from '@lodge/shared-types'
import { z } from 'zod'
import { enrolDevice, settleSignOut } from '../device/open-device.ts'

/** `away`: the office does not answer now; `staff`: members of the office file nothing. */
export type Enrolment = 'enrolled' | 'not-signed-in' | 'away' | 'staff'

const sessionSchema = z.object({
  user: z.object({
    id: z.string(),
    accountId: z.string().nullable(),
    displayName: z.string(),
    language: z.string(),
    roles: z.array(z.enum(roles)),
  }),
})

/** Asks the office who is signed in, and enrols them. A sign-out of which the office does not know yet comes first. */
export async function enrolFromSession(officeId: string): Promise<Enrolment> {
  if (!(await settleSignOut(officeId))) return 'away'
  const answer = await fetch(`/o/${officeId}/api/session`, { cache: 'no-store' }).catch(() => undefined)
  if (!answer || answer.status >= 500 || answer.status === 429) return 'away'
  if (!answer.ok) return 'not-signed-in'
  const { user } = sessionSchema.parse(await answer.json())
  if (user.accountId === null) return 'staff'
  await enrolDevice(officeId, user)
  return 'enrolled'
}
