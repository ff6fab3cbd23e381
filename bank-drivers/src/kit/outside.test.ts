/** Outside the repository: both packages packed, put into another folder, and a driver written from the guide proved there by the command. */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const packages = ['shared-types', 'bank-drivers'] as const
let staging = ''
let outside = ''

/** Packs copies, so that nobody else who uses the packages meanwhile sees them pointing elsewhere. */
function packCopies(): void {
  for (const name of packages) {
    const isPacked = (file: string) => !file.includes('node_modules') && !/\.test\.ts$/.test(file)
    cpSync(path.join(root, name), path.join(staging, name), { recursive: true, filter: isPacked })
  }
  for (const name of ['scripts/pack', 'tsconfig.json', 'LICENSE', 'docs/bank-drivers.md'])
    cpSync(path.join(root, name), path.join(staging, name), { recursive: true })
  for (const name of packages) {
    const manifest = readFileSync(path.join(staging, name, 'package.json'), 'utf8')
    // Declarations take the compiler half a minute and are of no use to a driver in JavaScript.
    execFileSync('env', ['LODGE_PACK_TYPES=no', 'npm', 'pack', '--pack-destination', outside, '--silent'], {
      cwd: path.join(staging, name),
      stdio: 'pipe',
    })
    expect(readFileSync(path.join(staging, name, 'package.json'), 'utf8')).toBe(manifest)
    expect(existsSync(path.join(staging, name, 'dist'))).toBe(false)
  }
}

/** Does what `npm install` does with the two tarballs; what they depend on is taken from here, as a test has no network. */
function install(): void {
  const modules = path.join(outside, 'node_modules')
  for (const name of packages) {
    const folder = path.join(modules, '@lodge', name)
    mkdirSync(folder, { recursive: true })
    const tarball = path.join(outside, `lodge-${name}-0.1.0.tgz`)
    execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1'])
  }
  for (const name of ['@noble', 'axios', 'jose', 'saxes', 'zod'])
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name))
  mkdirSync(path.join(modules, '.bin'))
  symlinkSync(
    '../@lodge/bank-drivers/bin/lodge-driver-kit.mjs',
    path.join(modules, '.bin', 'lodge-driver-kit'),
  )
}

const kit = (folder: string, ...args: string[]) =>
  spawnSync('npx', ['lodge-driver-kit', ...args], { cwd: path.join(outside, folder), encoding: 'utf8' })

beforeAll(() => {
  mkdirSync(path.join(root, '.data'), { recursive: true })
  staging = mkdtempSync(path.join(root, '.data', 'packing-'))
  outside = mkdtempSync(path.join(os.tmpdir(), 'lodge-outside-'))
  packCopies()
  install()
}, 60_000)
afterAll(() => {
  for (const folder of [staging, outside]) rmSync(folder, { recursive: true, force: true })
})

test('the copied template passes the kit from the first run, and fails by name once it has a bug', () => {
  expect(kit('.', 'new', 'my-bank')).toMatchObject({ status: 0 })
  const files = ['./driver.mjs', '--bank-side', './bank-side.mjs']

  const good = kit('my-bank', 'test', ...files, '--junit', 'results.xml')
  expect(good.stdout).toMatch(/^7\d passed, 0 failed, \d+ skipped/m)
  expect(good.status).toBe(0)
  expect(readFileSync(path.join(outside, 'my-bank', 'results.xml'), 'utf8')).toContain('failures="0"')

  const driver = path.join(outside, 'my-bank', 'driver.mjs')
  const text = readFileSync(driver, 'utf8')
  const bug = text.replace("if (outcome === 'succeeded' || outcome === 'unknown') return received", '')
  expect(bug).not.toBe(text)
  writeFileSync(driver, bug)
  const bad = kit('my-bank', 'test', ...files, '--only', 'lifecycle/other-sum')
  expect(bad.stdout).toContain('Failed: lifecycle/other-sum')
  expect(bad.status).toBe(1)
}, 60_000)

test('a driver that ends the program costs its case, not the run', () => {
  const driver = path.join(outside, 'my-bank', 'driver.mjs')
  writeFileSync(
    driver,
    readFileSync(driver, 'utf8').replace('async initiate(request) {', '$& process.exit(9)\n'),
  )
  const run = kit('my-bank', 'test', './driver.mjs', '--bank-side', './bank-side.mjs', '--only', 'contract/*')
  expect(run.stdout).toContain('The driver ended the program with code 9')
  expect(run.stdout).toMatch(/^\d+ passed, [1-9]\d* failed/m)
  expect(run.status).toBe(1)
}, 60_000)
