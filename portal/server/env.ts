/** The portal's environment, parsed once at start-up together with the office's. */
import { environment, officeEnvSchema, parseEnv } from '@lodge/processor'
import { z } from 'zod'

const wholeNumber = (fallback: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'Use a whole number.')
    .transform(Number)
    .refine((value) => value <= max, `Use at most ${max}.`)
    .prefault(String(fallback))

const portalEnvSchema = z.object({
  PORTAL_HOST: z.string().min(1).prefault('127.0.0.1'),
  PORTAL_PORT: wholeNumber(3000, 65_535),
  /** How many reverse proxies of ours stand before the portal and append to X-Forwarded-For. */
  PORTAL_PROXY_HOPS: wholeNumber(0, 5),
  /** Multiplies every rate limit of `rate-limit.ts`; load tests raise it. */
  PORTAL_RATE_FACTOR: wholeNumber(1, 100_000),
})

/**
 * Returns the settings of the portal and of the office behind it.
 * @throws EnvError naming every variable that is missing or wrong.
 */
export const readEnv = () => ({
  portal: parseEnv(portalEnvSchema, environment()),
  office: parseEnv(officeEnvSchema, environment()),
})
