import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeLookout } from './lookout.ts'
import { failed, SendingError } from './problems.ts'
import type { Standing } from './session.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A lookout that looks again whenever it is due, over `minutes`; returns the moments of its looks in seconds. */
async function looksWithin(minutes: number, find: (look: number) => Standing, isAwaited = true) {
  const from = performance.now()
  const looks: number[] = []
  let returned = 0
  const lookout = makeLookout({
    async readStanding() {
      looks.push((performance.now() - from) / 1_000)
      return find(looks.length)
    },
    random: () => 0,
    isAwaited: () => isAwaited,
    due: () => void lookout.standing(true),
    returned: () => (returned += 1),
  })
  await lookout.standing(false)
  await vi.advanceTimersByTimeAsync(minutes * 60_000)
  lookout.stop()
  return { looks, returned }
}
const away = (): never => {
  throw failed('no-answer')
}
const gaps = (looks: number[]): number[] => looks.slice(1).map((at, index) => at - (looks[index] ?? 0))

test('while somebody waits, the office is looked for every four seconds at most', async () => {
  const { looks } = await looksWithin(1, away)
  expect(gaps(looks).slice(0, 4)).toEqual([1, 2, 4, 4])
  expect(Math.max(...gaps(looks))).toBe(4)
})

test('while nobody waits, it is looked for once a minute in the end', async () => {
  const { looks } = await looksWithin(10, away, false)
  expect(gaps(looks).slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
})

test('an office that asks for time is given it', async () => {
  const busy = { type: '', title: '', status: 503, code: 'unavailable' }
  const { looks } = await looksWithin(2, () => {
    throw new SendingError(busy, { retryAfterMs: 30_000 })
  })
  expect(gaps(looks)).toEqual([30, 30, 30, 30])
})

test('a missing sign-in is looked for gently', async () => {
  const { looks, returned } = await looksWithin(5, () => ({ authority: 'sign-in-needed' }))
  expect(gaps(looks).slice(0, 4)).toEqual([15, 30, 60, 60])
  expect(returned).toBe(0)
})

test('once sending is possible again that is told once, and no look follows', async () => {
  const found = (look: number): Standing => (look < 3 ? away() : { authority: 'ok', csrfToken: 'token' })
  const { looks, returned } = await looksWithin(5, found)
  expect(looks).toHaveLength(3)
  expect(returned).toBe(1)
})
