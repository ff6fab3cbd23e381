/** Keeps files and open notices of whoever is signed in on this device, to act on them without a network. */
import { useEffect } from 'react'
import { whenIdle } from './when-idle.ts'

async function keep(officeId: string): Promise<void> {
  const [{ openDevice }, { bringNotices }, { bringOwnFiles }] = await Promise.all([
    import('../device/open-device.ts'),
    import('../device/notices-at-office.ts'),
    import('../device/own-files-at-office.ts'),
  ])
  const device = await openDevice(officeId)
  try {
    if (device) await Promise.all([bringNotices(device), bringOwnFiles(device)])
  } finally {
    device?.close()
  }
}

/** For pages of the server that an agent visits. A device on which nobody works keeps nothing; what fails is tried next time. */
export function useKeptNotices(officeId: string | undefined): void {
  useEffect(() => {
    if (officeId === undefined) return undefined
    return whenIdle(() => void keep(officeId).catch(() => undefined))
  }, [officeId])
}
