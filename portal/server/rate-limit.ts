/**
 * Rate limits: token buckets in this process's memory, by rule and by account or address. They keep one visitor from
 * crowding out the others; each process counts for itself.
 */
import { ProblemError } from '@lodge/shared-types'
import type { DoorName } from './doors.ts'
import { isSecretAddress } from './secret-addresses.ts'

/** `burst` at once, then `perMinute`. */
type Limit = { readonly burst: number; readonly perMinute: number }

const limits = {
  /** Everything from one address but callbacks, before its session is looked up. */
  address: { burst: 600, perMinute: 3000 },
  'sign-in': { burst: 20, perMinute: 20 },
  /** Addresses that are secrets: as slow to guess as passwords, and no slower than a family or a calendar needs. */
  secret: { burst: 40, perMinute: 40 },
  submit: { burst: 60, perMinute: 120 },
  pay: { burst: 20, perMinute: 60 },
  change: { burst: 60, perMinute: 240 },
  upload: { burst: 300, perMinute: 1200 },
  /** A bank's batch comes from one address; 200 a second are answered within 50 ms (npm run bench -- callbacks). */
  callback: { burst: 1000, perMinute: 15_000 },
  see: { burst: 200, perMinute: 900 },
  /** Documents that are made for each asking cost more than pages. */
  make: { burst: 20, perMinute: 60 },
} as const satisfies Record<string, Limit>
export type LimitName = keyof typeof limits

// Routes match with and without a slash at the end.
const changesByAddress: readonly (readonly [RegExp, LimitName])[] = [
  [/\/(?:sign-in|api\/session)\/?$/i, 'sign-in'],
  [/\/api\/submissions\/?$/i, 'submit'],
  [/\/(?:payments|resumption)\/?$/i, 'pay'],
]
/** Behind secret addresses: asking for an account, and opening it. */
const opensAccounts = /\/(?:account|join\/[^/]+)\/?$/i
const made = /\/api\/(?:files\/csv|.*\/invoice)\/?$/i

/** Returns the limit that a request counts against. */
export function limitOf(door: DoorName, isChange: boolean, path: string): LimitName {
  if (door === 'upload' || door === 'callback') return door
  if (isSecretAddress(path)) return isChange && opensAccounts.test(path) ? 'sign-in' : 'secret'
  if (!isChange) return made.test(path) ? 'make' : 'see'
  return changesByAddress.find(([address]) => address.test(path))?.[1] ?? 'change'
}

type Bucket = { tokens: number; at: number }

const sweepAbove = 10_000

export type RateLimits = {
  /** Counts one request of `who`. @throws ProblemError too-many-requests with the seconds to wait. */
  readonly take: (limit: LimitName, who: string) => void
}

/** Returns limits that start full. `factor` multiplies all of them; `now` is in milliseconds and only moves forward. */
export function createRateLimits(factor: number, now: () => number): RateLimits {
  const buckets = new Map<string, Bucket>()

  const refilled = (bucket: Bucket, { burst, perMinute }: Limit): number =>
    Math.min(burst * factor, bucket.tokens + ((now() - bucket.at) / 60_000) * perMinute * factor)

  /** Forgets every bucket that is full again, which is what a new one would be. */
  function sweep(): void {
    for (const [key, bucket] of buckets) if (now() - bucket.at > 60_000) buckets.delete(key)
  }

  return {
    take(name, who) {
      const limit: Limit = limits[name]
      const key = `${name} ${who}`
      if (buckets.size > sweepAbove) sweep()
      const known = buckets.get(key)
      const tokens = known ? refilled(known, limit) : limit.burst * factor
      if (tokens < 1) {
        const retryAfterS = Math.ceil(((1 - tokens) / (limit.perMinute * factor)) * 60)
        throw new ProblemError('too-many-requests', `Wait ${retryAfterS} s, then try again.`, { retryAfterS })
      }
      buckets.set(key, { tokens: tokens - 1, at: now() })
    },
  }
}
