import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { postedLists } from './desk.server.ts'

const post = (body: string): Request => new Request('https://office.example/', { method: 'POST', body })
const wish = { schema: z.object({ act: z.string(), task: z.array(z.string()).optional() }), lists: ['task'] }

describe('a posted form with lists', () => {
  test('gives a list of what comes often, one value of everything else, and not its token', async () => {
    expect(await postedLists(post('csrf=x&act=claim&task=1&task=2'), wish)).toEqual({
      act: 'claim',
      task: ['1', '2'],
    })
    expect(await postedLists(post('act=claim'), wish)).toEqual({ act: 'claim' })
    await expect(postedLists(post('act=claim&act=return'), wish)).rejects.toMatchObject({
      code: 'malformed-request',
    })
  })

  test('of 256 KB in tens of thousands of fields holds nobody else up', async () => {
    const fields = Array.from({ length: 50_000 }, (_, index) => `f${index.toString(36)}=`)
    const startedAt = performance.now()
    await postedLists(post(`act=claim&${fields.join('&')}`), wish)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})
