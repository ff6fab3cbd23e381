/** Work that waits until a page stands: what is loaded then holds nobody up. */

/** At the latest after so long; a busy page is never idle. */
const atLatestMs = 1_500

/** Does `work` once the browser has nothing better to do; returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(work, 200)
    return () => clearTimeout(timer)
  }
  const waiting = requestIdleCallback(work, { timeout: atLatestMs })
  return () => cancelIdleCallback(waiting)
}
