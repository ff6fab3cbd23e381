/** Choosing the time limit of a notice: a period or a day, and at once the day that it comes to, with its reasons. */
import type { NoticeLimit } from '@lodge/shared-types'
import { useEffect, useRef, useState } from 'react'
import { useChrome } from '../../chrome.ts'
import { useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { ComesTo, type ShownLimit } from './limit-shown.tsx'
import styles from './notice-editor.module.css'

type Props = {
  limit: NoticeLimit
  /** Of the limit as it was loaded. */
  today: ShownLimit
  error: string | undefined
  /** What a refused form had, by the name of its entry. */
  typed: Readonly<Record<string, string>> | undefined
}

const units = ['days', 'weeks', 'months', 'years'] as const
const kinds = ['period', 'date'] as const

const entriesOf = (limit: NoticeLimit): Record<string, string> => ({
  'limit.kind': limit.kind,
  'limit.count': limit.kind === 'period' ? String(limit.period.count) : '2',
  'limit.unit': limit.kind === 'period' ? limit.period.unit : 'months',
  'limit.date': limit.kind === 'date' ? limit.date : '',
})

/** Answers of our own server, as far as they are shown. */
const isShownLimit = (said: unknown): said is ShownLimit =>
  typeof said === 'object' && said !== null && 'date' in said && 'trace' in said && Array.isArray(said.trace)

/** Returns what the limit comes to, as the office says it; what was loaded until the office has answered. */
function useLimitToday(entries: Record<string, string>, loaded: ShownLimit): ShownLimit | undefined {
  const base = `/o/${useChrome().office?.id ?? ''}`
  const [told, setTold] = useState<ShownLimit | undefined>(loaded)
  const asked = new URLSearchParams(entries).toString()
  const first = useRef(asked)
  useEffect(() => {
    if (asked === first.current) return undefined
    first.current = ''
    const leaving = new AbortController()
    const ask = async (): Promise<void> => {
      const response = await fetch(`${base}/api/notice-limit?${asked}`, { signal: leaving.signal })
      const said: unknown = await response.json()
      setTold(response.ok && isShownLimit(said) ? said : undefined)
    }
    // While somebody types, the last entry alone is asked about. Without an answer nothing is claimed.
    const timer = setTimeout(() => void ask().catch(() => setTold(undefined)), 250)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [asked, base])
  return told
}

export function LimitEntry({ limit, today, error, typed }: Props) {
  const words = useWordsOf(examinationWords).notice
  const [entries, setEntries] = useState(() => ({ ...entriesOf(limit), ...limitsIn(typed) }))
  const told = useLimitToday(entries, today)
  const set = (name: string) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    setEntries((before) => ({ ...before, [name]: value }))
  }
  const kind = entries['limit.kind']
  if (limit.kind === 'none')
    return (
      <p className={styles.hint}>
        <input type="hidden" name="limit.kind" value="none" />
        {words.limits.none}
      </p>
    )
  return (
    <fieldset className={styles.limit} id="limit">
      <legend>{words.limitTitle}</legend>
      {error !== undefined && <p className={styles.error}>{error}</p>}
      <div className={styles.kinds}>
        {kinds.map((one) => (
          <label key={one} className={styles.check}>
            <input
              type="radio"
              name="limit.kind"
              value={one}
              checked={kind === one}
              onChange={set('limit.kind')}
            />
            {words.limits[one]}
          </label>
        ))}
      </div>
      <div className={styles.period} data-kind="period">
        <label>
          <span>{words.count}</span>
          <input
            className={styles.input}
            type="number"
            name="limit.count"
            min={1}
            max={1000}
            value={entries['limit.count']}
            onChange={set('limit.count')}
          />
        </label>
        <label>
          <span>{words.unit}</span>
          <select
            className={styles.input}
            name="limit.unit"
            value={entries['limit.unit']}
            onChange={set('limit.unit')}
          >
            {units.map((unit) => (
              <option key={unit} value={unit}>
                {words.units[unit]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className={styles.day} data-kind="date">
        <span>{words.day}</span>
        <input
          className={styles.input}
          type="date"
          name="limit.date"
          value={entries['limit.date']}
          onChange={set('limit.date')}
        />
      </label>
      {told && <ComesTo told={told} />}
    </fieldset>
  )
}

const limitsIn = (typed: Props['typed']): Record<string, string> =>
  Object.fromEntries(Object.entries(typed ?? {}).filter(([name]) => name.startsWith('limit.')))
