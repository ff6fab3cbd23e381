import { describe, expect, test } from 'vitest'
import { pdfBomb, pdfOf, pdfWithHiddenObject, pngOf } from './hostile-documents.ts'
import { inspectionBench, MB } from './inspection-bench.ts'

const { inspect, refusalOf } = inspectionBench()

describe('bombs and limits', { timeout: 60_000 }, () => {
  test('a PDF of under 1,000 bytes that unpacks to 200 MB is refused in a few seconds and without the memory', async () => {
    const bomb = pdfBomb(200_000_000)
    expect(bomb.length).toBeLessThan(1000)
    const before = process.memoryUsage.rss()
    const start = performance.now()
    expect(await refusalOf(bomb, 'a.pdf')).toBe('unpacks-too-large')
    expect(performance.now() - start).toBeLessThan(15_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MB)
  })

  test('an object stream that unpacks to 300 MB is refused', async () => {
    const bomb = pdfWithHiddenObject('<< /A 1 >>', { objectPadding: 300_000_000 })
    expect(bomb.length).toBeLessThan(3000)
    expect(await refusalOf(bomb, 'a.pdf')).toBe('unpacks-too-large')
  })

  test(
    'a cross-reference table that unpacks to 700 MB meets the memory limit',
    { timeout: 60_000 },
    async () => {
      const bomb = pdfWithHiddenObject('<< /A 1 >>', { tablePadding: 700_000_000 })
      expect(bomb.length).toBeLessThan(5000)
      expect(await refusalOf(bomb, 'a.pdf')).toBe('too-costly')
    },
  )

  test('deeply nested arrays harm nothing', async () => {
    const nested = pdfOf({ objects: ['['.repeat(200_000) + ']'.repeat(200_000)] })
    expect(await refusalOf(nested, 'a.pdf')).not.toBe('accepted')
  })

  test('a PNG of 30,000 x 30,000 pixels is refused with its size', async () => {
    const bomb = pngOf(30_000, 30_000)
    expect(bomb.length).toBeLessThan(MB)
    const start = performance.now()
    expect(await inspect(bomb, 'a.png')).toMatchObject({
      ok: false,
      code: 'too-many-pixels',
      facts: { widthPx: '30000', heightPx: '30000', limit: '100000000' },
    })
    expect(performance.now() - start).toBeLessThan(5000)
  })

  test('the office can set its own limit of pixels', async () => {
    expect(await refusalOf(pngOf(100, 100), 'a.png', { maxPixels: 9999 })).toBe('too-many-pixels')
    expect(await refusalOf(pngOf(100, 100), 'a.png', { maxPixels: 10_000 })).toBe('accepted')
  })

  test('the server answers others while a bomb is inspected', async () => {
    let longestPauseMs = 0
    let last = performance.now()
    const clock = setInterval(() => {
      longestPauseMs = Math.max(longestPauseMs, performance.now() - last)
      last = performance.now()
    }, 5)
    const bomb = pdfBomb(200_000_000)
    last = performance.now()
    longestPauseMs = 0
    await inspect(bomb, 'a.pdf')
    clearInterval(clock)
    expect(longestPauseMs).toBeLessThan(500)
  })
})
