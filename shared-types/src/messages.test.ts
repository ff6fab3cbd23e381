import { describe, expect, test } from 'vitest'
import { isMessageEvent, messageCatalogue, messageTemplateSchema, renderMessage } from './messages.ts'
import { eventTypes } from './events.ts'

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
      'body: {x} is not a fact of "order.paid"; use {office} {submissionNumber} {orderNumber} {received}.',
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

describe('the catalogue', () => {
  test('is about events that exist, and offers each in a template', () => {
    for (const event of eventTypes.filter(isMessageEvent)) {
      const [audience] = messageCatalogue[event].audiences
      const plain = { event, audience, channel: 'email', subject: { en: 'x' }, body: { en: 'x' } }
      expect(messageTemplateSchema.safeParse(plain).success, event).toBe(true)
    }
    expect(eventTypes.filter(isMessageEvent).sort()).toEqual(Object.keys(messageCatalogue).sort())
  })
})
