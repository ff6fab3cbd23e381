import { describe, expect, test } from 'vitest'
import { anOfficeProfile, officeProfileData } from './an-office-profile.ts'
import {
  audiences,
  isMessageEvent,
  mayBeRefused,
  messageCatalogue,
  messageTemplateSchema,
  renderMessage,
  templatesFor,
} from './messages.ts'
import { eventTypes } from './events.ts'
import { officeProfileSchema } from './office-profile.ts'

const template = {
  event: 'order.paid',
  audience: 'agent',
  channel: 'email',
  subject: { en: 'Paid: {orderNumber}', ar: 'مدفوع: {orderNumber}' },
  body: { en: '{office} has {received}.\n{orderNumber}, again {orderNumber}' },
}
const complaints = (changed: Record<string, unknown>): string[] =>
  messageTemplateSchema
    .safeParse({ ...template, ...changed })
    .error?.issues.map((i) => `${i.path.join('.')}: ${i.message}`) ?? []

describe('a message template', () => {
  test('may name the facts of its event', () => expect(complaints({})).toEqual([]))
  test.each<[string, Record<string, unknown>, string]>([
    [
      'a fact of another event',
      { subject: { en: '{fileNumber}' } },
      'subject: {fileNumber} is not a fact of "order.paid"; use {office} {submissionNumber} {orderNumber} {received}.',
    ],
    [
      'a wrong fact in the Arabic text alone',
      { body: { en: 'x', ar: '{x}' } },
      'body: {x} is not a fact of "order.paid"; use {office} {submissionNumber} {portalLink} {orderNumber} {received}.',
    ],
    [
      'a fact that is no word',
      { body: { en: '{order_number}' } },
      'body: Write a fact as its name in braces, such as {office}, and no other brace.',
    ],
    [
      'a brace that never closes',
      { body: { en: '{office' } },
      'body: Write a fact as its name in braces, such as {office}, and no other brace.',
    ],
    [
      'an audience that the event has not',
      { audience: 'applicant' },
      'audience: "order.paid" has no message for applicant.',
    ],
    [
      'a link in its subject',
      { subject: { en: '{portalLink}' } },
      "subject: {portalLink} does not belong into a subject: numbers, amounts and the office's name alone do.",
    ],
    [
      'the title of a notice in its subject',
      { event: 'file.notice-issued', subject: { en: 'x', ar: '{title}' }, body: { en: '{title}' } },
      "subject: {title} does not belong into a subject: numbers, amounts and the office's name alone do.",
    ],
    [
      'the secret link of the applicant told to the agent',
      { event: 'file.acted', subject: { en: 'x' }, body: { en: '{followLink}' } },
      'body: {followLink} is not a fact of "file.acted" to the agent; use {office} {fileNumber} {action} {plain} {status} {next} {portalLink}.',
    ],
    [
      'an action where nothing was decided',
      { action: 'registered' },
      'action: Only a message about "file.acted" can be for one action.',
    ],
    [
      'a subject of two lines',
      { subject: { en: 'Paid\r\nBcc: a@example.org' } },
      'subject: A subject is one line.',
    ],
  ])('is refused with %s', (_, changed, complaint) => expect(complaints(changed)).toEqual([complaint]))
  test.each([{ event: 'order.agreed' }, { channel: 'sms' }, { surprise: 1 }, { body: { ar: 'نص' } }])(
    '%j is refused',
    (changed) => expect(complaints(changed)).toHaveLength(1),
  )
})

