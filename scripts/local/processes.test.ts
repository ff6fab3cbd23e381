import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { endProcesses, identify, isAlive, processesNaming, stillRuns } from './processes.ts'

/** A process that carries `marker` in its command line and pays no heed to SIGTERM. */
async function stubborn(marker: string): Promise<number> {
  const script = 'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1000)'
  const child = spawn(process.execPath, ['-e', script, marker], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

test('a process is found by what its command line names, and killed where it does not end when asked', async () => {
  const marker = `/tmp/lodge-${randomUUID()}`
  const pid = await stubborn(marker)
  expect(processesNaming(marker)).toEqual([pid])
  await endProcesses([pid], 100)
  expect(isAlive(pid)).toBe(false)
  expect(processesNaming(marker)).toEqual([])
})

test('a process id that was given to another program since is not taken for ours', () => {
  const self = identify(process.pid)
  if (self === null) throw new Error('this process is not listed')
  expect(stillRuns(self)).toBe(true)
  expect(stillRuns({ ...self, born: '1' })).toBe(false)
})
