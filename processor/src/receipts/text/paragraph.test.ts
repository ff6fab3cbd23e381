/** Sentences of ours inside documents. */
import { expect, test } from 'vitest'
import { traceTextIn } from '@lodge/shared-types'
import { phraseOf } from './paragraph.ts'

test('what a sentence keeps apart stays apart in a document, and nothing of it is dropped', () => {
  expect(phraseOf('دُفع في \u20682026-03-14\u2069، ضمن المدة')).toEqual([
    'دُفع في ',
    { isolate: '2026-03-14' },
    '، ضمن المدة',
  ])
})

test('a trace step in Arabic isolates its dates', () => {
  const why = { kind: 'paid-in-time', paidOn: '2026-03-14' } as const
  const sentence = traceTextIn({ date: '2026-03-01', text: 'Paid', why }, 'ar')
  expect(phraseOf(sentence)).toContainEqual({ isolate: '2026-03-14' })
})
