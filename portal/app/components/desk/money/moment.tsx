/** Times and days of the money pages, in the office's zone and words; a dash where there is none. */
import type { PlainDate } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { useOfficeWords } from '../../../language.tsx'
import { dateInWords, instantInWords } from '../../../office-time.ts'

export function Moment({ at }: { at: Date | null }) {
  const words = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  return at === null ? <>–</> : <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, words)}</time>
}

export function Day({ on }: { on: PlainDate | null }) {
  const words = useOfficeWords()
  return on === null ? <>–</> : <time dateTime={on}>{dateInWords(on, words)}</time>
}
