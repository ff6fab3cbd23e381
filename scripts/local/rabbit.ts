/** Lodge's local RabbitMQ: the one that AMQP_URL names, else a private broker of our own on 127.0.0.1, else none. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LocalService } from './mongo.ts'
import { answersAmqp, freePort } from './ports.ts'
import { endProcesses, processesNaming } from './processes.ts'
import { findProgram, isExecutable, LocalSetupError, runProgram, type Log } from './programs.ts'
import { ensurePackages } from './system-packages.ts'

export type RabbitOptions = {
  /** Absolute path; its data survives a restart. */
  readonly dataDir: string
  readonly log: Log
  /** Listens here instead of on a free port: a restart after a crash keeps its address. */
  readonly port?: number
  /** Gives up the start; the broker is ended. */
  readonly signal?: AbortSignal
}

/** Says where the epmd of this data folder listens, so that a later run can end it. */
const epmdPortFile = 'epmd-port'
const launchLimitMs = 60_000

/**
 * Finds or starts RabbitMQ and waits until it greets. Null where AMQP_URL says `in-process`, or
 * none is installed and none can be: then portal and processor run in one process with the in-process broker.
 * @throws LocalSetupError where AMQP_URL does not answer, or the installed broker does not start
 */
export async function startRabbit(
  options: RabbitOptions,
): Promise<(LocalService & { readonly url: string }) | null> {
  const given = process.env.AMQP_URL
  if (given === 'in-process') return null
  if (given !== undefined && given !== '') return useGiven(given)
  const outcome = await ensurePackages(['rabbitmq'], options.log)
  const program = findBroker()
  if (outcome.here && program !== null) return launch(program, options)
  options.log(
    `RabbitMQ: ${outcome.here ? 'no usable program found' : `${outcome.why}; to have it, run: ${outcome.command}`}`,
  )
  return null
}

/** Debian's wrapper in /usr/sbin changes to the user rabbitmq; the program behind it runs as whoever starts it. */
function findBroker(): string | null {
  const debian = '/usr/lib/rabbitmq/bin/rabbitmq-server'
  return isExecutable(debian)
    ? debian
    : findProgram('rabbitmq-server', ['/opt/homebrew/sbin', '/usr/local/sbin'])
}

async function useGiven(given: string): Promise<LocalService & { readonly url: string }> {
  const url = URL.canParse(given) ? new URL(given) : null
  const port = Number(url?.port || (url?.protocol === 'amqps:' ? 5671 : 5672))
  // A broker behind TLS greets only after the handshake, which is left to the programs.
  const answers =
    url?.protocol === 'amqps:' || (url !== null && (await answersAmqp(url.hostname, port, 5000)))
  if (!answers) {
    throw new LocalSetupError(
      'The RabbitMQ at AMQP_URL does not answer; start it, or unset AMQP_URL to use a local one.',
    )
  }
  return {
    url: given,
    description: 'the RabbitMQ of AMQP_URL',
    died: new Promise(() => undefined),
    stop: () => Promise.resolve(),
  }
}

/** The ports that one run of the broker uses. */
type Ports = { readonly amqp: number; readonly distribution: number; readonly epmd: number }

async function launch(
  program: string,
  { dataDir, log, port, signal }: RabbitOptions,
): Promise<LocalService & { readonly url: string }> {
  const base = join(dataDir, 'mnesia')
  await mkdir(base, { recursive: true })
  if (brokerProcesses(dataDir).length > 0) log('Ending a RabbitMQ that an earlier run left behind …')
  await endBroker(dataDir)
  const ports = { amqp: port ?? (await freePort()), distribution: await freePort(), epmd: await freePort() }
  await writeFile(join(dataDir, epmdPortFile), String(ports.epmd))
  await writeFile(join(dataDir, 'enabled-plugins'), '[].\n')
  await writeFile(
    join(dataDir, 'rabbitmq.conf'),
    'loopback_users.guest = true\ndisk_free_limit.absolute = 200MB\n',
  )
  await writeFile(join(dataDir, 'env.conf'), '')

  const lines: string[] = []
  // A process group of its own: Ctrl-C in a terminal must not end it before its users have drained.
  const child = spawn(program, [], {
    cwd: dataDir,
    detached: true,
    env: environment(dataDir, ports),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const note = (chunk: Buffer): void => {
    lines.push(
      ...chunk
        .toString()
        .split('\n')
        .filter((line) => line.trim() !== ''),
    )
    lines.splice(0, lines.length - 15)
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  const ended = new Promise<'ended'>((resolve) => {
    child.once('exit', () => resolve('ended'))
    child.once('error', (error) => {
      lines.push(error.message)
      resolve('ended')
    })
  })

  let stopping: Promise<void> | undefined
  const stop = (): Promise<void> => (stopping ??= endBroker(dataDir))
  // Only while it starts: later its users drain first.
  const giveUp = (): void => void stop()
  signal?.addEventListener('abort', giveUp)
  if (signal?.aborted === true || (await Promise.race([ended, greets(ports.amqp)])) !== 'greets') {
    await stop()
    throw new LocalSetupError(
      `RabbitMQ did not start; its data is in ${dataDir}; its last words: ${lines.join('\n')}`,
    )
  }
  signal?.removeEventListener('abort', giveUp)
  const died = new Promise<string>((resolve) => {
    void ended.then(() => {
      if (stopping === undefined) resolve(lines.join('\n'))
    })
  })
  return {
    url: `amqp://guest:guest@127.0.0.1:${ports.amqp}`,
    description: `a private broker from ${program}`,
    died,
    stop,
  }
}

async function greets(port: number): Promise<'greets' | 'late'> {
  const deadline = Date.now() + launchLimitMs
  while (Date.now() < deadline) {
    if (await answersAmqp('127.0.0.1', port, 1000)) return 'greets'
    await pause(100)
  }
  return 'late'
}

/**
 * Everything on 127.0.0.1, the distribution port and epmd included, which listen on all addresses unless told. With a
 * port of its own, epmd is never shared with another Erlang program, so that ending it harms nobody.
 */
function environment(dataDir: string, ports: Ports): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: dataDir,
    RABBITMQ_NODENAME: nodeName(dataDir),
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_MNESIA_BASE: join(dataDir, 'mnesia'),
    RABBITMQ_LOG_BASE: join(dataDir, 'log'),
    RABBITMQ_PID_FILE: join(dataDir, 'broker.pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(dataDir, 'enabled-plugins'),
    RABBITMQ_CONFIG_FILE: join(dataDir, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(dataDir, 'env.conf'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(ports.epmd),
  }
}

/** The broker's data carries its node's name, so the name has to stay with the folder. */
function nodeName(dataDir: string): string {
  return `lodge-${createHash('sha256').update(dataDir).digest('hex').slice(0, 8)}@localhost`
}

/** The broker's home is our own data folder, and its command line names that. */
export function brokerProcesses(dataDir: string): number[] {
  return processesNaming(`-home ${dataDir} -epmd_port`)
}

/** Ends the broker of a data folder, and its epmd, whoever started them; harmless where there is none. */
export async function endBroker(dataDir: string): Promise<void> {
  await endProcesses(brokerProcesses(dataDir), 8000)
  const epmd = findProgram('epmd')
  const port = await readFile(join(dataDir, epmdPortFile), 'utf8').catch(() => null)
  if (epmd === null || port === null) return
  const env = { ...process.env, ERL_EPMD_ADDRESS: '127.0.0.1', ERL_EPMD_PORT: port }
  await runProgram(epmd, ['-kill'], { env, timeoutMs: 3000 })
}
