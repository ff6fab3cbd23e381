/** Counters on the real MongoDB: consecutive numbers in commit order, with MongoDB's own time, and doubt where clocks disagree. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseUri, freshName } from '../../test-support/test-office.ts'
import { makeClock, type Clock } from '../clock.ts'
import { takeNumbers, type Allocation } from './counters.ts'
import { openStore, setUpStore, type Store } from './store.ts'

const doubtMs = 5_000
const dayMs = 86_400_000
let store: Store

beforeAll(async () => {
  const uri = databaseUri(freshName())
  await setUpStore(uri)
  store = await openStore(uri, { appName: 'counters' })
})
afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const take = (kind: string, { count = 1, clock = makeClock(0) }: { count?: number; clock?: Clock } = {}) =>
  store.transaction((session) =>
    takeNumbers(store, session, {
      officeId: 'borovia',
      branch: 'office',
      kind,
      timeZone: 'Europe/Sofia',
      count,
      clock,
      doubtMs,
    }),
  )
/** A clock that stands at noon of a day in `year`, as time travel sets it. */
const inYear = (year: number): Clock => makeClock(Date.UTC(year, 5, 15, 12) - Date.now())

describe('a counter', () => {
  test('200 takes, 25 at once, give 200 consecutive numbers, with times that never go back in their order', async () => {
    const taken: Allocation[] = []
    const worker = async (): Promise<void> => {
      for (let n = 0; n < 8; n += 1) taken.push(await take('crowd'))
    }
    await Promise.all(Array.from({ length: 25 }, worker))
    const inOrder = taken.toSorted((a, b) => a.seq - b.seq)
    expect(inOrder.map((one) => one.seq)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1))
    for (const [index, one] of inOrder.entries())
      expect(one.at.getTime()).toBeGreaterThanOrEqual(inOrder[index - 1]?.at.getTime() ?? 0)
    expect(taken.some((one) => one.doubt)).toBe(false)
  })

  test('gives as many numbers as are asked for, and says the first', async () => {
    const firsts = [await take('many', { count: 3 }), await take('many'), await take('many', { count: 2 })]
    expect(firsts.map((one) => one.seq)).toEqual([1, 4, 5])
  })

  test('starts anew with the year in the office’s own zone', async () => {
    const sofiaNewYear = Date.UTC(2030, 11, 31, 22, 0)
    const before = makeClock(sofiaNewYear - 60_000 - Date.now())
    const after = makeClock(sofiaNewYear + 60_000 - Date.now())
    expect(await take('year', { clock: before })).toMatchObject({ year: 2030, seq: 1 })
    expect(await take('year', { clock: before })).toMatchObject({ year: 2030, seq: 2 })
    expect(await take('year', { clock: after })).toMatchObject({ year: 2031, seq: 1, doubt: false })
  })

  test('a clock that falls back over New Year takes no number twice, and every date is in doubt until it has caught up', async () => {
    await take('back', { clock: inYear(2031) })
    const again = [await take('back', { clock: inYear(2030) }), await take('back', { clock: inYear(2030) })]
    expect(again.map(({ year, seq, doubt }) => ({ year, seq, doubt }))).toEqual([
      { year: 2031, seq: 2, doubt: true },
      { year: 2031, seq: 3, doubt: true },
    ])
    expect(again[0]?.at.getUTCFullYear()).toBe(2030)
    const later = makeClock(inYear(2031).offsetMs + dayMs)
    expect(await take('back', { clock: later })).toMatchObject({ seq: 4, doubt: false })
  })

  test('a process whose clock differs from MongoDB’s by more than the limit is in doubt', async () => {
    const off = (ms: number): Clock => ({ offsetMs: 0, now: () => new Date(Date.now() + ms) })
    const doubts: boolean[] = []
    for (const ms of [0, 3_000, -3_000, 8_000, -8_000])
      doubts.push((await take('skew', { clock: off(ms) })).doubt)
    expect(doubts).toEqual([false, false, false, true, true])
  })

  test('a transaction that aborts leaves no gap', async () => {
    await take('gap')
    const lost: Allocation[] = []
    await expect(
      store.transaction(async (session) => {
        lost.push(
          await takeNumbers(store, session, {
            officeId: 'borovia',
            branch: 'office',
            kind: 'gap',
            timeZone: 'Europe/Sofia',
            count: 5,
            clock: makeClock(0),
            doubtMs,
          }),
        )
        throw new Error('refused after all')
      }),
    ).rejects.toThrow('refused after all')
    expect(lost[0]?.seq).toBe(2)
    expect(await take('gap')).toMatchObject({ seq: 2 })
  })
})
