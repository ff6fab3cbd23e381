/** What cases ask of a driver's answers and errors, and the sentences for when they are not as they should be. */
import { compareMoney, formatMoney, type Money } from '@lodge/shared-types'
import type { InitiateRequest, InitiateResult, QueryResult } from '../contract.ts'
import { DriverError } from '../driver-error.ts'
import type { DriverOutcome } from '../manifest.ts'
import { CaseFailure, must, shown } from './kit-case.ts'
import type { Stand } from './stand.ts'

type Found = Extract<QueryResult, { found: true }>

/** Returns the DriverError of `promise`. @throws CaseFailure when it resolves; `when` completes "The driver reported success". */
export async function refusalOf(promise: Promise<unknown>, when: string): Promise<DriverError> {
  try {
    const result = await promise
    throw new CaseFailure(`The driver reported success (${shown(result)}) ${when}.`)
  } catch (error) {
    if (error instanceof DriverError) return error
    throw error
  }
}

export type Tried<T> = { readonly value: T } | { readonly error: DriverError }

/** Returns what came of `promise`, success or DriverError. @throws whatever else it rejects with. */
export async function tried<T>(promise: Promise<T>): Promise<Tried<T>> {
  try {
    return { value: await promise }
  } catch (error) {
    if (error instanceof DriverError) return { error }
    throw error
  }
}

/** @throws CaseFailure unless the error says `sent` as it should; `because` says why. */
export function mustSay(error: DriverError, sent: DriverError['sent'], because: string): void {
  must(
    error.sent === sent,
    `The error (${error.kind}, ${error.code}) says sent: ${error.sent}; it has to be ${sent}, because ${because}.`,
  )
}

/** Returns the answer. @throws CaseFailure when the bank is said not to know the payment. */
export function mustBeFound(result: QueryResult, when: string): Found {
  must(result.found, `The query says that the bank does not know the payment, ${when}.`)
  return result
}

/** @throws CaseFailure unless the outcome is one of `wanted`. */
export function mustBe(outcome: DriverOutcome, wanted: readonly DriverOutcome[], when: string): void {
  must(wanted.includes(outcome), `The outcome is ${outcome}, not ${wanted.join(' or ')}, ${when}.`)
}

/** @throws CaseFailure unless both amounts are the same. */
export function mustAmountTo(amount: Money, wanted: Money, what: string): void {
  must(
    amount.currency === wanted.currency && compareMoney(amount, wanted) === 0,
    `${what} is ${formatMoney(amount)}, not ${formatMoney(wanted)}.`,
  )
}

/** States in which nothing has been paid and nothing is decided. */
export const open: readonly DriverOutcome[] = ['action-required', 'awaiting-funds', 'pending']
/** What a query may say of a payment for which no money came. */
export const withoutMoney: readonly DriverOutcome[] = [...open, 'failed', 'cancelled', 'expired', 'unknown']

/** Starts a payment; a second passes. */
export async function started(
  stand: Stand,
  request: InitiateRequest = stand.request(),
): Promise<{ request: InitiateRequest; result: InitiateResult; bankReference: string }> {
  const result = await stand.driver.initiate(request)
  stand.clock.turn(1000)
  return { request, result, bankReference: result.bankReference }
}

/** Starts a payment that the payer pays in full. */
export async function paid(stand: Stand, request: InitiateRequest = stand.request()) {
  const payment = await started(stand, request)
  await stand.pay(request)
  return payment
}

/** Returns how many calls it takes to start a payment; the last of them is the one that does it. */
export async function callsToStart(stand: Stand): Promise<number> {
  const before = stand.calls()
  await stand.open().initiate(stand.request())
  const made = stand.calls() - before
  must(made > 0, 'Starting a payment made no call, although a payment of this kind starts with one.')
  return made
}

/** @throws CaseFailure unless the bank took the amount for the payment exactly once, and nothing else. */
export async function mustBeTakenOnce(stand: Stand, { attemptId, amount }: InitiateRequest): Promise<void> {
  const taken = await stand.movements(stand.request(amount, { attemptId }))
  must(
    taken.length === 1 && taken[0] === amount.amountMinor,
    `The bank took ${shown(taken)} minor units for one payment of ${amount.amountMinor}.`,
  )
}

/** @throws CaseFailure unless the bank took nothing for the payment. */
export async function mustBeUntouched(stand: Stand, request: InitiateRequest, when: string): Promise<void> {
  const taken = await stand.movements(request)
  must(taken.length === 0, `The bank took ${shown(taken)} minor units ${when}.`)
}
