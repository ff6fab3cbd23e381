/** Does the bank's answer fit the question? Checks that every driver needs, so that none of them forgets one. */
import { compareMoney } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { DriverError } from './driver-error.ts'

/** Returns the JSON value in `bytes`, or undefined when they are not UTF-8 or not JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** Returns the error for an answer about something else than was asked: nobody knows what the bank did. */
export const contradiction = (code: string, message: string): DriverError =>
  new DriverError({ kind: 'unavailable', sent: 'maybe', code, message })

/** @throws DriverError (`sent: maybe`) unless each pair holds the same text twice. */
export function assertSameSubject(...pairs: readonly (readonly [asked: string, answered: string])[]): void {
  if (pairs.some(([asked, answered]) => asked !== answered))
    throw contradiction('other-subject', 'The bank answered about something else than was asked.')
}

/** @throws DriverError (`sent: maybe`) unless amount and currency are the same. */
export function assertSameAmount(asked: Money, answered: Money): void {
  if (asked.currency !== answered.currency || compareMoney(asked, answered) !== 0)
    throw contradiction('other-amount', 'The bank registered another amount than was asked.')
}

/** Returns the one that a search by our reference found, if any. @throws DriverError when there are several. */
export function theOnly<T>(found: readonly T[]): T | undefined {
  if (found.length > 1)
    throw contradiction('not-unique', `The bank holds ${found.length} under one reference of ours.`)
  return found[0]
}

/** Returns the answer, or undefined where the bank's own word is `notFoundCode`. */
export async function unlessNotFound<T>(answer: Promise<T>, notFoundCode: string): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof DriverError && error.code === notFoundCode) return undefined
    throw error
  }
}
