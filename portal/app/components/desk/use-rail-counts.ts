/** The numbers of the rail: those that came with the page, and newer ones while it stays open and is seen. */
import type { DeskCounts } from '@lodge/processor'
import { useEffect, useState } from 'react'

export type RailCounts = Readonly<
  Record<
    'all' | 'mine' | 'nobody' | 'late' | 'approvals' | 'claims' | 'messages' | 'ill' | keyof MoneyCounts,
    number
  >
>

/** What of the office's money waits for people; nothing for those who do not look at it. */
export type MoneyCounts = Readonly<Record<'suspense' | 'reviews' | 'payOuts' | 'redCloses', number>>
export const noMoney: MoneyCounts = { suspense: 0, reviews: 0, payOuts: 0, redCloses: 0 }

/** Returns the numbers that the rail shows. */
export const railCountsOf = (
  { tasks, approvals, claims, refusedMessages, ill }: DeskCounts,
  money: MoneyCounts,
): RailCounts => ({
  all: tasks.all.total,
  mine: tasks.mine.total,
  nobody: tasks.nobody.total,
  late: tasks.all.late,
  approvals,
  claims,
  messages: refusedMessages,
  ill,
  ...money,
})

const everyMs = 30_000
/** Coming back to the tab asks at once, but not again and again. */
const soonestMs = 5_000

const isCounts = (value: unknown, like: RailCounts): value is RailCounts =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(like).every((name) => typeof Reflect.get(value, name) === 'number')

async function ask(address: string, like: RailCounts): Promise<RailCounts | undefined> {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    const counts: unknown = answer.ok ? await answer.json() : undefined
    return isCounts(counts, like) ? counts : undefined
  } catch {
    // The office cannot be reached now: the numbers stay as they are.
    return undefined
  }
}

/** Returns `loaded`, or newer numbers from `address`, asked for every 30 s and on focus, only while the page is seen. */
export function useRailCounts(address: string, loaded: RailCounts): RailCounts {
  const [fresh, setFresh] = useState<{ counts: RailCounts; after: RailCounts }>()
  useEffect(() => {
    let [askedAt, isGone] = [Date.now(), false]
    const refresh = (atLeastMs: number): void => {
      if (document.visibilityState !== 'visible' || Date.now() - askedAt < atLeastMs) return
      askedAt = Date.now()
      void ask(address, loaded).then((counts) => {
        if (counts && !isGone) setFresh({ counts, after: loaded })
      })
    }
    const onReturn = (): void => refresh(soonestMs)
    const timer = setInterval(() => refresh(everyMs - 1_000), everyMs)
    document.addEventListener('visibilitychange', onReturn)
    window.addEventListener('focus', onReturn)
    return () => {
      isGone = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onReturn)
      window.removeEventListener('focus', onReturn)
    }
  }, [address, loaded])
  return fresh?.after === loaded ? fresh.counts : loaded
}
