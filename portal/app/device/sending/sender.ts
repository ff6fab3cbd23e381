/** The sender: what is in the outbox goes to the office, from one tab, whenever that is possible. Load it after first paint. */
import { DeviceError } from '../device-error.ts'
import type { Device } from '../open-device.ts'
import type { OutboxEntry } from '../outbox-rows.ts'
import { isFinished, makeFollower } from './follow-office.ts'
import { bytesLeft, nextToSend } from './lanes.ts'
import { makeLookout } from './lookout.ts'
import { makeOfficeHttp } from './office-http.ts'
import { failed, SendingError } from './problems.ts'
import { makeJudge } from './reachability.ts'
import { sendDossier, type SendingDevice } from './send-dossier.ts'
import { browserDeps, type SenderDeps } from './sender-deps.ts'
import { initialSenderState, type Sender, type SenderState } from './sender-state.ts'
import { readStanding } from './session.ts'
import { joinTabs } from './tabs.ts'
import { makeVerify } from './verify-acknowledgement.ts'
import { makeWaitingRoom } from './waiting-room.ts'

/** A session that was looked at so long ago is looked at again when the person comes back to the page. */
const staleStandingMs = 60_000
/** How often a tab that is looked at and does not lead says so: browsers slow the timers of a hidden leading tab down. */
const seenEveryMs = 4_000
/** How long nothing new begins after the office asked for fewer requests. */
const breatherMs = 5_000

