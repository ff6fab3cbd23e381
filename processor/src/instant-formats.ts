/** Formatters of dates, each made once: making one costs fifty times what using one does. */

const made = new Map<string, Intl.DateTimeFormat>()

/** Returns the formatter for a BCP 47 locale with these options; a system knows a handful of locales and zones. */
export function instantFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const known = made.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locale, options)
  made.set(key, format)
  return format
}

/** Returns an instant on the office's own clock as its sentences write it: 2026-03-14 10:32. */
export const officeTime = ({ timeZone }: { timeZone: string }, at: Date): string =>
  instantFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
