/** Dates as documents write them: legal dates in words, instants on the office's own clock. */
import { instantFormat } from '../instant-formats.ts'
import { documentLanguages, type DocumentLanguage } from './labels.ts'
import type { Phrase } from './text/paragraph.ts'

/** A plain date in words: 5 March 2026. */
export function plainDateIn(date: string, language: DocumentLanguage): string {
  const format = instantFormat(documentLanguages[language].locale, {
    dateStyle: 'long',
    timeZone: 'UTC',
  })
  return format.format(new Date(`${date}T00:00:00Z`))
}

/** An instant on the office's clock: the day in words, and the time to the second with zone and offset. */
export function instantIn(
  instant: Date,
  timeZone: string,
  language: DocumentLanguage,
): { date: string; time: Phrase } {
  const { locale } = documentLanguages[language]
  const date = instantFormat(locale, { dateStyle: 'long', timeZone }).format(instant)
  const clock = instantFormat('en-GB', { timeStyle: 'medium', timeZone }).format(instant)
  const parts = instantFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(instant)
  const offset = parts.find((part) => part.type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? 'UTC'
  return { date, time: `${clock} ${timeZone} (${offset})` }
}
