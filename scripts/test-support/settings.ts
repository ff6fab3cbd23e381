/** What tests know of settings: the variables that each program reads, and what `.env.example` says of each. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../local/places.ts'

/** Where each program reads its environment; the portal reads the office's as well. */
const files = {
  office: 'processor/src/env.ts',
  portal: 'portal/server/env.ts',
  mocks: 'mocks/src/env.ts',
  setUp: 'scripts/production/set-up-mongodb.ts',
} as const

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Returns the names of the variables in a program's schema. */
export const variablesOf = (program: keyof typeof files): string[] =>
  [...textOf(files[program]).matchAll(/^\s+([A-Z][A-Z0-9_]+): /gm)].map(([, name = '']) => name)

/** Returns the names that docker-compose.yml takes from `.env`. */
export const composeInterpolates = (): string[] => [
  ...new Set([...textOf('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name)),
]

export type Setting = {
  readonly name: string
  readonly value: string
  /** Must be set; otherwise `value` is the default, or an example where the words say that there is none. */
  readonly isRequired: boolean
  readonly words: string
}

/** Returns the settings of `.env.example`, in its order, each with the words above it. */
export function documentedSettings(): Setting[] {
  const settings: Setting[] = []
  let words = ''
  let before = ''
  for (const line of textOf('.env.example').split('\n')) {
    const [, hash = '', name, value = ''] = /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line) ?? []
    if (name !== undefined) settings.push({ name, value, isRequired: hash === '', words })
    else if (line === '') words = ''
    else words = /^# [A-Z]\w+=/.test(before) ? line : `${words} ${line}`
    before = line
  }
  return settings
}
