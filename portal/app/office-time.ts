/** Dates and times as people read them, in the office's time zone. Server and browser write the same characters. */
import type { PlainDate } from '@lodge/shared-types'
import type { Words } from './messages/en.ts'

/** Returns a legal date such as "14 March 2026". */
export function dateInWords(date: PlainDate, words: Words): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return `${Number(day)} ${words.months[Number(month) - 1] ?? month} ${year}`
}

/** Making a formatter costs fifty times what using one does, and a list writes a hundred times. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterIn(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(timeZone, made)
  return made
}

/** Returns an instant such as "14 March 2026, 10:32" in an IANA time zone. */
export function instantInWords(instant: Date, timeZone: string, words: Words): string {
  const parts = formatterIn(timeZone).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? ''
  const date = dateInWords(`${part('year')}-${part('month')}-${part('day')}`, words)
  return words.moment(date, `${part('hour')}:${part('minute')}`)
}
