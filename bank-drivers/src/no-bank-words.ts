/** What the required functions of a driver do where its counterpart never speaks: no callbacks, nothing to ask. */
import type { Driver, Translation } from './contract.ts'
import { refusedLocally } from './driver-error.ts'

const nothingToRead: Translation = {
  events: [],
  rejected: [{ index: 0, reason: 'Nobody sends callbacks to this driver.' }],
}

/** For a manifest without `callbacks`: nothing is ever authentic, and nothing is read. */
export const withoutCallbacks = {
  verifyCallback: () => ({ verified: false, reason: 'missing-signature' }) as const,
  translateCallback: () => nothingToRead,
} satisfies Pick<Driver, 'verifyCallback' | 'translateCallback'>

/** For a manifest without `query`: money is seen on statements only. */
export const withoutQuery = {
  query: () =>
    Promise.reject(
      refusedLocally('no-query', 'This bank cannot be asked about a payment; its statements tell.'),
    ),
} satisfies Pick<Driver, 'query'>
