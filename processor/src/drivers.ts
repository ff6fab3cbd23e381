/** The payment drivers that each office has configured, ready to be called. */
import { readFile } from 'node:fs/promises'
import { DriverError, driverById, openDriver, type Driver, type OfficeBooks } from '@lodge/bank-drivers'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import { errorText, type Log } from './log.ts'

/** `<office>.<driver>`: the driver's configuration, without any secret. */
export const driversFileSchema = z.record(z.string(), z.record(z.string(), z.unknown()))

const secretSchema = z.strictObject({ id: z.string().min(1), value: z.string().min(1) })
/** `<office>.<driver>.<secret>`: current and, while it is rotated, previous value. */
export const driverSecretsFileSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.record(z.string(), z.strictObject({ current: secretSchema, previous: secretSchema.optional() })),
  ),
)

export type Drivers = {
  /** Returns the driver, or undefined when the office has not configured it. */
  of(officeId: string, driverId: string): Driver | undefined
}

/** Thrown when the driver files are not usable; names file and place, never a value. */
export class DriversError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DriversError'
  }
}

function jsonIn(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without the parser's own words: they quote the file, and one of the files holds secrets.
    throw new DriversError(`The file ${path} is not JSON.`)
  }
}

async function readJson<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new DriversError(`The file ${path} cannot be read: ${errorText(error)}`, error)
  })
  const parsed = schema.safeParse(jsonIn(path, text))
  if (!parsed.success)
    throw new DriversError(`The file ${path} is not usable: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Opens every configured driver; those of deposits and of the desk keep to the books of their office. @throws DriversError when a configuration is wrong or a secret is missing. */
export async function loadDrivers(
  files: { drivers: string; secrets: string },
  clock: Clock,
  log: Log,
  booksOf?: (officeId: string) => OfficeBooks,
): Promise<Drivers> {
  const configured = await readJson(files.drivers, driversFileSchema)
  const secrets = await readJson(files.secrets, driverSecretsFileSchema)
  const opened = new Map<string, Driver>()
  for (const [officeId, drivers] of Object.entries(configured))
    for (const [driverId, config] of Object.entries(drivers))
      try {
        const driver = openDriver(driverById(driverId), config, {
          secret: (name) => {
            const pair = secrets[officeId]?.[driverId]?.[name]
            return pair && { current: pair.current, ...(pair.previous ? { previous: pair.previous } : {}) }
          },
          clock,
          ...(booksOf ? { books: booksOf(officeId) } : {}),
          logger: {
            info: (event, facts) => log.info(event, { driverId, ...facts }),
            warn: (event, facts) => log.warn(event, { driverId, ...facts }),
            error: (event, facts) => log.error(event, { driverId, ...facts }),
          },
        })
        opened.set(`${officeId}|${driverId}`, driver)
      } catch (error) {
        if (error instanceof z.ZodError)
          throw new DriversError(`${files.drivers}: ${officeId}.${driverId}: ${z.prettifyError(error)}`)
        if (error instanceof DriverError)
          throw new DriversError(`${files.secrets}: ${officeId}.${driverId}: ${error.message}`, error)
        throw error
      }
  return { of: (officeId, driverId) => opened.get(`${officeId}|${driverId}`) }
}
