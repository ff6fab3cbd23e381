/** Deadlines as a calendar that programs subscribe to (RFC 5545): whole days, and gone once they are answered. */
import { createHash } from 'node:crypto'
import { ICalAlarmType, ICalCalendar, ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator'
import { addDays, textIn, type Language, type OfficeProfile } from '@lodge/shared-types'
import type { Deadline } from '@lodge/processor'
import { followWords } from '../messages/follow.ts'
import { ifChanged } from './conditional.server.ts'

const weekS = 7 * 86_400
/** How often a program is asked to look again. */
const refreshS = 6 * 3_600

type Calendar = {
  office: Pick<OfficeProfile, 'id' | 'name' | 'timeZone'>
  deadlines: readonly Deadline[]
  language: Language
  /** Returns the page on which the deadline is met; undefined where the calendar leads nowhere. */
  pageOf: (deadline: Deadline) => string | undefined
}

/** A legal day has no time and no zone (RFC 5545, 3.3.4): its digits are written as they are. */
const dayOf = (date: string): Date => new Date(`${date}T00:00:00Z`)

/** Returns the calendar as text: the same for the same deadlines, whenever it is asked for. */
export function icsOf({ office, deadlines, language, pageOf }: Calendar): string {
  const words = followWords[language].calendar
  const name = textIn(office.name, language)
  const calendar = new ICalCalendar({
    name: words.name(name),
    prodId: { company: 'Lodge', product: office.id, language: language.toUpperCase() },
    ttl: refreshS,
  })
  for (const deadline of deadlines) {
    const { noticeId, fileNumber, mark, title, answerBy, revision, updatedAt } = deadline
    const page = pageOf(deadline)
    const event = calendar.createEvent({
      // The same notice is the same entry in every version of the calendar.
      id: `${noticeId}@${office.id}`,
      sequence: revision,
      stamp: updatedAt,
      lastModified: updatedAt,
      start: dayOf(answerBy),
      end: dayOf(addDays(answerBy, 1)),
      allDay: true,
      summary: words.summary(fileNumber, textIn(title, language)),
      description: [mark, words.description(name)].filter(Boolean).join('\n'),
      busystatus: ICalEventBusyStatus.FREE,
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(page === undefined ? {} : { url: page }),
    })
    event.createAlarm({ type: ICalAlarmType.display, trigger: weekS, description: words.alarm(fileNumber) })
  }
  return calendar.toString()
}

/** Returns the calendar as an answer that a program keeps until something has changed. */
export function calendarAnswer(request: Request, calendar: Calendar): Response {
  const text = icsOf(calendar)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return ifChanged(request, { etag, headers: { 'cache-control': 'private, no-cache' } }, () => ({
    body: text,
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="deadlines.ics"',
      'content-language': calendar.language,
    },
  }))
}
