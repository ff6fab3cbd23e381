/** One program of Lodge as a child process: output with its name in front, readiness over HTTP, an orderly end. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { LocalSetupError, signalGroup, type Log } from '../local/programs.ts'

export type Child = {
  readonly name: string
  readonly pid: number | undefined
  /** Resolves with one sentence and the last lines when it ends without having been stopped. */
  readonly died: Promise<string>
  /** SIGTERM, and SIGKILL at `deadline` (milliseconds of the clock). Resolves when it has ended. */
  readonly stop: (deadline: number) => Promise<void>
}

export type ChildOptions = {
  readonly name: string
  /** Absolute path of a script for this Node. */
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly log: Log
}

/** Starts a program in a process group of its own, so that Ctrl-C reaches this supervisor alone. */
export function startChild({ name, script, cwd, env, log }: ChildOptions): Child {
  const child = spawn(process.execPath, [script], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const last: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line)
      if (last.length > 15) last.shift()
      log(`[${name}] ${line}`)
    })
  }
  let isStopping = false
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it could not be run (${error.message})`))
    // `close` comes after the last of its output, `exit` may come before.
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code ?? '?'}` : signal))
  })
  const died = new Promise<string>((resolve) => {
    void ended.then((how) => {
      if (!isStopping) resolve(`${name} ended by itself (${how}). Its last lines:\n${last.join('\n')}`)
    })
  })
  const stop = async (deadline: number): Promise<void> => {
    isStopping = true
    if (child.pid === undefined) return
    const { pid } = child
    signalGroup(pid, 'SIGTERM')
    const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), Math.max(0, deadline - Date.now()))
    await ended
    clearTimeout(kill)
    // Whatever it started and left behind shares its group.
    signalGroup(pid, 'SIGKILL')
  }
  return { name, pid: child.pid, died, stop }
}

/**
 * Waits until `url` answers with a status below 500.
 * @throws LocalSetupError where the program dies first, or gives no such answer within a minute
 */
export async function untilReady(child: Child, url: string, signal: AbortSignal): Promise<void> {
  const ready = new AbortController()
  const death = child.died.then((sentence) => {
    throw new LocalSetupError(sentence)
  })
  try {
    await Promise.race([death, poll(child.name, url, AbortSignal.any([signal, ready.signal]))])
  } finally {
    ready.abort()
  }
}

async function poll(name: string, url: string, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 60_000
  let answer = 'no answer'
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' })
      await response.body?.cancel()
      if (response.status < 500) return
      answer = `status ${response.status}`
    } catch {
      answer = 'no answer'
    }
    await pause(150)
  }
  throw new LocalSetupError(
    `${name} is not ready after a minute (${answer} from ${url}); see its lines above.`,
  )
}
