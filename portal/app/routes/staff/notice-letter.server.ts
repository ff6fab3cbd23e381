/** Where the letter of a notice is to be seen. */
import type { NoticeState } from '@lodge/shared-types'

type Row = { _id: string; state: NoticeState; documentId: string | null; rev: number }
export type Letter = { address: string; isSigned: boolean }

/** Returns the signed letter once there is one, before that a preview of what was last saved; none of a notice that was withdrawn. */
export function letterOf(base: string, { _id, state, documentId, rev }: Row): Letter | null {
  if (documentId !== null) return { address: `${base}/api/documents/${documentId}`, isSigned: true }
  if (state === 'withdrawn') return null
  // The revision in the address lets the viewer see that it is another letter.
  return { address: `${base}/desk/notices/${_id}/preview?rev=${rev}`, isSigned: false }
}
