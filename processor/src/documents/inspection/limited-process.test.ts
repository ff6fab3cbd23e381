import { execPath } from 'node:process'
import { expect, test } from 'vitest'
import { InspectionUnavailable, runLimited } from './limited-process.ts'

const MB = 1024 * 1024
const limits = { memoryBytes: 1024 * MB, cpuS: 5, wallMs: 20_000, outputBytes: MB }

async function runScript(script: string, changes: Partial<typeof limits> = {}) {
  let output = ''
  const run = await runLimited('/bin/sh', ['-c', script], { ...limits, ...changes }, (piece) => {
    output += piece.toString()
  })
  return { ...run, output }
}

test('a program that ends by itself gives its exit code, output and complaint', async () => {
  expect(await runScript('echo good; echo bad >&2; exit 3')).toEqual({
    ended: 'exited',
    exitCode: 3,
    complaint: 'bad\n',
    output: 'good\n',
  })
})

test('a program sees nothing of the environment of the server', async () => {
  const { output } = await runScript('env')
  const names = output.split('\n').map((line) => line.split('=')[0])
  expect(
    names.filter((name) => name && !['PATH', 'LC_ALL', 'PWD', '_', 'SHLVL', 'OLDPWD'].includes(name)),
  ).toEqual([])
})

test('a program that spins is stopped by its share of processor time', async () => {
  expect(await runScript('while :; do :; done', { cpuS: 1 })).toMatchObject({ ended: 'resource-limit' })
})

test('a program that takes too much memory is stopped', async () => {
  const script = 'const all = []; for (;;) all.push(Buffer.alloc(50e6, 1))'
  const run = await runLimited(execPath, ['-e', script], limits, () => undefined)
  expect(run.ended === 'resource-limit' || (run.ended === 'exited' && run.exitCode !== 0)).toBe(true)
})

test('a program that writes without end is stopped, and what is over the limit is not handed on', async () => {
  const { ended, output } = await runScript('while :; do echo yes yes yes yes yes yes; done')
  expect(ended).toBe('output-limit')
  expect(output.length).toBeLessThanOrEqual(MB)
})

test('a program cannot write files', async () => {
  const run = await runScript('f=$(mktemp) && { echo x > "$f"; code=$?; rm -f "$f"; exit $code; }')
  expect(run.ended === 'exited' && run.exitCode === 0).toBe(false)
})

test('a program that hangs without working means that the machine is too busy, not that the document is bad', async () => {
  await expect(runScript('exec sleep 30', { wallMs: 200 })).rejects.toBeInstanceOf(InspectionUnavailable)
})
