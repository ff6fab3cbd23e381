/** Signing out on a server page: where drafts live on this device, the page of the device asks first, and wipes them. */
import type { FormEvent } from 'react'

/** Returns what the sign-out form of an office does first. Without scripts, or without a device, it simply ends the session. */
export function signOutOfDevice(officeId: string): (event: FormEvent<HTMLFormElement>) => void {
  return (event) => {
    event.preventDefault()
    const form = event.currentTarget
    void hasDevice(officeId).then(
      (isHere) => (isHere ? location.assign(`/o/${officeId}/device#sign-out`) : form.submit()),
      () => form.submit(),
    )
  }
}

async function hasDevice(officeId: string): Promise<boolean> {
  // Loaded on the click alone: server pages need no store.
  const { openDevice } = await import('../device/open-device.ts')
  const device = await openDevice(officeId)
  device?.close()
  return device !== undefined
}
