/** Chromium with a profile of its own that outlives its processes: they can be killed at any moment, and started anew. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { environment } from '@lodge/processor'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

/** A browser that talks to nobody but us. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const

/** A browser on a profile; pages of it are those of one person on one device. */
export type ProfiledBrowser = {
  readonly context: BrowserContext
  /** The window that a browser opens with; it shows nothing yet. */
  readonly page: Page
  /** How long it took from the start of the process until it could be told something, in milliseconds. */
  readonly startMs: number
  /** Ends every process of it at once (SIGKILL), without a chance to write anything. */
  kill(): Promise<void>
  /** Ends it in good order. */
  close(): Promise<void>
}

/** Returns the processes below `pid`, itself among them, by what the kernel says of their parents. */
function processTree(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
        return [{ pid: Number(name), parent: Number(parent) }]
      } catch {
        return []
      }
    })
  const below = (one: number): number[] => [
    one,
    ...parents.filter(({ parent }) => parent === one).flatMap((child) => below(child.pid)),
  ]
  return below(pid)
}

/** Starts a browser process on the profile in `folder`, which is made where it is missing. */
export async function openProfile(
  folder: string,
  viewport = { width: 1280, height: 800 },
  language = 'en',
): Promise<ProfiledBrowser> {
  // A killed browser leaves its lock behind.
  for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie', 'DevToolsActivePort'])
    await rm(`${folder}/${lock}`, { force: true })
  const startedAt = performance.now()
  const child = spawn(
    environment()['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    [
      ...chromiumArguments,
      '--headless',
      '--hide-scrollbars',
      '--disable-dev-shm-usage',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--disable-background-timer-throttling',
      '--password-store=basic',
      `--lang=${language}`,
      `--accept-lang=${language}`,
      `--window-size=${viewport.width},${viewport.height}`,
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const ended = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('Chromium cannot be started')
  // A test that fails half-way leaves no browser behind.
  const leaveNone = (): void => {
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  process.once('exit', leaveNone)
  void ended.then(() => process.off('exit', leaveNone))
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const [, found] = /DevTools listening on (ws:\S+)/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    void ended.then(() => reject(new Error('Chromium ended before it could be told anything')))
  })
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  const page = context?.pages()[0] ?? (await context?.newPage())
  if (!context || !page) throw new Error('Chromium has no window')
  const startMs = performance.now() - startedAt
  page.setDefaultTimeout(30_000)
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    // All at the same moment first; whoever left the group after that.
    for (const one of [-pid, ...processTree(pid)]) {
      try {
        process.kill(one, 'SIGKILL')
      } catch {
        // It has ended by itself meanwhile.
      }
    }
    await ended
    await browser.close().catch(() => undefined)
  }
  return {
    context,
    page,
    startMs,
    kill,
    async close() {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))])
      if (child.exitCode === null) await kill()
      else await browser.close().catch(() => undefined)
    },
  }
}