describe('a message', () => {
  const parsed = messageTemplateSchema.parse(template)
  const facts = { office: 'Borovia', orderNumber: 'I-2026-$&1', received: '520.00 BGN' }
  test('is filled with its facts, every time and literally', () =>
    expect(renderMessage(parsed, facts, 'en')).toEqual({
      subject: 'Paid: I-2026-$&1',
      body: 'Borovia has 520.00 BGN.\nI-2026-$&1, again I-2026-$&1',
    }))
  test('is in the language that was asked for, part by part, else in English', () =>
    expect(renderMessage(parsed, facts, 'ar')).toEqual({
      subject: 'مدفوع: I-2026-$&1',
      body: 'Borovia has 520.00 BGN.\nI-2026-$&1, again I-2026-$&1',
    }))
  test('does not fill a fact that a fact names', () =>
    expect(renderMessage(parsed, { ...facts, office: '{received}' }, 'en').body).toMatch(/^\{received\} has/))
  test('is not sent with a hole', () =>
    expect(() => renderMessage(parsed, { office: 'x' }, 'en')).toThrow(
      'The message about order.paid lacks the fact "orderNumber"',
    ))
})

describe('the templates of an office', () => {
  const text = { en: '{plain}', ar: '{plain}' }
  const acted = {
    event: 'file.acted',
    audience: 'agent',
    channel: 'email',
    subject: { en: '{fileNumber}', ar: '{fileNumber}' },
    body: text,
  } as const
  const wrong = (messages: readonly Record<string, unknown>[]): string[] =>
    officeProfileSchema
      .safeParse({ ...officeProfileData, messages })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  test('may be one for every action, and one for an action of the workflow', () =>
    expect(wrong([acted, { ...acted, action: 'published' }])).toEqual([]))
  test.each<[string, readonly Record<string, unknown>[], string]>([
    [
      'for an action that the workflow has not',
      [{ ...acted, action: 'publishd' }],
      'messages.0.action: The workflow has no action "publishd".',
    ],
    [
      'twice for one action',
      [
        { ...acted, action: 'published' },
        { ...acted, action: 'published' },
      ],
      'messages.1: There is a message about file.acted (published) to agent by email already.',
    ],
    [
      'without a language of the office',
      [acted, { ...acted, audience: 'applicant', body: { en: '{plain}' } }],
      'messages.1.body: Write this in "ar" too: it is a language of the office.',
    ],
  ])('are refused %s', (_, messages, complaint) => expect(wrong(messages)).toEqual([complaint]))

  const applicants = { ...acted, audience: 'applicant' } as const
  const registered = { ...applicants, action: 'published', subject: { en: 'Published', ar: 'نُشر' } }
  const { messages } = anOfficeProfile({ messages: [acted, applicants, registered] })
  const chosen = (action?: string) =>
    templatesFor(messages, 'file.acted', action).map((one) => `${one.audience} ${one.action ?? '*'}`)
  test('for one action go before those for every action, for their own audience alone', () => {
    expect(chosen('published').toSorted()).toEqual(['agent *', 'applicant published'])
    expect(chosen('refused')).toEqual(['agent *', 'applicant *'])
    expect(chosen()).toEqual(['agent *', 'applicant *'])
    expect(templatesFor(messages, 'order.paid')).toEqual([])
  })
})

describe('the catalogue', () => {
  test('is about events that exist and about reminders, and offers each to each audience in a template', () => {
    for (const [event, entry] of Object.entries(messageCatalogue))
      for (const audience of audiences.filter((one) => Object.hasOwn(entry.facts, one))) {
        const plain = { event, audience, channel: 'email', subject: { en: 'x' }, body: { en: 'x' } }
        expect(messageTemplateSchema.safeParse(plain).success, `${event} ${audience}`).toBe(true)
      }
    expect([...eventTypes.filter(isMessageEvent), 'notice.reminder'].sort()).toEqual(
      Object.keys(messageCatalogue).sort(),
    )
  })
  test('lets nobody refuse what costs money or a right to miss', () => {
    expect(Object.keys(messageCatalogue).filter(mayBeRefused).sort()).toEqual([
      'dossier.lodged',
      'file.acted',
      'file.received',
    ])
    expect(mayBeRefused('what.nobody-knows')).toBe(false)
  })
})
