/** One submitted dossier as this device knows it, live, with its badge. */
import { money, type Currency, type Money } from '@lodge/shared-types'
import { useEffect, useState } from 'react'
import { useSender } from '../../connection.tsx'
import type { OutboxEntry } from '../../device/outbox-rows.ts'
import { badgeOf, type Badge } from '../../device/sending/badge.ts'
import { useSenderState } from '../../device/sending/use-sender.ts'

/** Returns the device's time, again every second while `isTicking`: only to count down to a next try. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isTicking) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}

/** Returns the badge of each dossier. */
export function useBadges(entries: readonly OutboxEntry[]): Badge[] {
  const state = useSenderState(useSender())
  const now = useNow(entries.some(({ progress }) => progress.nextTryAt !== undefined))
  return entries.map((entry) => badgeOf(entry, state, now))
}

/** Returns what a dossier comes to: the office's word where it is known, else what was seen on submitting. */
export function totalOf(entry: OutboxEntry, currency: Currency): Money {
  return entry.progress.acknowledgement?.order.total ?? quotedOf(entry, currency)
}

/** Returns what was seen on submitting. */
export function quotedOf({ quoteLines }: OutboxEntry, currency: Currency): Money {
  const amountMinor = quoteLines.reduce((sum, line) => sum + line.amountMinor, 0n)
  return money(amountMinor, currency)
}
