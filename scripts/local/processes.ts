/** Finds and ends processes of ours that an earlier run left behind, recognised by what their command line says. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Whether a process of that id still runs; a zombie that nobody has collected counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return !isZombie(pid)
}

/**
 * Ids of the running processes whose command line holds `marker`, this one excepted.
 * The marker has to be one that only our own processes carry: the absolute path of a data folder.
 */
export function processesNaming(marker: string): number[] {
  return commandLines()
    .filter(({ pid, command }) => pid !== process.pid && command.includes(marker))
    .map(({ pid }) => pid)
}

/** A process for certain: its id alone may have been given to a stranger since. `born` is comparable on this machine only. */
export type ProcessIdentity = { readonly pid: number; readonly born: string }

/** The identity of a running process, or null where none has that id. */
export function identify(pid: number): ProcessIdentity | null {
  const born = existsSync('/proc/self/stat') ? bornByProc(pid) : bornByPs(pid)
  return born === null ? null : { pid, born }
}

/** Whether the very process that was identified still runs. */
export function stillRuns({ pid, born }: ProcessIdentity): boolean {
  return identify(pid)?.born === born && isAlive(pid)
}

/** Of /proc/<pid>/stat, the 22nd field: the start time. The second, the name in brackets, may hold blanks. */
function bornByProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function bornByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Calls back once when the process that started this one ends: a killed parent cannot pass signals on. */
export function whenOrphaned(callBack: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callBack()
  }, 500)
  timer.unref()
}

/** Asks processes to end (SIGTERM) and kills those that still run after `graceMs`. Resolves when none of them runs. */
export async function endProcesses(pids: readonly number[], graceMs: number): Promise<void> {
  signal(pids, 'SIGTERM')
  if (await haveEnded(pids, graceMs)) return
  signal(pids.filter(isAlive), 'SIGKILL')
  await haveEnded(pids, 3000)
}

async function haveEnded(pids: readonly number[], withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (pids.some(isAlive)) {
    if (Date.now() > deadline) return false
    await pause(50)
  }
  return true
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function commandLines(): { pid: number; command: string }[] {
  if (!existsSync('/proc/self/cmdline')) return commandLinesFromPs()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [
          { pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ]
      } catch {
        return []
      }
    })
}

function commandLinesFromPs(): { pid: number; command: string }[] {
  return execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' })
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*(\d+) (.*)$/.exec(line)
      return match?.[1] === undefined ? [] : [{ pid: Number(match[1]), command: match[2] ?? '' }]
    })
}
