/** Callbacks as a case wants them, made by the bank side, and the driver's verdict on them. */
import type { InitiateRequest, RawCallback, Verification } from '../contract.ts'
import type { CallbackWish } from './bank-side.ts'
import { CaseFailure, must } from './kit-case.ts'
import type { ObservedDriver } from './observed-driver.ts'
import type { Stand } from './stand.ts'

type Verified = Extract<Verification, { verified: true }>

/** Returns a callback about a payment, correct in every respect that the wish does not change. */
export async function callbackAbout(
  stand: Stand,
  request: InitiateRequest,
  wish: Partial<CallbackWish> = {},
): Promise<RawCallback> {
  const { callbacks } = stand.side
  if (!callbacks)
    throw new CaseFailure('The manifest has the capability "callbacks", and the bank side cannot make any.')
  const { body, headers } = await callbacks.make({
    about: [request],
    at: stand.clock.now(),
    key: 'current',
    algorithm: 'agreed',
    office: 'ours',
    spoilt: false,
    ...wish,
  })
  return { body: Uint8Array.from(body), headers: new Headers(headers) }
}

/** Returns the verdict. @throws CaseFailure when an authentic callback was rejected. */
export async function mustVerify(
  { driver }: { readonly driver: ObservedDriver },
  callback: RawCallback,
  what = 'an authentic callback',
): Promise<Verified> {
  const verdict = await driver.verifyCallback(callback)
  must(verdict.verified, `The driver rejected ${what}${verdict.verified ? '' : ` (${verdict.reason})`}.`)
  return verdict
}
