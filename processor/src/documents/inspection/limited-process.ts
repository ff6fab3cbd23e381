/** Runs one program on hostile input in a process of its own, with hard limits of memory, time and output and an empty environment. */
import { spawn } from 'node:child_process'
import { ProblemError } from '@lodge/shared-types'

/** The inspection itself cannot work: a tool is missing or the machine is too busy. Nothing may be accepted uninspected. */
export class InspectionUnavailable extends ProblemError {
  readonly reason = 'inspection-unavailable'
  /** `forOperator` says what to do on the server; it goes to the log as the cause, not to the person. */
  constructor(forOperator: string, cause?: unknown) {
    super('unavailable', 'Documents cannot be inspected at the moment, so none is taken. Try again later.', {
      retryAfterS: 60,
      cause: new Error(forOperator, { cause }),
    })
    this.name = 'InspectionUnavailable'
  }
}

export type ProcessLimits = {
  /** Bytes of memory that the program may allocate (RLIMIT_DATA). */
  readonly memoryBytes: number
  /** Seconds of processor time (RLIMIT_CPU): a property of the document, not of how busy the machine is. */
  readonly cpuS: number
  /** Milliseconds from start to end; passing it without spending `cpuS` means that the machine is too busy. */
  readonly wallMs: number
  /** Bytes that the program may write to its standard output. */
  readonly outputBytes: number
}

export type LimitedRun =
  | { readonly ended: 'exited'; readonly exitCode: number; readonly complaint: string }
  | { readonly ended: 'output-limit' }
  | { readonly ended: 'resource-limit' }

const maxComplaintChars = 4096
// No secrets of the server's environment reach a program that reads hostile input.
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' }

/**
 * Runs `command` under util-linux's prlimit (no core file, no written files) and hands each piece of its standard output to
 * `onOutput`. Returns how it ended; a crash counts as a resource limit. Throws InspectionUnavailable where prlimit or the command
 * is missing, or when time runs out on a busy machine.
 */
export function runLimited(
  command: string,
  args: readonly string[],
  limits: ProcessLimits,
  onOutput: (piece: Buffer) => void,
): Promise<LimitedRun> {
  return new Promise((resolve, reject) => {
    const rlimits = [`--data=${limits.memoryBytes}`, `--cpu=${limits.cpuS}`, '--core=0', '--fsize=0']
    const child = spawn('prlimit', [...rlimits, '--', command, ...args], {
      env: environment,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let outputBytes = 0
    let complaint = ''
    let killedFor: 'output' | 'time' | undefined
    const kill = (reason: 'output' | 'time') => {
      killedFor ??= reason
      child.kill('SIGKILL')
    }
    const timer = setTimeout(kill, limits.wallMs, 'time' as const)
    child.stdout.on('data', (piece: Buffer) => {
      outputBytes += piece.length
      if (outputBytes > limits.outputBytes) kill('output')
      else onOutput(piece)
    })
    child.stderr.on('data', (piece: Buffer) => {
      if (complaint.length < maxComplaintChars) complaint += piece.toString('latin1')
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(new InspectionUnavailable('prlimit cannot be started: install util-linux (Linux only).', error))
    })
    child.on('close', (exitCode) => {
      clearTimeout(timer)
      if (killedFor === 'output') resolve({ ended: 'output-limit' })
      else if (killedFor === 'time')
        reject(
          new InspectionUnavailable(
            `${command} did not end within ${limits.wallMs} ms: the machine is too busy.`,
          ),
        )
      else if (exitCode === null) resolve({ ended: 'resource-limit' })
      // prlimit exits like a shell where it cannot start the program: 127 not found, 126 not executable.
      else if (exitCode === 126 || exitCode === 127)
        reject(new InspectionUnavailable(`${command} cannot be started: ${complaint.trim()}`))
      else resolve({ ended: 'exited', exitCode, complaint })
    })
  })
}
