/** The office's environment, parsed once: a wrong value stops the start and names the variable. */
import { resolve } from 'node:path'
import { z } from 'zod'

const wholeNumber = (fallback: number, min = 0) =>
  z
    .string()
    .regex(/^-?\d+$/, 'Use a whole number.')
    .transform(Number)
    .refine((value) => value >= min, `Use ${min} or more.`)
    .prefault(String(fallback))

const packageRoot = resolve(import.meta.dirname, '..')
const folder = (fallback?: string) =>
  (fallback === undefined ? z.string().min(1) : z.string().min(1).prefault(fallback)).transform((path) =>
    resolve(path),
  )

/** Every variable that the office reads. `.env.example` explains each; a test holds the two together. */
export const officeEnvSchema = z
  .object({
    LODGE_MODE: z.enum(['demo', 'production']).prefault('production'),
    MONGODB_URI: z
      .string()
      .regex(
        /^mongodb(\+srv)?:\/\/[^/]+\/[\w-]+/,
        'Use mongodb://host:port/database with the name of the database.',
      ),
    AMQP_URL: z.union([
      z.literal('in-process'),
      z.string().regex(/^amqps?:\/\//, 'Use amqp://user:password@host:port or in-process.'),
    ]),
    QUEUE_PREFIX: z
      .string()
      .regex(/^[\w.-]{0,40}$/, 'Use letters, digits, "." and "-".')
      .prefault(''),
    PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
    OFFICES_DIR: folder(resolve(packageRoot, 'offices')),
    OFFICE_KEYS_DIR: folder(),
    DRIVERS_FILE: folder(),
    DRIVER_SECRETS_FILE: folder(),
    UPLOAD_TEMP_DIR: folder('/tmp/lodge-uploads'),
    STATEMENTS_DIR: folder().optional(),
    SMTP_URL: z.url({ protocol: /^smtps?$/ }),
    PROCESSOR_HOST: z.string().min(1).prefault('127.0.0.1'),
    PROCESSOR_PORT: wholeNumber(4020, 1),
    PREFETCH: wholeNumber(16, 1),
    HOLD_JOBS: z
      .string()
      .regex(/^([a-z-]+(,[a-z-]+)*)?$/, 'Name kinds of jobs, separated by commas, such as seal-receipt.')
      .transform((list) => list.split(',').filter((kind) => kind !== ''))
      .prefault(''),
    CLOCK_OFFSET_MS: wholeNumber(0, Number.MIN_SAFE_INTEGER),
    CLOCK_DOUBT_MS: wholeNumber(5_000, 1),
    RETRY_TIERS_MS: z
      .string()
      .regex(/^\d+(,\d+){3}$/, 'Give four delays in milliseconds, such as 5000,60000,900000,7200000.')
      .transform((list) => list.split(',').map(Number))
      .prefault('5000,60000,900000,7200000'),
    RELAY_POLL_MS: wholeNumber(500, 10),
    SWEEP_EVERY_MS: wholeNumber(30_000, 10),
    SWEEP_LAG_MS: wholeNumber(120_000, 10),
    JOB_POLL_MS: wholeNumber(1_000, 10),
    JOB_LEASE_MS: wholeNumber(60_000, 100),
    PAYMENT_POLL_PERCENT: wholeNumber(100, 1),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).prefault('info'),
  })
  .superRefine((env, context) => {
    if (env.LODGE_MODE === 'production' && env.CLOCK_OFFSET_MS !== 0)
      context.addIssue({
        code: 'custom',
        path: ['CLOCK_OFFSET_MS'],
        message: 'Time travel is for demo and test only; set 0 in production.',
      })
  })
export type OfficeEnv = z.infer<typeof officeEnvSchema>

/** Thrown when the environment is wrong; the message names each variable and what it should be. */
export class EnvError extends Error {
  constructor(problems: readonly string[]) {
    super(
      `The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nSee .env.example for every variable.`,
    )
    this.name = 'EnvError'
  }
}

/**
 * Reads `variables` by `schema`; empty values count as not set.
 * @throws EnvError naming every variable that is missing or wrong.
 */
export function parseEnv<S extends z.ZodType>(
  schema: S,
  variables: Readonly<Record<string, string | undefined>>,
): z.infer<S> {
  const set = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  throw new EnvError(
    parsed.error.issues.map((issue) => {
      const name = issue.path.map(String).join('.')
      return set[name] === undefined && issue.code !== 'custom'
        ? `${name} is not set`
        : `${name}: ${issue.message}`
    }),
  )
}

/** The variables of this process: the one place that reads them. */
export const environment = (): Readonly<Record<string, string | undefined>> => process.env
