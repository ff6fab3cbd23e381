/** Finds a driver, and a bank side, in a module that somebody else wrote. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { drivers, type DriverFactory } from '../drivers.ts'
import type { StartBankSide } from './bank-side.ts'

/** What the caller can put right; its message is one plain sentence. */
export class UnusableModule extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'UnusableModule'
  }
}

/** The manifest is proved by a case of its own; here it is only told from other things. */
const factorySchema = z.custom<DriverFactory>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'create' in value &&
    typeof value.create === 'function' &&
    'manifest' in value &&
    typeof value.manifest === 'object' &&
    value.manifest !== null &&
    'id' in value.manifest &&
    'capabilities' in value.manifest,
)
const startSchema = z.custom<StartBankSide>((value) => typeof value === 'function')

/** Returns what a module exports. @throws UnusableModule when it cannot be loaded. */
async function exportsOf(path: string): Promise<ReadonlyMap<string, unknown>> {
  const url = path.startsWith('file:') ? path : pathToFileURL(resolve(path)).href
  try {
    const loaded: unknown = await import(/* @vite-ignore */ url)
    return new Map(
      Object.entries(z.record(z.string(), z.unknown()).parse({ ...z.looseObject({}).parse(loaded) })),
    )
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UnusableModule(`The module ${path} cannot be loaded: ${why}`, error)
  }
}

/**
 * Returns the driver of a module: its default export, or the one export that is `{ manifest, create }`; a name without a path is that of
 * a driver of this package. `url`: a file address, or a path from the working directory.
 * @throws UnusableModule
 */
export async function loadDriver(url: string): Promise<DriverFactory> {
  const own = Object.hasOwn(drivers, url) ? drivers[url] : undefined
  if (own) return own
  const found = await exportsOf(url)
  const [first] = [found.get('default'), ...found.values()].flatMap(
    (one) => factorySchema.safeParse(one).data ?? [],
  )
  if (first) return first
  throw new UnusableModule(
    `The module ${url} exports no driver: export { manifest, create } as its default (docs/bank-drivers.md).`,
  )
}

/** Returns the bank side of a module: its export `startBankSide`, or its default. @throws UnusableModule */
export async function loadBankSide(url: string): Promise<StartBankSide> {
  const found = await exportsOf(url)
  for (const name of ['startBankSide', 'default']) {
    const start = startSchema.safeParse(found.get(name))
    if (start.success) return start.data
  }
  throw new UnusableModule(
    `The module ${url} exports no bank side: export a function startBankSide (docs/bank-drivers.md).`,
  )
}
