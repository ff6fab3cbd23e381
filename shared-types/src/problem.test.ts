import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseAtDoor, ProblemError, problemSchema, toProblem } from './problem.ts'

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
})
