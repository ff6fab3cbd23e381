/**
 * Runs `scripts/<command>.ts` with the repository's own Node 24, installing the npm packages first where they are
 * missing or the lock file has changed. Plain JavaScript without dependencies: it has to run on Node 20.11 before
 * anything is installed.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const node24 = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(root, 'node_modules', '.lodge-install')
const turnFile = join(root, '.data', 'install.lock')

/** Of npm's errors, those that a person can do something about. */
const installFailures = [
  [/ENOSPC/, 'the disk is full: free at least 2 GB and run the command again'],
  [
    /EACCES|EPERM|EROFS/,
    'this user may not write here: give this folder to your user (chown) and run the command again',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/,
    'the npm registry cannot be reached: check the network (and `npm config get registry`) and run the command again',
  ],
  [
    /EUSAGE|in sync/,
    'package.json and package-lock.json do not fit together: run `npm install` and look at what it changes',
  ],
  [
    /EINTEGRITY/,
    'a package is not the one that the lock file names: run `npm cache clean --force` and try again',
  ],
  [/E404|ETARGET/, 'the npm registry lacks a package of the lock file: check `npm config get registry`'],
]

function fail(sentence) {
  console.error(`Lodge: ${sentence}`)
  process.exit(1)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 11)) {
    fail(`Node ${process.versions.node} is too old; install Node 20.11 or later and run the command again.`)
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** What an installation depends on: the lock file, and the machine that binaries were chosen for. */
function wantedStamp() {
  const lock = read(lockFile)
  if (lock === null) fail('package-lock.json is missing; restore it with `git checkout package-lock.json`.')
  return createHash('sha256').update(`${process.platform} ${process.arch}\n${lock}`).digest('hex')
}

/** An installation made by npm itself counts as well, if it holds what the lock file says. */
function agreesWithLock() {
  const [wanted, actual] = [read(lockFile), read(join(root, 'node_modules', '.package-lock.json'))]
  if (wanted === null || actual === null) return false
  const installed = JSON.parse(actual).packages
  return Object.entries(JSON.parse(wanted).packages).every(
    ([path, { version, integrity, optional, peer }]) => {
      if (!path.includes('node_modules/')) return true
      const found = installed[path]
      if (found === undefined) return optional === true || peer === true
      return found.version === version && found.integrity === integrity
    },
  )
}

function isInstalled() {
  if (!existsSync(node24)) return false
  const stamp = wantedStamp()
  if (read(stampFile) === stamp) return true
  if (!agreesWithLock()) return false
  tryTo(() => writeFileSync(stampFile, stamp))
  return true
}

function tryTo(work) {
  try {
    return work() ?? true
  } catch (error) {
    return error.code ?? String(error)
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** One installation at a time: others wait for it, and take over from one that was killed. */
async function takeTurn() {
  mkdirSync(join(root, '.data'), { recursive: true })
  for (let waits = 0; ; waits += 1) {
    const outcome = tryTo(() => writeFileSync(turnFile, String(process.pid), { flag: 'wx' }))
    if (outcome === true) return
    if (outcome !== 'EEXIST') throw Object.assign(new Error('no turn'), { code: outcome })
    const owner = read(turnFile)
    const isOwned = owner !== null && /^\d+$/.test(owner) ? isAlive(Number(owner)) : waits < 10
    if (!isOwned) {
      // Renamed before it is removed: of several that saw the dead owner, one wins.
      const aside = `${turnFile}.${process.pid}`
      if (tryTo(() => renameSync(turnFile, aside)) === true) rmSync(aside, { force: true })
      continue
    }
    if (waits === 1) {
      console.error(
        `Lodge: another command is installing the packages; waiting for it (if none runs, remove ${turnFile}) …`,
      )
    }
    await pause(500)
  }
}

async function install() {
  let free = Number.POSITIVE_INFINITY
  tryTo(() => {
    const disk = statfsSync(root)
    free = disk.bavail * disk.bsize
  })
  if (free < 1e9)
    fail(
      `only ${Math.round(free / 1e6)} MB are free on this disk; free at least 2 GB and run the command again.`,
    )
  const turn = await takeTurn().then(
    () => true,
    (error) => error.code ?? String(error),
  )
  if (turn !== true) fail(`packages cannot be installed (${turn}): ${explain(String(turn))}.`)
  try {
    if (isInstalled()) return
    const stamp = wantedStamp()
    tryTo(() => rmSync(stampFile, { force: true }))
    await runNpmCi()
    writeFileSync(stampFile, stamp)
  } finally {
    rmSync(turnFile, { force: true })
  }
  if (!existsSync(node24)) {
    fail(
      'Node 24 was not installed with the packages (npm ran no install scripts?); run `npm rebuild node` and try again.',
    )
  }
}

function explain(output) {
  return installFailures.find(([pattern]) => pattern.test(output))?.[1] ?? 'see the lines above'
}

function runNpmCi() {
  const startedAt = Date.now()
  const seconds = () => Math.round((Date.now() - startedAt) / 1000)
  console.error('Lodge: installing the npm packages (about half a minute on a fast line) …')
  return new Promise((resolve) => {
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors += chunk))
    const ticker = setInterval(() => console.error(`Lodge: … still installing (${seconds()} s)`), 10_000)
    const stop = (signal) => {
      rmSync(turnFile, { force: true })
      child.kill(signal)
      process.exit(128 + constants.signals[signal])
    }
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)
    child.once('error', () =>
      fail('npm was not found; install npm 10 or later (it comes with Node) and run the command again.'),
    )
    child.once('close', (code) => {
      clearInterval(ticker)
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop)
      if (code !== 0) {
        rmSync(turnFile, { force: true })
        console.error(errors.trim())
        fail(`the packages could not be installed: ${explain(errors)}.`)
      }
      console.error(`Lodge: packages installed in ${seconds()} s.`)
      resolve()
    })
  })
}

function runCommand(command, args) {
  const script = join(root, 'scripts', `${command}.ts`)
  if (!/^[a-z][a-z0-9-]*$/.test(command) || !existsSync(script)) fail(`there is no command "${command}".`)
  const child = spawn(node24, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    shell: process.platform === 'win32',
  })
  // In a terminal the child has the signal already; a second one of the same kind does it no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  watchNpm(child)
  child.once('error', (error) =>
    fail(`Node 24 does not run (${error.message}); remove node_modules and run the command again.`),
  )
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** npm passes a signal on only to the shell between it and us; that shell's end is what we notice. */
function watchNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500).unref()
}

checkNode()
if (!isInstalled()) await install()
const [command = '', ...args] = process.argv.slice(2)
runCommand(command, args)
