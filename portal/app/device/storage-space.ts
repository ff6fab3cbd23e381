/** How much this browser keeps for the portal, and whether it promises not to drop it. */
import { DeviceError } from './device-error.ts'

export type StorageSpace = {
  usageBytes: number
  /** undefined where the browser does not tell. */
  quotaBytes: number | undefined
  /** Whether the browser promised to keep the data until the person deletes it. */
  isPersisted: boolean
}

/** Documents leave this much free, so that text still saves. */
const reserveBytes = 4 * 1024 * 1024

/** Not there in old browsers and on insecure origins. */
const storageManager = (): StorageManager | undefined =>
  'storage' in navigator ? navigator.storage : undefined

const nothingTold: StorageEstimate = {}

/** Returns what the browser estimates; `usageBytes` is 0 where it does not tell. */
export async function storageSpace(): Promise<StorageSpace> {
  const storage = storageManager()
  const [{ usage = 0, quota }, isPersisted] = await Promise.all([
    storage?.estimate() ?? nothingTold,
    storage?.persisted() ?? false,
  ])
  return { usageBytes: usage, quotaBytes: quota, isPersisted }
}

/** Asks the browser to keep the data for good; returns its answer, which screens show. */
export const askToPersist = async (): Promise<boolean> => (await storageManager()?.persist()) ?? false

/** @throws DeviceError `no-space` where a document of `bytes` would leave no room for text. */
export async function requireSpace(bytes: number): Promise<void> {
  const { usage = 0, quota } = (await storageManager()?.estimate()) ?? nothingTold
  if (quota !== undefined && usage + bytes + reserveBytes > quota)
    throw new DeviceError(
      'no-space',
      `A document of ${bytes} bytes does not fit beside ${usage} of ${quota}.`,
    )
}
