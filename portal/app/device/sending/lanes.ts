/** Which dossier is sent next: the one with the least left, and never one that waits behind a large one. */
import type { OutboxEntry } from '../outbox-rows.ts'

/** Dossiers under way at one time. */
const lanes = 3
/** The lanes that dossiers with more than this left may take; what is smaller always finds one that soon gets free. */
const wideLanes = 2
const wideBytes = 1_048_576

type Load = Pick<OutboxEntry, 'documents' | 'progress'>

/** Returns how many bytes of documents are still to be sent. */
export const bytesLeft = ({ documents, progress }: Load): number =>
  documents.reduce((sum, { sha256, bytes }) => sum + Math.max(0, bytes - (progress.uploaded[sha256] ?? 0)), 0)

const isWide = (load: Load): boolean => bytesLeft(load) > wideBytes

/** Returns the dossier to begin with now, or undefined where none may begin. Of equal ones the first in `waiting` goes. */
export function nextToSend<L extends Load>(waiting: readonly L[], underWay: readonly Load[]): L | undefined {
  if (underWay.length >= lanes) return undefined
  const [smallest] = [...waiting].sort((a, b) => bytesLeft(a) - bytesLeft(b))
  if (!smallest) return undefined
  return isWide(smallest) && underWay.filter(isWide).length >= wideLanes ? undefined : smallest
}
