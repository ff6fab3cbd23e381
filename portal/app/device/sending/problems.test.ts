import { problemCatalogue, toProblem, ProblemError, type ProblemCode } from '@lodge/shared-types'
import { expect, test } from 'vitest'
import { refusalOf, retryAfterOf } from './office-http.ts'
import { aboutDocument, documentOf, failed, kindOf, SendingError, sendingCodeOf } from './problems.ts'

const codes = Object.keys(problemCatalogue).filter((code): code is ProblemCode =>
  Object.hasOwn(problemCatalogue, code),
)

test('what the catalogue calls passing is tried again, and nothing else but a stale offset is', () => {
  const retried = codes.filter((code) => kindOf(toProblem(new ProblemError(code))) === 'retry')
  const passing = codes.filter((code) => problemCatalogue[code].retry)
  expect(retried.toSorted()).toEqual([...passing, 'stale'].toSorted())
})

test('only a missing or replaced session takes the right to send away', () => {
  const lost = codes.filter((code) => kindOf(toProblem(new ProblemError(code))) === 'lost-authority')
  expect(lost).toEqual(['not-signed-in', 'bad-credentials', 'foreign-origin'])
})

test.each([
  [401, 'lost-authority'],
  [404, 'needs-you'],
  [418, 'needs-you'],
  [423, 'retry'],
  [429, 'retry'],
  [500, 'retry'],
  [502, 'retry'],
] as const)('a code of a newer office goes by its status: %i is %s', (status, kind) => {
  expect(kindOf({ code: 'from-the-future', status })).toBe(kind)
  expect(sendingCodeOf({ type: '', title: '', code: 'from-the-future', status })).toBeUndefined()
})

test('the office may ask for five minutes at most', () => {
  const problem = toProblem(new ProblemError('unavailable'))
  expect(new SendingError(problem, { retryAfterMs: 3_600_000 }).retryAfterMs).toBe(300_000)
  expect(new SendingError(problem, { retryAfterMs: 7_000 }).retryAfterMs).toBe(7_000)
})

test('a wait is read as seconds, or as a date by the office’s own clock', () => {
  expect(retryAfterOf(new Headers({ 'retry-after': '12' }))).toBe(12_000)
  const date = 'Wed, 21 Oct 2015 07:28:00 GMT'
  const later = 'Wed, 21 Oct 2015 07:28:30 GMT'
  expect(retryAfterOf(new Headers({ 'retry-after': later, date }))).toBe(30_000)
  expect(retryAfterOf(new Headers({ 'retry-after': date, date: later }))).toBe(0)
  expect(retryAfterOf(new Headers({ 'retry-after': 'soon' }))).toBeUndefined()
  expect(retryAfterOf(new Headers())).toBeUndefined()
})

test('a refusal without problem JSON goes by its status', async () => {
  const error = await refusalOf(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  expect(error).toMatchObject({ kind: 'retry', isOutcomeUnknown: true, problem: { code: 'status-502' } })
})

test('a problem about a document names it, for a person and for the screen', () => {
  const sha256 = 'ab'.repeat(32)
  const refusal = new SendingError(
    toProblem(
      new ProblemError('document-refused', 'It holds a script.', {
        errors: [{ path: '', code: 'pdf-script', message: 'Save it without scripts.' }],
      }),
    ),
  )
  const { problem, kind } = aboutDocument(refusal, { sha256, fileName: 'power.pdf' })
  expect(kind).toBe('needs-you')
  expect(documentOf(problem)).toBe(sha256)
  expect(problem.errors).toEqual([
    { path: `documents.${sha256}`, code: 'pdf-script', message: 'power.pdf: Save it without scripts.' },
  ])
  expect(documentOf(refusal.problem)).toBeUndefined()
})

test('what the device finds itself is never taken for the office’s word', () => {
  expect(failed('no-answer')).toMatchObject({ kind: 'retry', isOutcomeUnknown: true, problem: { status: 0 } })
  expect(failed('not-genuine').kind).toBe('needs-you')
})
