/** Shows what the office's programs do right after a person's act, such as closing a task or signing a notice, without a reload. */
import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** Most is done within a second; what takes longer shows when the page is opened again. */
const againAfterMs = [800, 1_500, 3_000, 6_000]

/** Reads the page's data again, a few times, as long as `isSettling`: something that was begun is on its way. */
export function useSettling(isSettling: boolean): void {
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  useEffect(() => {
    if (!isSettling) return undefined
    const timers = againAfterMs.map((ms) => setTimeout(() => latest.current(), ms))
    return () => timers.forEach(clearTimeout)
  }, [isSettling])
}
