import { expect, test } from 'vitest'
import { createLane } from './lane.ts'

test('jobs wait their turn in order, and a failed job frees its place', async () => {
  const lane = createLane(1)
  const order: string[] = []
  const job = (name: string, fails = false) =>
    lane(async () => {
      order.push(`${name} starts`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
      if (fails) throw new Error(name)
    })
  const outcomes = await Promise.allSettled([job('first'), job('second', true), job('third')])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(order).toEqual([
    'first starts',
    'first ends',
    'second starts',
    'second ends',
    'third starts',
    'third ends',
  ])
  expect(await lane(async () => 'free again')).toBe('free again')
})

test('a lane for no job at all is a mistake', () => {
  expect(() => createLane(0)).toThrow(RangeError)
})
