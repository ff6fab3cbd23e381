/** Makes a page's processor slower, as Chromium's own tools do, and proves that it is. */
import type { Page } from 'playwright-core'

/** From now on the scripts and the layout of the page take so many times as long. Workers are not slowed. */
export async function slowCpu(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/** Returns how long a fixed piece of work takes in the page, in milliseconds. */
export const busyMs = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const startedAt = performance.now()
    let length = 0
    for (let at = 0; at < 600_000; at += 1) length += JSON.stringify({ at }).length
    return performance.now() - startedAt + (length === 0 ? 1 : 0)
  })
