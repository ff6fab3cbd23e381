import { expect, test } from 'vitest'
import { ensurePackages, type Machine } from './system-packages.ts'

type Setting = { isRoot?: boolean; hasApt?: boolean; installed?: string[]; answer?: string }

/** A machine whose apt-get installs what it is asked for, unless it answers with an error. */
function machine({ isRoot = true, hasApt = true, installed = [], answer }: Setting) {
  const commands: string[] = []
  const programs = new Set(installed)
  const fake: Machine = {
    isRoot,
    hasApt,
    find: (program) => (programs.has(program) ? `/usr/bin/${program}` : null),
    apt: (args) => {
      commands.push(args.join(' '))
      if (answer !== undefined && args[0] === 'install') return Promise.resolve({ code: 100, output: answer })
      for (const name of args) programs.add(name)
      return Promise.resolve({ code: 0, output: '' })
    },
    withServicesHeldBack: async (work) => {
      commands.push('hold services back')
      const result = await work()
      commands.push('allow services again')
      return result
    },
  }
  return { fake, commands }
}

test('nothing is installed where every program is there', async () => {
  const { fake, commands } = machine({ installed: ['wine', 'qpdf'] })
  expect(await ensurePackages(['wine', 'qpdf'], () => undefined, fake)).toEqual({ here: true })
  expect(commands).toEqual([])
})

test('root on Debian gets what is missing, and only that, while no service may start', async () => {
  const { fake, commands } = machine({ installed: ['qpdf'] })
  const said: string[] = []
  expect(await ensurePackages(['wine', 'qpdf'], (line) => said.push(line), fake)).toEqual({ here: true })
  expect(commands).toEqual([
    'hold services back',
    'update',
    'install --no-install-recommends wine wine64',
    'allow services again',
  ])
  expect(said[0]).toContain('Installing wine wine64')
})

test('without root a person is given the exact command, and nothing is run', async () => {
  const { fake, commands } = machine({ isRoot: false })
  expect(await ensurePackages(['chromium'], () => undefined, fake)).toEqual({
    here: false,
    why: 'chromium not installed',
    command: 'sudo apt-get install -y --no-install-recommends chromium',
  })
  expect(commands).toEqual([])
})

test("a failed installation passes on apt's own reason", async () => {
  const { fake } = machine({ answer: 'Reading…\nE: Unable to locate package chromium\n' })
  expect(await ensurePackages(['chromium'], () => undefined, fake)).toMatchObject({
    here: false,
    why: 'apt-get install failed: Unable to locate package chromium',
  })
})
