/** The tabs of one user: one of them leads and sends, the others hear from it and wake it. */
import { z } from 'zod'
import type { SenderState } from './sender-state.ts'

/** What tabs tell each other; a tab of another version may say more. */
const messageSchema = z.discriminatedUnion('kind', [
  /** Something may be sent now; `dossierId`: at once, whatever it waits for. */
  z.object({ kind: z.literal('nudge'), dossierId: z.string().optional() }),
  /** Somebody looks at a tab that does not lead. */
  z.object({ kind: z.literal('seen') }),
  /** A tab has come and wants to know the state. */
  z.object({ kind: z.literal('hello') }),
  z.object({
    kind: z.literal('state'),
    reachability: z.enum(['unknown', 'online', 'away']),
    authority: z.enum(['unknown', 'ok', 'sign-in-needed', 'other-user']),
    clockSkewMs: z.number().optional(),
  }),
])
type Message = z.infer<typeof messageSchema>
/** What the leading tab has found out. */
type Findings = Omit<SenderState, 'leading'>

export type TabsDeps = {
  /** Names the user's tabs at one office. */
  name: string
  locks: Pick<LockManager, 'request'>
  openChannel: (name: string) => BroadcastChannel
}

export type TabsEvents = {
  /** This tab leads from now on. */
  lead: () => void
  /** The leading tab is asked to look again. */
  nudged: (dossierId: string | undefined) => void
  /** Somebody looks at another tab, while this one leads. */
  seen: () => void
  /** The leading tab has told what it found out. */
  told: (findings: Findings) => void
  /** Returns what the leading tab tells. */
  findings: () => Findings
}

export type Tabs = {
  /** Wakes the leading tab, wherever it is. */
  nudge(dossierId?: string): void
  /** Tells the leading tab that somebody looks at this one. */
  see(): void
  /** Tells the other tabs the findings, if this one leads. */
  tell(): void
  leave(): void
}

/** Joins the user's tabs; the Web Lock goes to one tab at a time, and to the next when that one closes, crashes or leaves. */
export function joinTabs({ name, locks, openChannel }: TabsDeps, events: TabsEvents): Tabs {
  const channel = openChannel(name)
  const left = new AbortController()
  const { promise: leaving, resolve: leave } = Promise.withResolvers<undefined>()
  let isLeading = false

  const post = (message: Message): void => {
    if (!left.signal.aborted) channel.postMessage(message)
  }
  const tell = (): void => {
    if (isLeading) post({ kind: 'state', ...events.findings() })
  }
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(data).data
    if (message === undefined || left.signal.aborted) return
    if (message.kind === 'hello') tell()
    else if (message.kind === 'state') {
      const { reachability, authority, clockSkewMs } = message
      if (!isLeading)
        events.told({ reachability, authority, ...(clockSkewMs === undefined ? {} : { clockSkewMs }) })
    } else if (isLeading) {
      if (message.kind === 'seen') events.seen()
      else events.nudged(message.dossierId)
    }
  }
  post({ kind: 'hello' })

  locks
    .request(name, { signal: left.signal }, async () => {
      if (left.signal.aborted) return
      isLeading = true
      events.lead()
      await leaving
    })
    .catch((error: unknown) => {
      // Left while it still waited for its turn.
      if (!left.signal.aborted) throw error
    })

  return {
    nudge(dossierId) {
      if (isLeading) events.nudged(dossierId)
      else post({ kind: 'nudge', ...(dossierId === undefined ? {} : { dossierId }) })
    },
    see: () => post({ kind: 'seen' }),
    tell,
    leave() {
      isLeading = false
      left.abort()
      leave(undefined)
      channel.close()
    },
  }
}
