/** Programs of this machine: where they are, and running one to its end with signs of life. */
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Takes one line for the person at the terminal. */
export type Log = (line: string) => void

/** Something on this machine cannot be had; the message is one sentence that tells a person what to do. */
export class LocalSetupError extends Error {
  override readonly name = 'LocalSetupError'
}

/** The absolute path of a program on the PATH (or in the further folders), or null. */
export function findProgram(name: string, furtherFolders: readonly string[] = []): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...furtherFolders]
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null
}

/** Whether that path is a file that this user may run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

export type RunOptions = {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly log?: Log
  /** Said every ten seconds while the program runs, with the last line that it printed. */
  readonly stillRunning?: string
  readonly timeoutMs?: number
  /** Shows its output as it comes instead of collecting it. */
  readonly shown?: boolean
}

/** Runs a program to its end. Resolves with its exit code (null: killed, timed out or not found) and all that it printed; never rejects. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    let output = ''
    // A process group of its own, so that it can be ended together with all that it started.
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.shown === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const note = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    running.add(child)
    const timeout =
      options.timeoutMs === undefined ? undefined : setTimeout(() => endGroup(child), options.timeoutMs)
    const ticker = setInterval(() => {
      if (options.stillRunning !== undefined) options.log?.(`${options.stillRunning} … ${lastLine(output)}`)
    }, 10_000)
    const settle = (code: number | null): void => {
      clearInterval(ticker)
      clearTimeout(timeout)
      running.delete(child)
      resolve({ code, output })
    }
    child.once('error', (error) => {
      output += error.message
      settle(null)
    })
    child.once('close', settle)
  })
}

/** Ends every program that `runProgram` has under way, and all that it started: for the end of this process. */
export function endRunningPrograms(): void {
  for (const child of running) endGroup(child)
}

const running = new Set<ChildProcess>()

function endGroup(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return
  signalGroup(pid, 'SIGTERM')
  const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), 3000)
  child.once('close', () => clearTimeout(kill))
}

/** Sends a signal to a process group; one that has ended is none of our business. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

/** The last line that is not empty, cut to what fits one terminal line. */
export function lastLine(text: string): string {
  return (
    text
      .trim()
      .split(/[\r\n]+/)
      .at(-1)
      ?.slice(0, 100) ?? ''
  )
}
