import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { inTurn } from './in-turn.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test('work of one name never overlaps, and work of another name does not wait for it', async () => {
  const name = `test ${process.pid} overlap`
  let atOnce = 0
  let most = 0
  const work = async (): Promise<void> => {
    most = Math.max(most, (atOnce += 1))
    await pause(30)
    atOnce -= 1
  }
  await Promise.all([
    ...Array.from({ length: 4 }, () => inTurn(name, work)),
    inTurn(name, () =>
      inTurn(`${name} other`, () => Promise.resolve('does not wait')).then((said) =>
        expect(said).toBe('does not wait'),
      ),
    ),
  ])
  expect(most).toBe(1)
})

test('work that fails gives its turn back', async () => {
  const name = `test ${process.pid} failure`
  await expect(inTurn(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await inTurn(name, () => Promise.resolve('next'))).toBe('next')
})

test.runIf(process.platform === 'linux')('a process that is killed gives its turn back', async () => {
  const name = `test ${process.pid} killed`
  const module = new URL('in-turn.ts', import.meta.url).href
  const program = `import { inTurn } from ${JSON.stringify(module)}
    await inTurn(${JSON.stringify(name)}, () => { console.log('held'); return new Promise((r) => setTimeout(r, 60_000)) })`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  let isMine = false
  const mine = inTurn(name, () => Promise.resolve((isMine = true)))
  await pause(200)
  expect(isMine).toBe(false)
  child.kill('SIGKILL')
  await mine
  expect(isMine).toBe(true)
})
