/** Where dossiers wait that could not be sent: each until its next try, or until sending is possible again. */
import { dossierPace, waitMs } from './backoff.ts'
import { longestWaitMs, type SendingError } from './problems.ts'

type Wait = { timer: ReturnType<typeof setTimeout>; untilReturn: boolean }

export type WaitingRoom = {
  has(dossierId: string): boolean
  /** Holds a dossier for the longest time, until it is known for how long. */
  holdBack(dossierId: string): void
  /**
   * Holds a dossier until its next try; returns how often it has failed in a row and how long it waits. One that has come
   * further since (`hasMoved`) starts to count anew.
   */
  hold(dossierId: string, error: SendingError, hasMoved: boolean): { tries: number; waitForMs: number }
  /** Lets a dossier go, and forgets how often it failed. */
  release(dossierId: string): void
  /** Lets those go that waited for the network or a sign-in only. */
  releaseReturned(): void
  clear(): void
}

/** Returns an empty waiting room; `due` is called whenever a dossier has waited long enough. */
export function makeWaitingRoom(random: () => number, due: () => void): WaitingRoom {
  const waits = new Map<string, Wait>()
  const failures = new Map<string, number>()

  function wait(dossierId: string, waitForMs: number, untilReturn: boolean): void {
    clearTimeout(waits.get(dossierId)?.timer)
    const over = (): void => {
      waits.delete(dossierId)
      due()
    }
    waits.set(dossierId, { timer: setTimeout(over, waitForMs), untilReturn })
  }

  function release(dossierId: string): void {
    clearTimeout(waits.get(dossierId)?.timer)
    waits.delete(dossierId)
    failures.delete(dossierId)
  }

  return {
    has: (dossierId) => waits.has(dossierId),
    holdBack: (dossierId) => wait(dossierId, longestWaitMs, false),
    hold(dossierId, { kind, problem, retryAfterMs }, hasMoved) {
      const tries = hasMoved ? 1 : (failures.get(dossierId) ?? 0) + 1
      failures.set(dossierId, tries)
      const waitForMs =
        retryAfterMs === undefined
          ? waitMs(dossierPace, tries, random())
          : Math.min(longestWaitMs, Math.round(retryAfterMs * (1 + random() / 2)))
      wait(dossierId, waitForMs, kind === 'lost-authority' || problem.status === 0)
      return { tries, waitForMs }
    },
    release,
    releaseReturned() {
      for (const [dossierId, { untilReturn }] of waits) if (untilReturn) release(dossierId)
    },
    clear() {
      for (const { timer } of waits.values()) clearTimeout(timer)
    },
  }
}
