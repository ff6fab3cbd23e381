/** Checks the signature of a biller's call, as docs/wire/billing-gateway.md describes it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { refusal } from './wire.ts'

/** A biller with the keys that sign its calls. */
export type Biller = {
  readonly code: string
  readonly keys: readonly { readonly id: string; readonly value: string }[]
}

const pattern =
  /^NBS1 biller="([A-Za-z0-9_-]{1,64})", key="([A-Za-z0-9_-]{1,64})", time="([1-9]\d{9})", signature="([A-Za-z0-9_-]{43})"$/
const mostSkewSeconds = 300

export type Call = {
  readonly method: string
  /** Path and query as they came, from `/v1` on. */
  readonly target: string
  readonly idempotencyKey: string
  readonly authorization: string
  readonly body: Uint8Array
}

/** Returns the code of the biller that made the call. @throws HttpRefusal 401. */
export function billerOf(call: Call, billers: readonly Biller[], now: Date): string {
  const [, code, keyId, time, claimed] = pattern.exec(call.authorization) ?? []
  const key = billers.find((one) => one.code === code)?.keys.find(({ id }) => id === keyId)
  if (code === undefined || time === undefined || claimed === undefined || !key)
    throw refusal('bad-signature')
  const digest = createHash('sha256').update(call.body).digest('hex')
  const expected = createHmac('sha256', key.value)
    .update([call.method, call.target, time, call.idempotencyKey, digest].join('\n'))
    .digest()
  if (!timingSafeEqual(expected, Buffer.from(claimed, 'base64url'))) throw refusal('bad-signature')
  if (Math.abs(now.getTime() / 1000 - Number(time)) > mostSkewSeconds) throw refusal('clock-skew')
  return code
}
