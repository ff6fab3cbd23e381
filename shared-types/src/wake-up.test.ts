import { describe, expect, test } from 'vitest'
import { maxWakeUpBytes, wakeUpSchema } from './wake-up.ts'

const wakeUp = { v: 1, officeId: 'borovia', kind: 'event', id: 'e1', stream: 'dossier:d1', seq: 1 }
const takes = (changed: Record<string, unknown>): boolean =>
  wakeUpSchema.safeParse({ ...wakeUp, ...changed }).success

describe('a wake-up', () => {
  test('names an event of a stream', () => expect(wakeUpSchema.parse(wakeUp)).toEqual(wakeUp))
  test.each(['callback', 'job'])('names a %s without a stream', (kind) =>
    expect(wakeUpSchema.safeParse({ v: 1, officeId: 'borovia', kind, id: 'x' }).success).toBe(true),
  )
  test.each<[string, Record<string, unknown>]>([
    ['carries anything else', { data: { name: 'Ivana' } }],
    ['has another version', { v: 2 }],
    ['has no office', { officeId: '' }],
    ['is of an unknown kind', { kind: 'command' }],
    ['names no id', { id: '' }],
    ['names a stream of an unknown kind', { stream: 'user:u1' }],
    ['names a stream with a path', { stream: 'file:../f1' }],
    ['counts from zero', { seq: 0 }],
  ])('is refused when it %s', (_, changed) => expect(takes(changed)).toBe(false))
  test('never exceeds its size, even with the longest of everything', () => {
    const longest = {
      ...wakeUp,
      officeId: `a${'b'.repeat(30)}`,
      id: '\uFFFD'.repeat(100),
      stream: `dossier:${'x'.repeat(64)}`,
      seq: Number.MAX_SAFE_INTEGER,
    }
    expect(wakeUpSchema.safeParse(longest).success).toBe(true)
    expect(new TextEncoder().encode(JSON.stringify(longest)).length).toBeLessThanOrEqual(maxWakeUpBytes)
  })
})
