/** Keeps looking whether the office answers and whose session this browser holds, as long as sending is not possible. */
import { awayPace, idleAwayPace, signInPace, waitMs } from './backoff.ts'
import { SendingError } from './problems.ts'
import type { Standing } from './session.ts'

export type LookoutDeps = {
  /** Asks the office. @throws SendingError where it does not answer, or not now. */
  readStanding: () => Promise<Standing>
  random: () => number
  /** Whether somebody waits for the office at a page that they look at. */
  isAwaited: () => boolean
  /** It is time to look again. */
  due: () => void
  /** Sending is possible again after it was not: the office is back, or the user has signed in. */
  returned: () => void
}

export type Lookout = {
  /**
   * Returns the standing that allows sending, looking for it where that is due; undefined while there is none. `isAway`: the
   * last request met no office, so that what was known says nothing.
   */
  standing(isAway: boolean): Promise<Extract<Standing, { authority: 'ok' }> | undefined>
  /** What was known is in doubt: the next `standing` looks at once. */
  doubt(): void
  /** Since when what is known has not been looked at, in milliseconds. */
  ageMs(): number
  stop(): void
}

export function makeLookout({ readStanding, random, isAwaited, due, returned }: LookoutDeps): Lookout {
  let known: Standing | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Looks in a row that found no way to send. */
  let vain = 0
  let lookedAt = 0

  function waitFor(pace: typeof awayPace, retryAfterMs = 0): void {
    vain += 1
    timer = setTimeout(
      () => {
        timer = undefined
        known = undefined
        due()
      },
      Math.max(retryAfterMs, waitMs(pace, vain, random())),
    )
  }

  async function look(): Promise<void> {
    lookedAt = performance.now()
    try {
      known = await readStanding()
    } catch (error) {
      known = undefined
      if (!(error instanceof SendingError)) throw error
      waitFor(isAwaited() ? awayPace : idleAwayPace, error.retryAfterMs)
      return
    }
    if (known.authority !== 'ok') waitFor(signInPace)
    else if (vain > 0) {
      vain = 0
      returned()
    }
  }

  const doubt = (): void => {
    clearTimeout(timer)
    timer = undefined
    known = undefined
  }

  return {
    async standing(isAway) {
      if (isAway && known?.authority === 'ok') known = undefined
      if (known === undefined && timer === undefined) await look()
      return known?.authority === 'ok' ? known : undefined
    },
    doubt,
    ageMs: () => performance.now() - lookedAt,
    stop: doubt,
  }
}
