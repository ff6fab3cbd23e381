/** The checker and the prices of drafts, in React: there a moment after the page, and kept while the tab lives. */
import { useEffect, useState } from 'react'
import { whenIdle } from '../../shell/when-idle.ts'
import type { judge } from './judge.ts'

type Judge = typeof judge

let loaded: Judge | undefined

/** A module that could not be loaded now is asked for again so much later. */
const againMs = 10_000

/** Returns the checker as soon as it is loaded. @throws TypeError where it cannot be. */
export async function loadJudge(): Promise<Judge> {
  loaded ??= (await import('./judge.ts')).judge
  return loaded
}

/** Returns the checker; undefined until it is there, for which a page that is shown (`isWanted`) asks. */
export function useJudge(isWanted: boolean): Judge | undefined {
  const [known, setKnown] = useState(() => loaded)
  useEffect(() => {
    if (!isWanted || known) return
    let again: ReturnType<typeof setTimeout> | undefined
    let isGone = false
    const load = (): void => {
      loadJudge().then(
        (found) => {
          if (!isGone) setKnown(() => found)
        },
        () => {
          if (!isGone) again = setTimeout(load, againMs)
        },
      )
    }
    const stop = whenIdle(load)
    return () => {
      isGone = true
      stop()
      clearTimeout(again)
    }
  }, [isWanted, known])
  return known
}
