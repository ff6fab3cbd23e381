import { expect, test } from 'vitest'
import { makeJudge, skewOf, type Facts } from './reachability.ts'
import { isClockWrong } from './sender-state.ts'

const noon = Date.parse('2026-03-01T12:00:00Z')
const answer = (at = noon): Response =>
  new Response(null, { headers: { 'x-request-id': 'a', date: new Date(at).toUTCString() } })

function judged(now = noon) {
  const told: Facts[] = []
  const judge = makeJudge(
    () => now,
    (facts) => told.push(facts),
  )
  return { judge, told }
}

test('an answer of the office says that it is there, a missing one that it is not', () => {
  const { judge, told } = judged()
  judge.answered(answer(), noon)
  judge.unanswered()
  judge.unanswered()
  judge.answered(answer(), noon)
  expect(told.map(({ reachability }) => reachability)).toEqual(['online', 'away', 'online'])
})

test('the sign-in page of a public network is not the office', () => {
  const { judge, told } = judged()
  expect(judge.answered(new Response('<h1>Welcome to Hotel Linden</h1>'), noon)).toBe(false)
  expect(told).toEqual([{ reachability: 'away' }])
})

test('a clock that is three days ahead is known by the office’s answers', () => {
  const days = 3 * 86_400_000
  const { judge, told } = judged(noon + days)
  judge.answered(answer(), noon + days)
  const [facts] = told
  expect(Math.abs((facts?.clockSkewMs ?? 0) - days)).toBeLessThan(1_000)
  expect(isClockWrong({ authority: 'ok', leading: true, reachability: 'online', ...facts })).toBe(true)
})

test('a clock that is ten years behind is known as well', () => {
  expect(skewOf(new Date(noon).toUTCString(), 0, 0)).toBeLessThan(-40 * 365 * 86_400_000)
})

test('whole seconds and slow answers do not make a right clock wrong', () => {
  const { judge, told } = judged(noon + 4_900)
  judge.answered(answer(noon + 2_000), noon)
  judge.answered(answer(noon + 3_000), noon)
  expect(told).toHaveLength(1)
  expect(Math.abs(told[0]?.clockSkewMs ?? 9_999)).toBeLessThan(1_000)
})

test('an answer without a date tells nothing of the clock', () => {
  expect(skewOf(null, noon, noon)).toBeUndefined()
  expect(skewOf('yesterday', noon, noon)).toBeUndefined()
})
