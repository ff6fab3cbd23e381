/** The calendar of deadlines, read again by a program of another house. */
import ICAL from 'ical.js'
import type { Deadline } from '@lodge/processor'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { calendarAnswer, icsOf } from './calendar.server.ts'

const deadline: Deadline = {
  noticeId: '019a0000-0000-7000-8000-000000000001',
  fileId: 'file-1',
  fileNumber: 'BV/T/2026/000017',
  mark: 'AURORA, "the" one; \\ two\nlines',
  title: { en: 'Deficiency notice', ar: 'إشعار بنقص' },
  answerBy: '2027-03-01',
  daysLeft: 12,
  revision: 3,
  updatedAt: new Date('2027-01-04T09:30:00Z'),
}
const office = {
  id: 'borovia',
  name: { en: 'Borovian Patent and Trademark Office', ar: 'مكتب بوروفيا للبراءات والعلامات' },
  timeZone: 'Europe/Sofia',
}
const calendarOf = (deadlines: readonly Deadline[], language: 'en' | 'ar' = 'en') => ({
  office,
  deadlines,
  language,
  pageOf: () => 'https://portal.example/o/borovia/notices/1',
})
const eventsIn = (text: string) => {
  const calendar = new ICAL.Component(z.array(z.unknown()).parse(ICAL.parse(text)))
  return calendar.getAllSubcomponents('vevent')
}

test('a deadline is one whole day, whatever the zone of the machine, with an alarm seven days before', () => {
  const [vevent] = eventsIn(icsOf(calendarOf([deadline])))
  const event = new ICAL.Event(vevent)
  expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
    true,
    '2027-03-01',
    '2027-03-02',
  ])
  expect(event.uid).toBe('019a0000-0000-7000-8000-000000000001@borovia')
  expect(event.sequence).toBe(3)
  expect(String(vevent?.getFirstPropertyValue('last-modified'))).toBe('2027-01-04T09:30:00Z')
  expect(String(vevent?.getFirstPropertyValue('dtstamp'))).toBe('2027-01-04T09:30:00Z')
  const alarm = vevent?.getFirstSubcomponent('valarm')
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-P7D')
  expect(String(alarm?.getFirstPropertyValue('action'))).toBe('DISPLAY')
})

test('commas, semicolons, backslashes and lines of a mark come back as they were, in both languages', () => {
  for (const language of ['en', 'ar'] as const) {
    const text = icsOf(calendarOf([deadline], language))
    const event = new ICAL.Event(eventsIn(text)[0])
    expect(event.description).toContain('AURORA, "the" one; \\ two\nlines')
    expect(event.summary).toContain('BV/T/2026/000017')
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  }
})

test('without a deadline the calendar is empty and still one', () => {
  const text = icsOf(calendarOf([]))
  expect(eventsIn(text)).toEqual([])
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/)
})

test('a program that has the calendar is not sent it again, and one whose calendar changed is', () => {
  const ask = (deadlines: readonly Deadline[], etag?: string) =>
    calendarAnswer(
      new Request('https://portal.example/', {
        headers: etag === undefined ? {} : { 'if-none-match': etag },
      }),
      calendarOf(deadlines),
    )
  const first = ask([deadline])
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(ask([deadline], etag).status).toBe(304)
  // The day that it is today changes nothing.
  expect(ask([{ ...deadline, daysLeft: 11 }], etag).status).toBe(304)
  expect(ask([{ ...deadline, answerBy: '2027-03-08', revision: 4 }], etag).status).toBe(200)
  expect(ask([], etag).status).toBe(200)
})
