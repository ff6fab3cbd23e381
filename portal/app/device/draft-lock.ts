/** One tab edits a draft at a time; a second one shows it read-only and takes over when the first closes. */

export type DraftLock = {
  /** Whether this tab may edit now. */
  readonly mine: boolean
  /** Calls `listener` once when the draft becomes this tab's; at once (in a microtask) if it is already. */
  onMine(listener: () => void): void
  /** Gives the draft up, or stops waiting for it. */
  release(): void
}

type Claim = { users: number; isMine: boolean; granted: Promise<undefined>; end: () => void }

/** How long the browser may take to say that a draft is free; then another tab has it. */
const answerMs = 150
/** How long a tab keeps a draft that no screen of it shows: going from page to page must not lose it to a waiting tab. */
const lingerMs = 1_000

const pause = (ms: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), ms))

/** Returns the function by which the screens of one tab claim drafts. */
export function makeDraftLocks(deps: { locks?: LockManager; lingerMs?: number } = {}) {
  const claims = new Map<string, Claim>()

  function claim(draftId: string): Claim {
    const known = claims.get(draftId)
    if (known) return known
    const ended = Promise.withResolvers<undefined>()
    const granted = Promise.withResolvers<undefined>()
    const waiting = new AbortController()
    const made: Claim = {
      users: 0,
      isMine: false,
      granted: granted.promise,
      end() {
        if (claims.get(draftId) === made) claims.delete(draftId)
        made.isMine = false
        waiting.abort()
        ended.resolve(undefined)
      },
    }
    const hold = (): Promise<undefined> => {
      made.isMine = true
      granted.resolve(undefined)
      return ended.promise
    }
    const { locks = navigator.locks } = deps
    locks.request(`lodge-draft-${draftId}`, { signal: waiting.signal }, hold).catch(() => {
      // Ended before it was granted.
    })
    claims.set(draftId, made)
    return made
  }

  /**
   * Claims a draft; resolves when it is clear whether another tab has it. The browser gives it on when that tab closes or
   * crashes. Several screens of one tab share its claim.
   */
  return async function lockDraft(draftId: string): Promise<DraftLock> {
    const mine = claim(draftId)
    mine.users += 1
    let isReleased = false
    await Promise.race([mine.granted, pause(answerMs)])
    return {
      get mine() {
        return mine.isMine && !isReleased
      },
      onMine: (listener) => void mine.granted.then(listener),
      release() {
        if (isReleased) return
        isReleased = true
        mine.users -= 1
        setTimeout(() => {
          if (mine.users === 0) mine.end()
        }, deps.lingerMs ?? lingerMs)
      },
    }
  }
}

/** Claims a draft for this tab. */
export const lockDraft = makeDraftLocks()
