/** What the driver's tests stand on: terms for the fake bank, a door for its callbacks, and a driver that talks to it. */
import http from 'node:http'
import type net from 'node:net'
import { creditorReferenceOf, money } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { publicNoticeKey } from '@lodge/mocks'
import { driverById, DriverError, idempotencyKeyOf, openDriver } from './src/index.ts'
import type { Driver, DriverSurroundings, InitiateRequest, RawCallback, SecretPair } from './src/index.ts'

export const apiKey = 'canary-api-key-5b1e'
export const callbackKey = { id: 'k1', value: 'canary-callback-key-77aa' } as const

/** A door that keeps each callback byte for byte and answers in the words that the bank wants to read. */
export async function openDoor(acknowledgement = '{"received":true}') {
  const received: RawCallback[] = []
  const waiting: (() => void)[] = []
  const server = http.createServer((request, response) => {
    const chunks: Uint8Array[] = []
    request.on('data', (chunk: Uint8Array) => void chunks.push(chunk))
    request.on('end', () => {
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers))
        for (const one of [value ?? []].flat()) headers.append(name, one)
      received.push({ body: Buffer.concat(chunks), headers })
      response.writeHead(200, { 'content-type': 'application/json' }).end(acknowledgement)
      for (const wake of waiting.splice(0)) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${portOf(server)}/callbacks`,
    received,
    /** Waits for the n-th callback since the door opened, at most 5 s. */
    async callback(n = 1): Promise<RawCallback> {
      const deadline = AbortSignal.timeout(5000)
      for (;;) {
        const found = received[n - 1]
        if (found) return found
        await new Promise<void>((resolve, reject) => {
          waiting.push(resolve)
          deadline.addEventListener('abort', () => reject(new Error(`Callback ${n} did not come.`)))
        })
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
export type Door = Awaited<ReturnType<typeof openDoor>>

export function portOf(server: net.Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.')
  return address.port
}

/** Everything that was logged, as one text, to search it for what must not be there. */
export const logBook = () => {
  const lines: string[] = []
  const log = (message: string, facts = {}) => void lines.push(`${message} ${JSON.stringify(facts)}`)
  return { lines, logger: { info: log, warn: log, error: log } }
}

export type DriverStand = {
  readonly config?: Readonly<Record<string, unknown>>
  readonly secrets?: Readonly<Record<string, SecretPair>>
  readonly surroundings?: Partial<DriverSurroundings>
}

/** Returns a card gateway driver for the bank at `baseUrl`. */
export function openCardGateway(
  baseUrl: string,
  { config, secrets, surroundings }: DriverStand = {},
): Driver {
  const known: Readonly<Record<string, SecretPair>> = {
    'api-key': { current: { id: 'a1', value: apiKey } },
    'callback-key': { current: callbackKey },
    ...secrets,
  }
  return openDriver(
    driverById('card-gateway'),
    { baseUrl, merchantId: 'lodge-demo', ...config },
    {
      secret: (name) => known[name],
      clock: { now: () => new Date() },
      logger: logBook().logger,
      timeoutMs: 400,
      ...surroundings,
    },
  )
}

export const clientKey = { id: 'a1', value: 'canary-client-key-91fc' } as const
export const noticeKey = { id: 'nbs-1', seed: 'canary-notice-seed-40d2' } as const

/** For `startBillingService`: the keys that the driver knows, and notices that are repeated fast. */
export const billingTerms = {
  billers: [
    { code: 'lodge-demo', keys: [clientKey] },
    { code: 'another-office', keys: [clientKey] },
  ],
  noticeKeys: [noticeKey],
  retryWaitsMs: [20, 20, 20],
} as const

/** Returns a billing gateway driver for the service at `baseUrl`. */
export function openBillingGateway(
  baseUrl: string,
  { config, secrets, surroundings }: DriverStand = {},
): Driver {
  const known: Readonly<Record<string, SecretPair>> = { 'client-key': { current: clientKey }, ...secrets }
  return openDriver(
    driverById('billing-gateway'),
    { baseUrl, biller: 'lodge-demo', noticeKeys: [publicNoticeKey(noticeKey)], ...config },
    {
      secret: (name) => known[name],
      clock: { now: () => new Date() },
      logger: logBook().logger,
      timeoutMs: 400,
      ...surroundings,
    },
  )
}

/** For `startFakeBank`: the keys that the driver knows, and callbacks that are repeated fast. */
export const bankTerms = {
  apiKey,
  callbackSecrets: [callbackKey],
  retryWaitsMs: [20, 20, 20],
} as const

let serial = 0

/** Returns a payment of one line, or of `lines`, under a reference of its own. */
export function aPayment(
  amount: Money = money(52_000n, 'BGN'),
  more: Partial<InitiateRequest> = {},
): InitiateRequest {
  serial += 1
  const attemptId = `attempt-${process.pid}-${serial}`
  return {
    attemptId,
    idempotencyKey: idempotencyKeyOf(attemptId, 'initiate'),
    amount,
    lines: [{ label: 'Filing fee', amount }],
    description: 'Submission 2026-1',
    orderNumber: `INV-2026-${serial}`,
    creditorReference: creditorReferenceOf(`INV-2026-${serial}`),
    accountId: 'account-1',
    returnUrl: 'http://127.0.0.1:9/back',
    callbackUrl: 'http://127.0.0.1:9/callbacks',
    language: 'en',
    ...more,
  }
}

/** Returns the DriverError that `promise` rejects with; fails when it resolves or rejects otherwise. */
export async function driverErrorOf(promise: Promise<unknown>): Promise<DriverError> {
  try {
    await promise
  } catch (error) {
    if (error instanceof DriverError) return error
    throw error
  }
  throw new Error('The driver should have failed.')
}

/** Posts to the bank's page or levers; returns the JSON answer. */
export async function tellBank(bank: { url: string }, path: string, body: unknown = {}): Promise<unknown> {
  const reply = await fetch(bank.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`The bank answered ${reply.status} to ${path}: ${await reply.text()}`)
  return reply.json()
}

export const paying = (bank: { url: string }, bankReference: string, card: string) =>
  tellBank(bank, `/pay/${bankReference}`, { card })

/** Returns how many times the bank took money. */
export const chargesAt = (bank: { ledger: () => readonly { memo: string }[] }): number =>
  bank.ledger().filter(({ memo }) => memo === 'capture').length
