/** Hash chains: each link carries the hash of the one before, so that a changed, deleted or moved link shows. */
import { digestOf, type Canonical } from './canonical-json.ts'

/** What the first link of every chain names as its predecessor. */
export const chainStart = '0'.repeat(64)

type Link = { readonly seq: number; readonly prevHash: string; readonly hash: string }

/** Returns the hash of a link: SHA-256 over the canonical JSON of the link without its `hash` member. */
export function linkHash(link: { readonly [key: string]: Canonical | undefined }): string {
  const { hash: _own, ...rest } = link
  return digestOf(rest)
}

export type ChainFault = { seq: number; fault: 'missing' | 'out-of-order' | 'unlinked' | 'changed' }

/**
 * Checks a whole chain in the order of its sequence numbers, which start at 1.
 * Returns the faults by the number of their link (a gap by its first missing number); an empty list means that the chain
 * is whole. A cut-off end shows only against a head that is kept elsewhere.
 */
export function checkChain<L extends Link & { readonly [key: string]: Canonical | undefined }>(
  links: readonly L[],
): ChainFault[] {
  const faults: ChainFault[] = []
  let expectedSeq = 1
  let prevHash = chainStart
  for (const link of links) {
    if (link.seq > expectedSeq) faults.push({ seq: expectedSeq, fault: 'missing' })
    else if (link.seq < expectedSeq) faults.push({ seq: link.seq, fault: 'out-of-order' })
    else if (link.prevHash !== prevHash) faults.push({ seq: link.seq, fault: 'unlinked' })
    if (linkHash(link) !== link.hash) faults.push({ seq: link.seq, fault: 'changed' })
    if (link.seq < expectedSeq) continue
    expectedSeq = link.seq + 1
    prevHash = link.hash
  }
  return faults
}
