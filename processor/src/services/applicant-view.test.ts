/** What an applicant is told: whose turn it is, by when, and what happened, from the history alone. */
import { foldFile, officeProfileSchema, type DomainEvent, type NewEvent } from '@lodge/shared-types'
import { append } from '../../../shared-types/src/a-history.ts'
import { officeProfileData } from '../../../shared-types/src/an-office-profile.ts'
import { describe, expect, test } from 'vitest'
import { nextOf, stepsOf, type Telling } from './applicant-view.ts'
import { applicantWords } from './applicant-words.ts'

const text = (en: string) => ({ en })
const statusOf = (status: string, who: 'office' | 'party' | 'nobody') => ({
  status,
  who,
  plain: text(`${status}.`),
  next: text(`Next of ${status}.`),
})
const actionTo = (code: string, status: string, more: object = {}) => ({
  code,
  label: text(code),
  plain: text(`Plain ${code}.`),
  from: ['Filed', 'Pending'],
  roles: ['formality-examiner'],
  approvedBy: [],
  status,
  process: 'capture-and-formality',
  st27: 'D00',
  nationalCode: code,
  ...more,
})
const profile = officeProfileSchema.parse({
  ...officeProfileData,
  workflow: {
    received: { status: 'Filed', process: 'filed', st27: 'A00' },
    statuses: [statusOf('Filed', 'office'), statusOf('Pending', 'party'), statusOf('Published', 'nobody')],
    actions: [
      actionTo('asked', 'Pending'),
      actionTo('answered', 'Filed', { roles: [], takenOn: 'answer' }),
      actionTo('published', 'Published'),
    ],
  },
  tasks: [],
})
const telling: Telling = { profile, language: 'en', words: applicantWords.en, templates: new Map() }

const received: NewEvent = {
  type: 'file.received',
  v: 1,
  data: {
    fileNumber: 'TL-1',
    st13: 'XT500000000000001',
    right: 'TM',
    kind: 'trademark-application',
    branch: 'main',
    accountId: 'account-1',
    dossierId: 'd1',
    submissionId: 's1',
    submissionNumber: 'S-1',
    requestId: '00000000-0000-7000-8000-000000000001',
    onlineId: 'E-1',
    status: 'Filed',
    process: 'filed',
    st27: 'A00',
    parties: [],
  },
}
const document = (role: string) => ({
  documentId: `d-${role}`,
  role,
  sha256: 'a'.repeat(64),
  bytes: 1,
  mediaType: 'application/pdf',
})
const added = (role: string): NewEvent => ({ type: 'file.document-added', v: 1, data: document(role) })
const acted = (action: string, status: 'Pending' | 'Filed' | 'Published'): NewEvent => ({
  type: 'file.acted',
  v: 1,
  data: { action, status, process: 'capture-and-formality', st27: 'D00', nationalCode: action },
})
const noticed: NewEvent = {
  type: 'file.notice-issued',
  v: 1,
  data: { ...document('notice'), noticeId: 'n1', answerBy: '2027-02-10' },
}
const attached = (about: string): NewEvent => ({
  type: 'request.attached',
  v: 1,
  data: {
    requestId: '00000000-0000-7000-8000-000000000002',
    kind: 'response-to-office-action',
    about,
    submissionId: 's2',
    onlineId: 'E-2',
    receivedAt: new Date('2027-02-01T00:00:00Z'),
  },
})
const history = (...events: NewEvent[]): DomainEvent[] => append([], [received, ...events], 'file:f1')
const nextIn = (events: readonly DomainEvent[], today: string) =>
  nextOf(events, foldFile(events), today, telling)
const told = (...events: NewEvent[]): string[] =>
  stepsOf(history(...events), telling).map((step) => step.text)

describe('whose turn it is', () => {
  const asked = [acted('asked', 'Pending'), noticed]

  test.each([
    ['2027-02-03', 7],
    ['2027-02-10', 0],
  ])('is the party’s while a notice waits, with the days left on %s', (today, daysLeft) =>
    expect(nextIn(history(...asked), today)).toEqual({
      text: 'Next of Pending.',
      who: 'party',
      by: '2027-02-10',
      daysLeft,
    }),
  )

  test('is the office’s once the last day has passed, which is still told', () =>
    expect(nextIn(history(...asked), '2027-02-12')).toEqual({
      text: applicantWords.en.nextLate,
      who: 'office',
      by: '2027-02-10',
      daysLeft: -2,
    }))

  test('is the office’s from the moment the answer is there, before the workflow has followed', () =>
    expect(nextIn(history(...asked, attached('n1')), '2027-02-03')).toMatchObject({
      text: applicantWords.en.nextAnswered,
      who: 'office',
      by: null,
      daysLeft: null,
    }))

  test('stays the party’s when something else came in', () =>
    expect(nextIn(history(...asked, attached('other')), '2027-02-03').who).toBe('party'))

  test('is told by the status where nothing waits', () => {
    expect(nextIn(history(), '2027-02-03')).toMatchObject({ text: 'Next of Filed.', who: 'office' })
    expect(nextIn(history(acted('published', 'Published')), '2027-02-03').who).toBe('nobody')
  })
})

describe('what happened', () => {
  test('is told the latest first, documents of one moment together, each kind once', () =>
    expect(told(added('filing-receipt'), added('request-as-filed'))).toEqual([
      'The office has made and signed: filing receipt, request as filed.',
      'The office has received the application and has given it the file number TL-1.',
    ]))

  test('names a document that nobody has words for, and never by its code', () =>
    expect(told(added('secret-role'), added('other'))[0]).toBe(
      'Documents came with the application: another document.',
    ))

  test('tells an answer once, when it came, not again when the workflow follows', () =>
    expect(told(acted('asked', 'Pending'), noticed, attached('n1'), acted('answered', 'Filed'))).toEqual([
      'The answer to the notice has reached the office.',
      'The office has sent a notice: notice. It asks for an answer by 10 February 2027.',
      'Plain asked.',
      'The office has received the application and has given it the file number TL-1.',
    ]))

  test('says that somebody else takes care of the file, and not who', () => {
    const handed = (before: string | null): NewEvent => ({
      type: 'file.changed',
      v: 1,
      data: { fields: [{ name: 'accountId', before, after: 'account-2' }] },
    })
    expect(told(handed('account-1'))[0]).toBe('The file is now in the care of another representative.')
    expect(told(handed(null))[0]).toBe('A representative now takes care of the file.')
    expect(JSON.stringify(told(handed('account-1')))).not.toContain('account-')
  })

  test('is still told where the profile no longer knows the action', () =>
    expect(told(acted('forgotten', 'Filed'))[0]).toBe('The office has taken a further step.'))
})
