import { describe, expect, test } from 'vitest'
import { ifChanged } from './conditional.server.ts'

describe('an answer that a client may keep', () => {
  const asked = (ifNoneMatch?: string): Promise<[number, string, string | null]> => {
    const headers = new Headers(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch })
    const answer = ifChanged(
      new Request('https://office.example/', { headers }),
      { etag: '"b"', headers: { 'cache-control': 'no-cache' } },
      () => ({ body: '{}' }),
    )
    return answer.text().then((text) => [answer.status, text, answer.headers.get('etag')])
  }
  test.each([undefined, '"a"', 'b', '"a", "c"'])('is sent whole to a client that has %s', async (tag) => {
    expect(await asked(tag)).toEqual([200, '{}', '"b"'])
  })
  test.each(['"b"', 'W/"b"', '"a", "b"', '*'])('is 304 and empty for a client that has %s', async (tag) => {
    expect(await asked(tag)).toEqual([304, '', '"b"'])
  })
})
