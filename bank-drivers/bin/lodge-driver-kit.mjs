#!/usr/bin/env node
/** Starts the kit: its JavaScript where the package was packed, its TypeScript sources inside the repository, which need Node 24. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const packed = new URL('../dist/kit/command.js', import.meta.url)
const sources = new URL('../src/kit/command.ts', import.meta.url)
const node24 = fileURLToPath(new URL('../../node_modules/.bin/node', import.meta.url))

async function run(command) {
  const { runCommand } = await import(command.href)
  process.exit(await runCommand(process.argv.slice(2)))
}

if (existsSync(sources) && Number(process.versions.node.split('.')[0]) < 24) {
  const child = spawn(node24, process.argv.slice(1), { stdio: 'inherit' })
  child.once('error', () => {
    console.error('Inside the repository the kit runs on its own Node 24: run `npm ci` first.')
    process.exit(1)
  })
  child.once('exit', (code) => process.exit(code ?? 1))
} else await run(existsSync(sources) ? sources : packed)
