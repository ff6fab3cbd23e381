import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { sentenceOf } from './forms/sentence-of.ts'
import { emailSchema, plainLine } from './plain-text.ts'
import { isProblem, ProblemError, toProblem } from './problem.ts'
import { fieldErrorsOf, parseAtDoor, problemSchema } from './problem-schema.ts'
import { sentences } from './sentences.ts'

describe('a problem', () => {
  test('is RFC 9457 with a stable code', () => {
    expect(problemSchema.parse(toProblem(new ProblemError('stale')))).toEqual({
      type: 'urn:lodge:problem:stale',
      title: 'Something changed meanwhile',
      status: 409,
      code: 'stale',
    })
  })
  test('carries detail, fields and when to come again, where there are any', () =>
    expect(
      toProblem(
        new ProblemError('unavailable', 'MongoDB is away.', {
          retryAfterS: 5,
          errors: [{ path: 'a', code: 'b', message: 'c' }],
        }),
      ),
    ).toMatchObject({
      detail: 'MongoDB is away.',
      retryAfterS: 5,
      errors: [{ path: 'a', code: 'b', message: 'c' }],
    }))
  test('is known again on a page, and nothing else is taken for one', () => {
    const errors = [{ path: 'a', code: 'b', message: 'c' }]
    const problem = toProblem(new ProblemError('unavailable', 'Away.', { retryAfterS: 5, errors }))
    expect([problem, { ...problem, errors: undefined }].map(isProblem)).toEqual([true, true])
    const others = [null, 'text', {}, { ...problem, status: '503' }, { ...problem, errors: [{ path: 'a' }] }]
    expect(others.map(isProblem)).toEqual([false, false, false, false, false])
  })
  test('at a door names every wrong entry and never its value', () => {
    const schema = z.strictObject({ name: z.string(), pin: z.string().max(4), list: z.array(z.enum(['a'])) })
    try {
      parseAtDoor(schema, { name: 1, pin: 'secret-pin', list: ['a', 'secret-b'] })
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      expect(error.code).toBe('malformed-request')
      expect(error.errors.map((one) => one.path)).toEqual(['name', 'pin', 'list.1'])
      expect(JSON.stringify(toProblem(error))).not.toContain('secret')
    }
  })
  test('says of an entry what the schema says of it, with code and facts, and something of any other', () => {
    const schema = z.object({
      name: plainLine(5),
      email: emailSchema,
      count: z.number().max(3),
      kind: z.enum(['a']),
    })
    const { error } = schema.safeParse({ name: 'too long', email: 'nobody', count: 4, kind: 'b' })
    const errors = fieldErrorsOf(error ?? expect.unreachable())
    expect(errors.map(({ path, code, params }) => ({ path, code, params }))).toEqual([
      { path: 'name', code: 'too-long', params: { max: 5 } },
      { path: 'email', code: 'email', params: undefined },
      { path: 'count', code: 'wrong-type', params: undefined },
      { path: 'kind', code: 'choice', params: undefined },
    ])
    expect(errors.map((one) => sentenceOf(one, 'en'))).toEqual(errors.map(({ message }) => message))
    expect(errors.map((one) => sentenceOf(one, 'ar'))).toEqual([
      'اختصر النص؛ الحد الأقصى لعدد الأحرف: 5.',
      sentences.email.ar,
      sentences['wrong-type'].ar,
      sentences.choice.ar,
    ])
    expect(problemSchema.parse(toProblem(new ProblemError('invalid', undefined, { errors }))).errors).toEqual(
      errors,
    )
  })
})
