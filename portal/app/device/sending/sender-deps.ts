/** What the sender needs of the browser. */
import { settleSignOut } from '../open-device.ts'

export type PageLife = {
  isVisible(): boolean
  /** `why`: the network may have changed, or the person looks at the page again. Returns how to end it. */
  onWake(wake: (why: 'network' | 'seen') => void): () => void
}

export type SenderDeps = {
  fetch: typeof fetch
  origin: string
  /** Device time in milliseconds; it is shown and compared with the office's, and decides nothing. */
  now: () => number
  /** From 0 to 1. */
  random: () => number
  locks: Pick<LockManager, 'request'>
  openChannel: (name: string) => BroadcastChannel
  page: PageLife
  /** Ends the session that somebody left open who signed out without a network; returns whether none is left. */
  settleSignOut: (officeId: string, deps: { fetch: typeof fetch }) => Promise<boolean>
}

const pageLife: PageLife = {
  isVisible: () => document.visibilityState === 'visible',
  onWake(wake) {
    const ended = new AbortController()
    const { signal } = ended
    const network = (): void => wake('network')
    const seen = (): void => {
      if (document.visibilityState === 'visible') wake('seen')
    }
    window.addEventListener('online', network, { signal })
    window.addEventListener('offline', network, { signal })
    window.addEventListener('pageshow', seen, { signal })
    document.addEventListener('visibilitychange', seen, { signal })
    return () => ended.abort()
  },
}

/** Returns the real browser. */
export const browserDeps = (): SenderDeps => ({
  fetch: (...given) => fetch(...given),
  origin: location.origin,
  now: () => Date.now(),
  random: () => Math.random(),
  locks: navigator.locks,
  openChannel: (name) => new BroadcastChannel(name),
  page: pageLife,
  settleSignOut,
})
