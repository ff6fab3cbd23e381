/** How long ago something was, in words. */
import type { Words } from '../../messages/en.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Returns words such as "5 minutes ago" for a device time in milliseconds; a moment in the future counts as now. */
export function timeAgo(at: number, now: number, words: Words): string {
  const { ago } = words.drafting
  const past = Math.max(0, now - at)
  if (past < minuteMs) return ago.now
  if (past < hourMs) return ago.minutes(Math.floor(past / minuteMs))
  if (past < dayMs) return ago.hours(Math.floor(past / hourMs))
  return ago.days(Math.floor(past / dayMs))
}
