/** Brings the notices of a person's account to their device, while the office can be reached. */
import { noticeToAnswerSchema, openNoticesSchema } from '@lodge/shared-types'
import type { Device } from './open-device.ts'

type OfDevice = Pick<Device, 'officeId'> & {
  readonly user: Pick<Device['user'], 'id'>
  readonly notices: Pick<Device['notices'], 'list' | 'keep' | 'remove'>
  readonly drafts: Pick<Device['drafts'], 'list'>
}
type Deps = { fetch?: typeof fetch }

async function read(ask: typeof fetch, address: string): Promise<unknown> {
  const response = await ask(address, { cache: 'no-store' })
  if (!response.ok) throw new TypeError(`The office answered ${response.status} to ${address}`)
  const answer: unknown = await response.json()
  return answer
}

/**
 * Keeps one notice as it is now. @throws TypeError where the office does not answer with it; what was kept stays.
 */
export async function bringNotice(
  { officeId, notices }: Pick<OfDevice, 'officeId'> & { readonly notices: Pick<Device['notices'], 'keep'> },
  noticeId: string,
  { fetch: ask = fetch }: Deps = {},
): Promise<void> {
  const found = noticeToAnswerSchema.parse(
    await read(ask, `/o/${officeId}/api/notices/${encodeURIComponent(noticeId)}`),
  )
  await notices.keep(found)
}

/**
 * Keeps every open notice of the account that is new or has changed, and lets go of those that are over and that nobody has
 * begun to answer here. Does nothing where another person is signed in at the office.
 * @throws TypeError where the office cannot be reached; what was kept stays.
 */
export async function bringNotices(device: OfDevice, deps: Deps = {}): Promise<void> {
  const { officeId, user, notices } = device
  const { userId, notices: open } = openNoticesSchema.parse(
    await read(deps.fetch ?? fetch, `/o/${officeId}/api/notices`),
  )
  if (userId !== user.id) return
  const kept = new Map((await notices.list()).map((notice) => [notice.noticeId, notice]))
  for (const { noticeId, rev } of open)
    if (kept.get(noticeId)?.rev !== rev) await bringNotice(device, noticeId, deps)
  const answered = new Set((await device.drafts.list()).map(({ about }) => about))
  const isOpen = new Set(open.map(({ noticeId }) => noticeId))
  for (const { noticeId, state } of kept.values()) {
    if (isOpen.has(noticeId)) continue
    if (!answered.has(noticeId)) await notices.remove(noticeId)
    // What became of it is news once.
    else if (state === 'issued') await bringNotice(device, noticeId, deps)
  }
}
