/** Drafts that were deleted and can still be brought back: gone from the list at once, from the device a little later. */
import { useSyncExternalStore } from 'react'
import { DeviceError } from '../../device/device-error.ts'
import type { Device } from '../../device/open-device.ts'

/** `updatedAt`: as it was when the person deleted it. */
export type Removal = { draftId: string; title: string; updatedAt: number }

let pending: Removal | undefined
const listeners = new Set<() => void>()

function show(removal: Removal | undefined): void {
  pending = removal
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Returns the draft that was deleted last and is still there. */
export const useRemoval = (): Removal | undefined =>
  useSyncExternalStore(
    subscribe,
    () => pending,
    () => undefined,
  )

/** Deletes a draft for good, unless another tab changed it since: then it is in the list again. */
async function remove(device: Device, { draftId, updatedAt }: Removal): Promise<void> {
  try {
    await device.drafts.remove(draftId, { updatedAt })
  } catch (error) {
    if (!(error instanceof DeviceError) || error.code !== 'busy') throw error
  }
}

/** Takes a draft out of the list; the one before it is deleted for good. */
export async function removeLater(device: Device, removal: Removal): Promise<void> {
  const before = pending
  show(removal)
  if (before) await remove(device, before)
}

export const bringBack = (): void => show(undefined)

/** Deletes for good what was taken out of the list. */
export async function finishRemoval(device: Device): Promise<void> {
  const before = pending
  if (!before) return
  await remove(device, before)
  if (pending === before) show(undefined)
}
