/** What has become of the tasks on screen since they were read: told beside them, so that no row moves by itself. */
import { useEffect, useMemo, useState } from 'react'

export type TaskNews = readonly { taskId: string; state: 'open' | 'claimed' | 'done'; who: string | null }[]

const everyMs = 30_000
const nothing: TaskNews = []

const isNews = (value: unknown): value is TaskNews =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) =>
      typeof one === 'object' && one !== null && 'taskId' in one && 'state' in one && 'who' in one,
  )

async function ask(address: string): Promise<TaskNews | undefined> {
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    const news: unknown = answer.ok ? await answer.json() : undefined
    return isNews(news) ? news : undefined
  } catch {
    // The office cannot be reached now: what was known stays.
    return undefined
  }
}

/** Returns which of `rows` have changed, asked for every 30 s while the page is seen; `base` is the desk's address. */
export function useTaskNews(base: string, rows: readonly { taskId: string; rev: number }[]): TaskNews {
  const address = useMemo(() => {
    const seen = new URLSearchParams(rows.map(({ taskId, rev }) => ['seen', `${taskId}:${rev}`]))
    return rows.length === 0 ? undefined : `${base}/task-news?${seen}`
  }, [base, rows])
  const [found, setFound] = useState<{ address: string; news: TaskNews }>()
  useEffect(() => {
    if (address === undefined) return undefined
    let isGone = false
    const refresh = (): void => {
      if (document.visibilityState !== 'visible') return
      void ask(address).then((news) => {
        if (news && !isGone) setFound({ address, news })
      })
    }
    const timer = setInterval(refresh, everyMs)
    window.addEventListener('focus', refresh)
    return () => {
      isGone = true
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
    }
  }, [address])
  return found?.address === address ? (found?.news ?? nothing) : nothing
}
