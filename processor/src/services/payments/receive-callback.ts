/** A bank's callback: verified over its raw bytes, known or fresh, stored, and only then answered. */
import { isFresh } from '@lodge/bank-drivers'
import { Binary } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { errorText } from '../../log.ts'
import type { Office } from '../../office.ts'
import { wakeProcessor } from '../../store/streams.ts'
import { isDuplicateKey } from '../../store/transaction.ts'

export type CallbackRequest = { officeId: string; driverId: string; headers: Headers; rawBody: Uint8Array }
/** Exactly what the bank is answered. */
export type CallbackAnswer = { status: number; headers: Record<string, string>; body: string }

const empty = (status: number, headers: Record<string, string> = {}): CallbackAnswer => ({
  status,
  headers,
  body: '',
})

/** How many bytes a callback of this driver may have; undefined for an office or driver that takes none. */
export const callbackLimit = (
  office: Pick<Office, 'drivers'>,
  officeId: string,
  driverId: string,
): number | undefined => office.drivers.of(officeId, driverId)?.manifest.callbacks?.maxBytes

/**
 * Answers as the table in docs/payments.md says: 200 with the bank's own words once the callback is stored or was stored
 * before; 401 empty when it is not authentic or new but stale; 413, 415; 503 when it could not be stored.
 */
export async function receiveCallback(
  office: Office,
  { officeId, driverId, headers, rawBody }: CallbackRequest,
): Promise<CallbackAnswer> {
  const { store, clock, log } = office
  const driver = office.profiles.has(officeId) ? office.drivers.of(officeId, driverId) : undefined
  const policy = driver?.manifest.callbacks
  if (!driver || !policy) return empty(404)
  if (rawBody.byteLength > policy.maxBytes) return empty(413)
  const contentType = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (!policy.contentTypes.includes(contentType)) return empty(415)
  const verified = await driver.verifyCallback({ body: rawBody, headers })
  if (!verified.verified) {
    log.warn('callback-refused', { officeId, driverId, reason: verified.reason })
    return empty(401)
  }
  const { eventId, at } = verified
  const acknowledged: CallbackAnswer = {
    status: policy.acknowledgement.status,
    headers: { 'content-type': policy.acknowledgement.contentType },
    body: policy.acknowledgement.body,
  }
  try {
    const now = clock.now()
    // A repeat is acknowledged whatever its age; freshness is for new ones.
    if (!isFresh(at, now, policy.freshnessMs)) {
      if (await store.callbacks.one({ officeId, driverId, eventId })) return acknowledged
      log.warn('callback-refused', { officeId, driverId, reason: 'stale' })
      return empty(401)
    }
    const kept = policy.authentication.headers.map((name): [string, string] => [
      name,
      headers.get(name) ?? '',
    ])
    const _id = uuidv7()
    await store.callbacks.insert([
      {
        _id,
        officeId,
        driverId,
        eventId,
        receivedAt: now,
        sentAt: at,
        body: new Binary(rawBody),
        headers: Object.fromEntries(kept),
        state: 'stored',
        // The sweeper's turn only when the wake-up is late.
        tryAt: new Date(now.getTime() + office.env.SWEEP_LAG_MS),
        attempts: 0,
        lastError: null,
      },
    ])
    // It is kept, and that is what the bank asks for: the sweeper wakes whom this write does not.
    wakeProcessor(store, undefined, {
      officeId,
      processor: 'payments',
      kind: 'callback',
      id: _id,
      at: now,
    }).then(
      () => office.nudgeRelay(),
      (error: unknown) => log.warn('callback-wakes-late', { officeId, driverId, error: errorText(error) }),
    )
    return acknowledged
  } catch (error) {
    if (isDuplicateKey(error, 'callbacks')) return acknowledged
    log.error('callback-not-stored', { officeId, driverId, error: errorText(error) })
    return empty(503, { 'retry-after': '5' })
  }
}
