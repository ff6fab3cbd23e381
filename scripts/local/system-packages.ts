/** Debian packages that Lodge's local services need: installed where we may (root on Debian), else named in a command for a person to run. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { findProgram, lastLine, runProgram, type Log } from './programs.ts'

/** Each need: the program that shows it is there, and the packages of Debian that bring it. */
export const needs = {
  wine: { program: 'wine', packages: ['wine', 'wine64'] },
  rabbitmq: { program: 'rabbitmq-server', packages: ['rabbitmq-server'] },
  chromium: { program: 'chromium', packages: ['chromium'] },
  pdftotext: { program: 'pdftotext', packages: ['poppler-utils'] },
  qpdf: { program: 'qpdf', packages: ['qpdf'] },
  dockerCompose: { program: 'docker-compose', packages: ['docker-compose'] },
} as const satisfies Record<string, { program: string; packages: readonly string[] }>

export type Need = keyof typeof needs

/** What is known about this machine; tests give their own. */
export type Machine = {
  readonly isRoot: boolean
  readonly hasApt: boolean
  readonly find: (program: string) => string | null
  readonly apt: (args: readonly string[], log: Log) => Promise<{ code: number | null; output: string }>
  /** Runs the work while no service that a package brings may start. */
  readonly withServicesHeldBack: <Result>(work: () => Promise<Result>) => Promise<Result>
}

const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/lib/rabbitmq/bin', '/opt/homebrew/sbin']

const thisMachine: Machine = {
  isRoot: process.getuid?.() === 0,
  hasApt: existsSync('/etc/debian_version') && findProgram('apt-get') !== null,
  find: (program) => findProgram(program, systemFolders),
  apt: (args, log) =>
    runProgram('apt-get', ['-q', '-y', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
      log,
      stillRunning: `  apt-get ${args[0] ?? ''}`,
    }),
  withServicesHeldBack,
}

export type PackageOutcome =
  { readonly here: true } | { readonly here: false; readonly why: string; readonly command: string }

/**
 * Makes sure that the programs are there, installing their packages where this process is root on Debian.
 * Never throws: where it cannot install, the outcome holds the reason and the exact command for a person.
 */
export async function ensurePackages(
  wanted: readonly Need[],
  log: Log,
  machine: Machine = thisMachine,
): Promise<PackageOutcome> {
  const missing = wanted.filter((need) => machine.find(needs[need].program) === null)
  if (missing.length === 0) return { here: true }
  const packages = missing.flatMap((need) => needs[need].packages)
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  const command = `${machine.isRoot ? '' : 'sudo '}${install}`
  const programs = missing.map((need) => needs[need].program).join(', ')
  if (!machine.hasApt) {
    return {
      here: false,
      why: `${programs} not found`,
      command: `install ${packages.join(', ')} with your package manager`,
    }
  }
  if (!machine.isRoot) return { here: false, why: `${programs} not installed`, command }

  log(`Installing ${packages.join(' ')} with apt-get (this may take some minutes) …`)
  const startedAt = Date.now()
  const result = await machine.withServicesHeldBack(async () => {
    await updateLists(machine, log)
    return machine.apt(['install', '--no-install-recommends', ...packages], log)
  })
  if (result.code !== 0 || missing.some((need) => machine.find(needs[need].program) === null)) {
    return { here: false, why: `apt-get install failed: ${reason(result.output)}`, command }
  }
  log(`Installed ${packages.join(' ')} in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
  return { here: true }
}

const hasFreshLists = new WeakSet<Machine>()

/** Once per run. The package lists' lock is the one that apt itself does not wait for. */
async function updateLists(machine: Machine, log: Log): Promise<void> {
  if (hasFreshLists.has(machine)) return
  hasFreshLists.add(machine)
  for (let attempt = 1; attempt <= 30; attempt += 1) {
    const { code, output } = await machine.apt(['update'], log)
    if (code === 0 || !/could not get lock/i.test(output)) return
    if (attempt === 1) log('  another apt-get is at work; waiting for it …')
    await pause(10_000)
  }
}

/**
 * Debian starts a service when its package is installed. Lodge runs a private broker instead, so services are held
 * back by the policy file that Debian provides for this. It allows everything again once this process has ended,
 * even where it was killed before removing the file. (Debian's broker would start at the next boot; on its own port
 * it is harmless, since ours chooses free ones.) A policy that is already there is left alone.
 */
async function withServicesHeldBack<Result>(work: () => Promise<Result>): Promise<Result> {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  writeFileSync(
    policy,
    `#!/bin/sh\n# Written by Lodge; removed after its installation.\n[ -d /proc/${process.pid} ] && exit 101\nexit 0\n`,
    {
      mode: 0o755,
    },
  )
  try {
    return await work()
  } finally {
    rmSync(policy, { force: true })
  }
}

function reason(output: string): string {
  return /^E: .*$/m.exec(output)?.[0].slice(3) ?? lastLine(output)
}
