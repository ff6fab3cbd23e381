/** Rows of the audit log in words: deeds, doers, subjects and details of every kind, and what nobody knows as it is. */
import { loadOfficeProfile } from '@lodge/processor'
import type { Language, OfficeProfile } from '@lodge/shared-types'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { auditWords } from '../../messages/audit.ts'
import { deedInWords, detailsInWords, doerInWords, subjectInWords } from './shown-audit.server.ts'

let profile: OfficeProfile
beforeAll(async () => {
  const result = await loadOfficeProfile(join(import.meta.dirname, '../../../../processor/offices/borovia'))
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  profile = result.profile
})

const telling = (language: Language = 'en') => ({ profile, language, words: auditWords[language] })
const detailsOf = (what: string, detail: string, detailName: string | null = null, language?: Language) =>
  detailsInWords({ what, detail, detailName }, telling(language)).map(({ name, value }) => [name, value])

test('a deed has words in both languages, and one that nobody knows is its code', () => {
  expect(deedInWords('decided-answer', telling())).toBe('Decided about an answer')
  expect(deedInWords('decided-answer', telling('ar'))).toBe('بتّ في رد')
  expect(deedInWords('juggled-files', telling())).toBe('juggled-files')
  expect(deedInWords('constructor', telling())).toBe('constructor')
})

test('people are known by name, all others by what they are', () => {
  const doer = (who: string, name: string | null = null) => doerInWords({ who, name }, telling())
  expect(doer('user:1', 'Elena Marinova')).toBe('Elena Marinova')
  expect(doer('processor:examination')).toBe('The system')
  expect(doer('recipient')).toBe('A recipient of e-mail')
  expect(doer('user:gone')).toBe('user:gone')
})

test('a subject is its kind with the end of a long identifier', () => {
  expect(subjectInWords('task:019a9f3e-8c1d-7a10-9f1e-2b3c4d5e6f70', telling())).toBe(
    'Task \u2068…2b3c4d5e6f70\u2069',
  )
  expect(subjectInWords('jobs:send-message', telling())).toBe('Jobs \u2068send-message\u2069')
  expect(subjectInWords('planet:mars', telling())).toBe('planet:mars')
})

describe('details', () => {
  test('of an answer name the fields that were entered and declined', () => {
    const detail = '{"accepted":["applicants.0.address.city"],"refused":[]}'
    expect(detailsOf('decided-answer', detail)).toEqual([
      ['Entered', 'Applicant 1 · Address · Town or city'],
      ['Declined', 'nothing'],
    ])
  })

  test('of a question say it in words, with its answer', () => {
    const [checklist] = profile.checklists
    const [question] = checklist?.questions ?? []
    if (!checklist || !question) throw new Error('no question')
    const asked = `${checklist.code}/${question.code}`
    expect(detailsOf('answered-question', `${asked}: no`)).toEqual([
      ['Question', question.question.en],
      ['Answer', 'No'],
    ])
    expect(detailsOf('answered-question', `${asked}: none`).at(-1)).toEqual(['Answer', 'taken back'])
    expect(detailsOf('commented-question', asked)).toHaveLength(1)
    expect(detailsOf('commented-question', 'formality/forgotten')).toEqual([[null, 'formality/forgotten']])
  })

  test.each([
    ['assigned-task', 'user:1', 'Elena Marinova', [['To', 'Elena Marinova']]],
    ['drafted-notice', 'deficiency-found', null, [['Decision', 'Deficiency found']]],
    ['returned-notice', 'file-moved', null, [['Why', 'The file had moved on']]],
    ['ran-jobs-now', '3 job(s)', null, [['Jobs', '3']]],
    ['closed-alarm', 'Looked at it', null, [['Note', 'Looked at it']]],
    ['resent-message', 'as 019a', null, [['New message', '019a']]],
    [
      'resent-message',
      'as 019a, to a corrected address: A letter was missing',
      null,
      [
        ['New message', '019a'],
        ['Why', 'A letter was missing'],
      ],
    ],
    ['signed-in', '', null, []],
    ['juggled-files', 'three', null, [[null, 'three']]],
    [
      'juggled-files',
      '{"how":"high","many":3}',
      null,
      [
        ['how', 'high'],
        ['many', '3'],
      ],
    ],
  ])('of %s "%s" are values by name', (what, detail, name, told) => {
    expect(detailsOf(what, detail, name)).toEqual(told)
  })
})
