/** Where Lodge keeps things on this machine: the checkout and its ignored data folder. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')
/** Ignored by git; holds the data of `npm start`. */
export const dataDir = join(root, '.data')
/** Servers that were downloaded, kept between runs. */
export const toolsDir = join(dataDir, 'tools')

/** Makes the data folder where it is missing. */
export function ensureDataDir(): void {
  if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true })
}
