/** Asks the office for its forms, tariff, terms and codes when drafting begins, and again when the office can be reached again. */
import { useEffect } from 'react'
import { useConnection } from '../../connection.tsx'
import { fetchCodeLists, refreshReference } from '../../device/reference.ts'

/** Going from page to page asks nothing again. */
const askAgainAfterMs = 5 * 60_000

const askedAt = new Map<string, number>()

/** Code lists help and are not needed: they come when the page has nothing better to do. */
const whenIdle = (work: () => void): void => {
  // Safari has no such callback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 10_000 })
  else setTimeout(work, 2_000)
}

/** Keeps the office's public data on this device fresh; what is there serves meanwhile, and without a network for good. */
export function useFreshReference(officeId: string): void {
  const { reachability } = useConnection()
  useEffect(() => {
    const last = askedAt.get(officeId)
    if (reachability === 'away' || (last !== undefined && Date.now() - last < askAgainAfterMs)) return
    askedAt.set(officeId, Date.now())
    // Not reached: the next change of the connection asks again.
    void refreshReference(officeId)
      .then(() => whenIdle(() => void fetchCodeLists(officeId).catch(() => askedAt.delete(officeId))))
      .catch(() => askedAt.delete(officeId))
  }, [officeId, reachability])
}
