/** The device in React: opened by the local layout, given to every drafting screen, read live. */
import type { CodeList, PublicProfile, RequestType, TermList } from '@lodge/shared-types'
import { liveQuery } from 'dexie'
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { asDeviceError, DeviceError } from './device-error.ts'
import { openDevice, type ClosedBecause, type Device } from './open-device.ts'
import { readCodeList, readReference, readRequestTypes, readTerms } from './reference.ts'

export type DeviceState =
  | { state: 'opening' }
  /** Nobody has signed in here: "sign in once with a network". */
  | { state: 'nobody' }
  | { state: 'open'; device: Device }
  | { state: 'closed'; because: ClosedBecause }
  | { state: 'failed'; error: DeviceError }

const deviceErrorOf = (error: unknown): DeviceError => {
  const known = asDeviceError(error)
  return known instanceof DeviceError
    ? known
    : new DeviceError('no-store', 'The device could not be opened.', { cause: error })
}

/**
 * Opens the device of an office and follows it: other tabs may sign out. For the local layout. After a sign-in, or to try
 * again, give another `attempt`.
 */
export function useOpenedDevice(officeId: string, attempt = 0): DeviceState {
  const [state, setState] = useState<DeviceState>({ state: 'opening' })
  useEffect(() => {
    let isLeft = false
    let device: Device | undefined
    const show = (next: DeviceState): void => {
      if (!isLeft) setState(next)
    }
    const open = async (): Promise<void> => {
      device = await openDevice(officeId)
      if (!device) {
        show({ state: 'nobody' })
        return
      }
      if (isLeft) {
        device.close()
        return
      }
      show({ state: 'open', device })
      show({ state: 'closed', because: await device.closed })
    }
    show({ state: 'opening' })
    open().catch((error: unknown) => show({ state: 'failed', error: deviceErrorOf(error) }))
    return () => {
      isLeft = true
      device?.close()
    }
  }, [officeId, attempt])
  return state
}

const DeviceContext = createContext<Device | undefined>(undefined)

/** Gives the open device to everything below. */
export const DeviceProvider = ({ device, children }: { device: Device; children: ReactNode }) => (
  <DeviceContext.Provider value={device}>{children}</DeviceContext.Provider>
)

/** Returns the open device; only below DeviceProvider. */
export function useDevice(): Device {
  const device = useContext(DeviceContext)
  if (!device) throw new TypeError('useDevice stands outside of DeviceProvider')
  return device
}

type Live<T> = { deps: readonly unknown[]; value?: T; error?: unknown }

const areSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, index) => Object.is(value, other[index]))

/**
 * Returns what `read` gives, again whenever rows that it read change in any tab; undefined before the first answer for
 * these `deps`. What `read` throws goes to the error boundary, but not that the device was closed: the layout tells that.
 */
export function useLive<T>(read: () => Promise<T>, deps: readonly unknown[]): T | undefined {
  const [live, setLive] = useState<Live<T>>()
  useEffect(() => {
    const subscription = liveQuery(read).subscribe({
      next: (value) => setLive({ deps, value }),
      error: (error: unknown) => {
        const known = deviceErrorOf(error)
        if (known.code !== 'signed-out') setLive({ deps, error: known })
      },
    })
    return () => subscription.unsubscribe()
  }, deps)
  if (!live || !areSame(live.deps, deps)) return undefined
  if (live.error !== undefined) throw live.error
  return live.value
}

/** Returns the profile of an office (or the version a draft pins), live; null: it never came to this device; undefined: not yet read. */
export function useReference(officeId: string, profileVersion?: string): PublicProfile | null | undefined {
  return useLive(
    async () => (await readReference(officeId, profileVersion))?.profile ?? null,
    [officeId, profileVersion],
  )
}

/** Returns a term list, live; null and undefined as above. */
export function useTerms(officeId: string, termsVersion: string | undefined): TermList | null | undefined {
  return useLive(
    async () =>
      termsVersion === undefined ? undefined : ((await readTerms(officeId, termsVersion)) ?? null),
    [officeId, termsVersion],
  )
}

/** Returns a code list, live; null and undefined as above. */
export function useCodeList(officeId: string, version: string | undefined): CodeList | null | undefined {
  return useLive(
    async () => (version === undefined ? null : ((await readCodeList(officeId, version)) ?? null)),
    [officeId, version],
  )
}

/** Returns the requests about files that an office took under a digest, live; null and undefined as above. */
export function useRequestTypes(
  officeId: string,
  digest: string | undefined,
): readonly RequestType[] | null | undefined {
  return useLive(
    async () => (digest === undefined ? undefined : ((await readRequestTypes(officeId, digest)) ?? null)),
    [officeId, digest],
  )
}
