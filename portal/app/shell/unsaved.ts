/**
 * What this tab has not saved yet: screens tell, the header shows it, and a new version of the pages waits for it, in
 * every tab. While something is unsaved the tab holds a share of one lock of all tabs.
 */

const lockName = 'lodge-unsaved'
const unsaved = new Set<string>()
const listeners = new Set<() => void>()
let releaseShare: (() => void) | undefined

function holdShare(): void {
  const saved = new Promise<void>((resolve) => (releaseShare = resolve))
  // A browser that ends the tab gives the lock back by itself; the request then fails, and nobody is left to care.
  void navigator.locks.request(lockName, { mode: 'shared' }, () => saved).catch(() => undefined)
}

function changed(): void {
  if (unsaved.size > 0 && !releaseShare) holdShare()
  if (unsaved.size === 0) {
    releaseShare?.()
    releaseShare = undefined
  }
  for (const listener of listeners) listener()
}

/** Says that something of this tab is not yet saved; `id` names it, such as `draft/<id>/mark.text`. */
export function markDirty(id: string): void {
  unsaved.add(id)
  changed()
}

/** Says that it is saved. Unknown ids do no harm. */
export function markSaved(id: string): void {
  unsaved.delete(id)
  changed()
}

/** Whether something of this tab is not yet saved. */
export const hasUnsaved = (): boolean => unsaved.size > 0

/** Calls `listener` after each change; returns how to stop that. */
export function onUnsavedChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Runs `work` at a moment when no tab has anything unsaved; until then it waits, for as long as it takes. */
export async function whenAllSaved<T>(work: () => Promise<T>): Promise<T> {
  return await navigator.locks.request(lockName, { mode: 'exclusive' }, work)
}