/** Starts sending what is in the device's outbox; ends by itself when the device closes. */
export function startSender(
  device: SendingDevice & Pick<Device, 'closed'>,
  deps: SenderDeps = browserDeps(),
): Sender {
  const { officeId, user, outbox } = device
  const { fetch, now, random, page } = deps
  const ended = new AbortController()
  const isEnded = (): boolean => ended.signal.aborted
  const listeners = new Set<() => void>()
  let state: SenderState = initialSenderState

  const underWay = new Map<string, { entry: OutboxEntry; end: Promise<void> }>()
  const waiting = makeWaitingRoom(random, workAfresh)
  let breather: ReturnType<typeof setTimeout> | undefined
  /** What is to be sent, the first submitted first; undefined before the outbox was read. */
  let queue: OutboxEntry[] | undefined
  /** Whether the outbox may have changed since it was read. */
  let isStale = true
  let seenElsewhereAt = Number.NEGATIVE_INFINITY

  const isLookedAt = (): boolean => page.isVisible() || performance.now() - seenElsewhereAt < 2 * seenEveryMs

  function become(change: Partial<SenderState>): void {
    state = { ...state, ...change }
    if (state.leading) tabs.tell()
    for (const listener of listeners) listener()
  }

  const judge = makeJudge(now, (facts) => become(facts))
  const http = makeOfficeHttp({ fetch, now, judge, origin: deps.origin, ended: ended.signal })
  const verify = makeVerify(http, officeId)
  const lookout = makeLookout({
    async readStanding() {
      if (!(await deps.settleSignOut(officeId, { fetch }))) throw failed('no-answer')
      const standing = await readStanding(http, officeId, user.id)
      if (state.authority !== standing.authority) become({ authority: standing.authority })
      return standing
    },
    random,
    isAwaited: () => queue?.length !== 0 && isLookedAt(),
    due: workAfresh,
    returned() {
      waiting.releaseReturned()
      follower.soon()
    },
  })
  const follower = makeFollower({
    device,
    http,
    random,
    mayAsk: () => isLookedAt() && state.reachability === 'online' && state.authority === 'ok',
    failed: (error) => {
      if (error instanceof SendingError && error.kind === 'lost-authority') lookout.doubt()
      work()
    },
  })

  /** Tells developers of what has no place in any row. */
  function complain(what: string, error: unknown): void {
    const isGone = error instanceof DeviceError && ['signed-out', 'no-dossier'].includes(error.code)
    if (!isEnded() && !isGone) console.error(what, error)
  }

  /** There is nothing more to send of this dossier, or nothing without the person. */
  function done(dossierId: string): void {
    waiting.release(dossierId)
    queue = queue?.filter((entry) => entry.dossierId !== dossierId)
  }

  /** Notes why a dossier could not be sent, and when it is tried again. */
  async function putBack(entry: OutboxEntry, thrown: unknown): Promise<void> {
    if (isEnded()) return
    const { dossierId, documents } = entry
    if (thrown instanceof DeviceError && thrown.code === 'no-dossier') {
      // Taken back meanwhile.
      done(dossierId)
      return
    }
    // Before anything is stored: a device that cannot store must not try without a pause.
    waiting.holdBack(dossierId)
    const error = thrown instanceof SendingError ? thrown : failed('device-failed', thrown)
    const { kind, problem, retryAfterMs } = error
    if (kind === 'needs-you') {
      await outbox.update(dossierId, { state: 'needs-you', problem, nextTryAt: undefined })
      done(dossierId)
      return
    }
    if (kind === 'lost-authority') lookout.doubt()
    if (problem.code === 'too-many-requests') rest(retryAfterMs ?? breatherMs)
    // A missing sign-in is told by the sender's state, for all dossiers at once.
    const note = kind === 'retry' ? problem : undefined
    const progress = await outbox.update(dossierId, { state: 'queued', problem: note })
    const hasMoved = bytesLeft({ documents, progress }) < bytesLeft(entry)
    const { tries, waitForMs } = waiting.hold(dossierId, error, hasMoved)
    await outbox.update(dossierId, { tries, nextTryAt: now() + waitForMs })
  }

  function rest(askedMs: number): void {
    clearTimeout(breather)
    const over = (): void => {
      breather = undefined
      work()
    }
    breather = setTimeout(over, Math.min(breatherMs, askedMs))
  }

  function begin(entry: OutboxEntry, csrfToken: string): void {
    const { dossierId } = entry
    const end = sendDossier(device, { http, csrfToken, verify }, dossierId)
      .then(
        (isAcknowledged) => {
          done(dossierId)
          if (isAcknowledged) follower.follow(dossierId)
        },
        (error: unknown) => putBack(entry, error),
      )
      // It waits already; the store that failed is asked again then.
      .catch((error: unknown) => complain('The outbox could not be written', error))
      .finally(() => {
        underWay.delete(dossierId)
        work()
      })
    underWay.set(dossierId, { entry, end })
  }

  /** Reads what is to be sent, and takes up what is to be followed. */
  async function readQueue(): Promise<OutboxEntry[]> {
    const entries = await outbox.list()
    for (const entry of entries)
      if (entry.progress.state === 'acknowledged' && !isFinished(entry)) follower.follow(entry.dossierId)
    // The list has the last submitted first.
    return entries.filter(({ progress: { state: at } }) => at === 'queued' || at === 'sending').reverse()
  }

  /** Begins whatever may begin now. */
  async function round(): Promise<void> {
    const standing = await lookout.standing(state.reachability === 'away')
    if (!standing || isEnded()) return
    if (queue === undefined || isStale) {
      isStale = false
      queue = await readQueue()
    }
    while (breather === undefined && !isEnded()) {
      const free = queue.filter(({ dossierId }) => !underWay.has(dossierId) && !waiting.has(dossierId))
      const next = nextToSend(
        free,
        [...underWay.values()].map(({ entry }) => entry),
      )
      if (!next) break
      begin(next, standing.csrfToken)
    }
  }

  let isAtWork = false
  let isWanted = false

  /** Sees to it that a round runs, and another one if something happens meanwhile. */
  function work(): void {
    isWanted = true
    if (!isAtWork && state.leading) void rounds()
  }

  /** The same, where the outbox may have changed meanwhile. */
  function workAfresh(): void {
    isStale = true
    work()
  }

  async function rounds(): Promise<void> {
    isAtWork = true
    try {
      while (isWanted && !isEnded()) {
        isWanted = false
        await round()
      }
    } catch (error) {
      isStale = true
      complain('The outbox could not be read', error)
      rest(breatherMs)
    } finally {
      isAtWork = false
    }
  }

  function nudged(dossierId: string | undefined): void {
    if (dossierId !== undefined) waiting.release(dossierId)
    const isDoubtful = state.reachability !== 'online' || state.authority !== 'ok'
    if (isDoubtful || lookout.ageMs() > staleStandingMs) lookout.doubt()
    follower.soon()
    workAfresh()
  }

  const tabs = joinTabs(
    {
      name: `lodge-sender-${officeId}-${user.id}`,
      locks: deps.locks,
      openChannel: deps.openChannel,
    },
    {
      lead() {
        become({ leading: true })
        workAfresh()
      },
      nudged,
      seen() {
        seenElsewhereAt = performance.now()
        if (state.reachability === 'away' && lookout.ageMs() > seenEveryMs / 2) nudged(undefined)
      },
      told: (findings) => become(findings),
      findings: () => {
        const { leading: _, ...findings } = state
        return findings
      },
    },
  )
  const stopListening = page.onWake((why) => {
    if (why === 'network' && state.leading) lookout.doubt()
    tabs.nudge()
  })
  const seeing = setInterval(() => {
    if (!state.leading && page.isVisible()) tabs.see()
  }, seenEveryMs)

  async function stop(): Promise<void> {
    if (isEnded()) return
    ended.abort()
    clearInterval(seeing)
    clearTimeout(breather)
    waiting.clear()
    lookout.stop()
    follower.stop()
    stopListening()
    await Promise.all([...underWay.values()].map(({ end }) => end))
    tabs.leave()
    become({ leading: false })
  }
  void device.closed.then(stop)

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    nudge: () => tabs.nudge(),
    async tryAgain(dossierId) {
      await outbox.update(dossierId, ({ state: at }) =>
        at === 'acknowledged' || at === 'sending'
          ? {}
          : { state: 'queued', tries: 0, problem: undefined, nextTryAt: undefined },
      )
      tabs.nudge(dossierId)
    },
    stop,
  }
}
