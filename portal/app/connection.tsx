/** The sender of this device in React: what it found out about network and session is told in one place, and to screens. */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { Device } from './device/open-device.ts'
import type { Sender, SenderState } from './device/sending/sender-state.ts'
import { useSenderState } from './device/sending/use-sender.ts'
import { whenIdle } from './shell/when-idle.ts'

const SenderContext = createContext<Sender | undefined>(undefined)

/** A module that could not be loaded now is asked for again so much later. */
const againMs = 10_000

/** Starts the sender of a device once the page is there, and gives it to everything below. */
export function SenderProvider({ device, children }: { device: Device; children: ReactNode }) {
  const [sender, setSender] = useState<Sender>()
  useEffect(() => {
    let isGone = false
    let started: Sender | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const start = (): void =>
      void import('./device/sending/sender.ts').then(
        ({ startSender }) => {
          if (isGone) return
          started = startSender(device)
          setSender(started)
        },
        () => (again = setTimeout(start, againMs)),
      )
    const stop = whenIdle(start)
    return () => {
      isGone = true
      stop()
      clearTimeout(again)
      setSender(undefined)
      void started?.stop()
    }
  }, [device])
  return <SenderContext.Provider value={sender}>{children}</SenderContext.Provider>
}

/** Returns the sender; undefined until it has started, and on pages without one. */
export const useSender = (): Sender | undefined => useContext(SenderContext)

/** Returns what is known about the connection, live; nothing is known before the sender has asked. */
export const useConnection = (): SenderState => useSenderState(useSender())
