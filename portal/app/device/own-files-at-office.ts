/** Brings the facts of the account's own files to the device, while the office can be reached. */
import { myFilesSchema } from '@lodge/shared-types'
import type { Device } from './open-device.ts'

type OfDevice = Pick<Device, 'officeId' | 'ownFiles'> & { readonly user: Pick<Device['user'], 'id'> }

/**
 * Keeps the account's files as the office knows them now; where nothing has changed it only notes that. Does nothing where
 * another person is signed in at the office.
 * @throws TypeError where the office cannot be reached or answers otherwise; what was kept stays.
 */
export async function bringOwnFiles(
  { officeId, user, ownFiles }: OfDevice,
  { fetch: ask = fetch }: { fetch?: typeof fetch } = {},
): Promise<void> {
  const etag = (await ownFiles.read())?.etag ?? null
  const address = `/o/${officeId}/api/my-files`
  const response = await ask(address, {
    cache: 'no-store',
    headers: etag === null ? {} : { 'If-None-Match': etag },
  })
  if (response.status === 304) {
    // An answer to this very name: it is the same person's.
    await ownFiles.confirm()
    return
  }
  if (!response.ok) throw new TypeError(`The office answered ${response.status} to ${address}`)
  const { userId, files } = myFilesSchema.parse(await response.json())
  if (userId !== user.id) return
  await ownFiles.keep({ files, etag: response.headers.get('ETag') })
}
