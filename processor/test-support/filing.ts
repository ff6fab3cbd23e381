/** What tests do with an office: submit a dossier, pay it at the fake bank, and pull the bank's levers. */
import { createHash } from 'node:crypto'
import { aDossier, aTrademarkRequest, type CardName, type DemoOffice, type RequestWish } from '@lodge/mocks'
import {
  canonicalJson,
  ProblemError,
  tariffOn,
  type Acknowledgement,
  type Actor,
  type Canonical,
  type SubmissionBody,
  type TrademarkRequest,
} from '@lodge/shared-types'
import { Binary } from 'mongodb'
import { v7 as uuidv7 } from 'uuid'
import { putBytes } from '../src/documents/bytes.ts'
import type { OpenOffice } from '../src/open-office.ts'
import type { TestOffice } from './test-office.ts'

let seeds = 0

/** A number that no other dossier of this test run was built from. */
export const nextSeed = (): number => (seeds += 1)

/** A dossier as it comes over the wire: JSON, amounts as digits. */
export const overTheWire = (value: Canonical): unknown => JSON.parse(canonicalJson(value))

export const aKey = (): string => `key-${uuidv7()}`

/** A dossier of applications. */
type ApplicationsBody = Omit<SubmissionBody, 'requests'> & { requests: TrademarkRequest[] }

type Wish = { officeId?: DemoOffice; count?: number; request?: RequestWish; on?: string }

/** Returns a dossier that the office takes, with the quote of its tariff. */
export function aBody({ services }: OpenOffice, wish: Wish = {}): ApplicationsBody {
  const { officeId = 'borovia', count = 1, request = {}, on = '2026-11-20' } = wish
  const profile = services.profile(officeId)
  const tariff = profile && tariffOn(profile.tariffs, on)
  if (!tariff) throw new Error('no tariff')
  const seed = nextSeed()
  const requests = Array.from({ length: count }, (_, index) =>
    aTrademarkRequest({ seed: seed * 1000 + index, office: officeId, branch: 'main', ...request }),
  )
  return aDossier({ seed, office: officeId, requests, tariff })
}

export type Filed = {
  actor: Actor
  officeId: DemoOffice
  dossierId: string
  orderId: string
  body: ApplicationsBody
  acknowledgement: Acknowledgement
}

/** Submits a dossier. */
export async function file(
  office: TestOffice,
  { accountId, process = office, ...wish }: Wish & { accountId?: string; process?: OpenOffice } = {},
): Promise<Filed> {
  const officeId = wish.officeId ?? 'borovia'
  const actor = office.agent(officeId, accountId)
  const body = aBody(office, wish)
  const { acknowledgement } = await process.services.submitDossier(actor, {
    key: aKey(),
    body: overTheWire(body),
  })
  const { orderId } = acknowledgement.order
  return { actor, officeId, dossierId: body.dossierId, orderId, body, acknowledgement }
}

/** Starts a payment of a filed dossier's order. */
export const start = (
  { services }: OpenOffice,
  { actor, dossierId, orderId }: Pick<Filed, 'actor' | 'dossierId' | 'orderId'>,
  key = aKey(),
) => services.startPayment(actor, { key, dossierId, orderId, driverId: 'card-gateway', language: 'en' })

/** Sends JSON to the fake bank. */
export async function toBank({ bank }: TestOffice, path: string, json: unknown = {}): Promise<unknown> {
  const reply = await fetch(bank.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(json),
  })
  return reply.json()
}

/** The bank's payment of an attempt. */
export function paymentOf({ bank }: TestOffice, attemptId: string) {
  const payment = bank.payments().find((one) => one.reference === attemptId)
  if (!payment) throw new Error(`The bank knows no payment of ${attemptId}`)
  return payment
}

/** The payer's act at the bank. */
export const payWith = (office: TestOffice, attemptId: string, card: CardName): Promise<unknown> =>
  toBank(office, `/pay/${paymentOf(office, attemptId).id}`, { card })

/** What the bank has taken from payers less what it gave back, in minor units, as merchants' balance. */
export const bankBalance = ({ bank }: TestOffice): bigint =>
  bank
    .ledger()
    .reduce(
      (sum, { credit, amount }) =>
        sum + (credit.startsWith('merchant:') ? amount.amountMinor : -amount.amountMinor),
      0n,
    )

/** Returns the refusals among what `work` came to. @throws the first that is no ProblemError. */
export async function refusalsIn(work: readonly Promise<unknown>[]): Promise<ProblemError[]> {
  const outcomes = await Promise.allSettled(work)
  return outcomes.flatMap((one): ProblemError[] => {
    if (one.status === 'fulfilled') return []
    const reason: unknown = one.reason
    if (reason instanceof ProblemError) return [reason]
    throw reason
  })
}

/** Returns the refusal that `work` ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<ProblemError> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof ProblemError) return outcome
  throw new Error(`This was not refused by a ProblemError but came to: ${String(outcome)}`)
}

/** Stores a document in an account's space as an upload leaves it, and returns what a request says of it. */
export async function anUpload(
  { office: { store } }: OpenOffice,
  {
    bytes,
    role = 'power-of-attorney',
    mediaType = 'application/pdf',
    fileName = 'document.pdf',
    officeId = 'borovia',
    accountId = 'account-1',
  }: {
    bytes: Uint8Array
    role?: 'power-of-attorney' | 'mark-image'
    mediaType?: 'application/pdf' | 'image/jpeg' | 'image/png'
    fileName?: string
    officeId?: string
    accountId?: string
  },
) {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const document = { role, sha256, bytes: bytes.byteLength, mediaType, fileName }
  await store.documents.insert([
    {
      _id: uuidv7(),
      officeId,
      accountId,
      fileId: null,
      ...document,
      storedAs: await putBytes(store, new Binary(bytes).value()),
      createdAt: new Date(),
    },
  ])
  return document
}
