/** After the acknowledgement: asks the office gently what became of a dossier, until there is nothing more to come. */
import type { OutboxEntry } from '../outbox-rows.ts'
import { followPace, waitMs } from './backoff.ts'
import { readDossier } from './dossier-at-office.ts'
import type { OfficeHttp } from './office-http.ts'
import type { SendingDevice } from './send-dossier.ts'

export type FollowDeps = {
  device: Pick<SendingDevice, 'officeId' | 'outbox'>
  http: OfficeHttp
  random: () => number
  /** Whether it makes sense to ask now: a page is looked at, the office answers, and it is this user's session. */
  mayAsk: () => boolean
  /** Hears what kept the office's word from coming. */
  failed: (error: unknown) => void
}

/** Whether the office's word on a dossier is final on this device. */
export function isFinished({ progress }: Pick<OutboxEntry, 'progress'>): boolean {
  const { status, files = [], isOwing = false } = progress.office ?? {}
  if (status === 'returned' || status === 'withdrawn') return true
  return status === 'lodged' && files.length > 0 && !isOwing
}

export type Follower = {
  /** Takes up a dossier that is acknowledged and not finished, unless it is followed already. */
  follow(dossierId: string): void
  /** Asks soon about all: the person has come back, from paying perhaps. */
  soon(): void
  stop(): void
}

/** Returns the follower; it asks about one dossier at a time. */
export function makeFollower({ device, http, random, mayAsk, failed }: FollowDeps): Follower {
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  let asking: Promise<unknown> = Promise.resolve()
  let isStopped = false

  function later(dossierId: string, looks: number): void {
    if (isStopped) return
    clearTimeout(timers.get(dossierId))
    const wait = waitMs(followPace, looks, random())
    const look = (): void => {
      asking = asking.then(() => ask(dossierId, looks))
    }
    timers.set(dossierId, setTimeout(look, wait))
  }

  async function ask(dossierId: string, looks: number): Promise<void> {
    if (isStopped) return
    if (!mayAsk()) {
      later(dossierId, looks + 1)
      return
    }
    try {
      const found = await readDossier(http, device.officeId, dossierId)
      // A dossier that the office no longer shows stays as it is; `soon` asks again.
      if (!found) return
      const progress = await device.outbox.update(dossierId, { office: found.facts })
      if (isFinished({ progress })) timers.delete(dossierId)
      else later(dossierId, looks + 1)
    } catch (error) {
      later(dossierId, looks + 1)
      failed(error)
    }
  }

  return {
    follow(dossierId) {
      if (!timers.has(dossierId)) later(dossierId, 1)
    },
    soon() {
      for (const dossierId of timers.keys()) later(dossierId, 1)
    },
    stop() {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
