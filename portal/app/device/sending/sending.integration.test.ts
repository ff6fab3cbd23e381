/** The outbox against the real portal: cut links, lost answers, an expired session, and in the end the office's files. */
import 'fake-indexeddb/auto'
import { aDossier, aTrademarkRequest } from '@lodge/mocks'
import {
  canonicalJson,
  documentReferenceSchema,
  roles,
  sha256Hex,
  tariffOn,
  type DocumentReference,
} from '@lodge/shared-types'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { startPortal, type PortalUnderTest, type Visitor } from '../../../test-support/portal-under-test.ts'
import { enrolDevice, type Device } from '../open-device.ts'
import { badgeOf } from './badge.ts'
import { startSender } from './sender.ts'
import type { Sender } from './sender-state.ts'

const officeId = 'borovia'
const base = `/o/${officeId}`
const credentials = ['ana@firm.example', 'a long enough one'] as const
const within = { timeout: 25_000, interval: 50 }

let portal: PortalUnderTest
let agent: Visitor
let device: Device
let sender: Sender
/** What becomes of a request of this browser; undefined: what becomes of it anyway. */
let meddle: (path: string, init: RequestInit) => Promise<Response> | undefined = () => undefined

/** Sends as the browser would: with its cookie and its origin. */
async function browserFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input)
  const headers = new Headers(init.headers)
  headers.set('cookie', agent.cookie())
  headers.set('origin', portal.origin)
  const sent = { ...init, headers }
  return meddle(new URL(url).pathname, sent) ?? fetch(url, sent)
}

const sessionSchema = z.object({
  user: z.object({
    id: z.string(),
    accountId: z.string().nullable(),
    displayName: z.string(),
    language: z.string(),
    roles: z.array(z.enum(roles)),
  }),
})

beforeAll(async () => {
  portal = await startPortal()
  const [email, password] = credentials
  const user = { email, password, accountId: 'account-1', roles: ['agent'], displayName: 'Ana' } as const
  await portal.office.services.addUser({ ...user, officeId, language: 'en' })
  agent = portal.visitor()
  const session = sessionSchema.parse(await (await agent.signIn(...credentials)).json())
  device = await enrolDevice(officeId, session.user)
  sender = startSender(device, {
    fetch: browserFetch,
    origin: portal.origin,
    now: () => Date.now(),
    random: () => 1,
    locks: navigator.locks,
    openChannel: (name) => new BroadcastChannel(name),
    page: { isVisible: () => true, onWake: () => () => undefined },
    settleSignOut: () => Promise.resolve(true),
  })
})
afterAll(async () => {
  await sender.stop()
  device.close()
  await portal.end()
})

/** Returns a valid PDF with one page and a picture of `side` × `side` grey dots, not compressed. */
function aPdf(side: number): File {
  const dots = crypto.getRandomValues(new Uint8Array(65_536))
  const picture = Buffer.alloc(side * side)
  for (let at = 0; at < picture.length; at += dots.length)
    picture.set(dots.subarray(0, picture.length - at), at)
  const dictionary = `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P 4 0 R >> >> >>',
    `<< ${dictionary} /BitsPerComponent 8 /Length ${picture.length} >>\nstream\n`,
  ]
  const parts = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  objects.forEach((object, index) => {
    offsets.push(parts.reduce((sum, { length }) => sum + length, 0))
    parts.push(Buffer.from(`${index + 1} 0 obj\n${object}`))
    if (index === 3) parts.push(picture, Buffer.from('\nendstream'))
    parts.push(Buffer.from('\nendobj\n'))
  })
  const xref = parts.reduce((sum, { length }) => sum + length, 0)
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${rows}`))
  parts.push(Buffer.from(`trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`))
  return new File(parts, 'power.pdf', { type: 'application/pdf' })
}

/** Puts a dossier with one request into the outbox; returns its id. */
async function freeze(seed: number, files: readonly File[] = []): Promise<string> {
  const documents: DocumentReference[] = []
  for (const file of files)
    documents.push(
      documentReferenceSchema.parse({ ...(await device.documents.add(file)), role: 'power-of-attorney' }),
    )
  const profile = portal.office.services.profile(officeId)
  const tariff = profile && tariffOn(profile.tariffs, new Date().toISOString().slice(0, 10))
  if (!tariff) throw new Error('The office has no tariff today')
  const requests = [{ ...aTrademarkRequest({ seed, office: officeId }), documents }]
  const body = aDossier({ seed, requests, tariff })
  const bodyJson = canonicalJson(body)
  await device.outbox.freeze({
    dossierId: body.dossierId,
    key: crypto.randomUUID(),
    bodyJson,
    bodySha256: sha256Hex(bodyJson),
    draftIds: [],
    documents,
    quoteLines: [],
    frozenAt: new Date().toISOString(),
  })
  sender.nudge()
  return body.dossierId
}

const reaches = (dossierId: string, state: string) =>
  vi.waitFor(async () => {
    const found = await device.outbox.read(dossierId)
    expect(found?.progress.state, JSON.stringify(found?.progress.problem)).toBe(state)
    return found!.progress
  }, within)

/** Cuts a body after `bytes` bytes, as a link that goes down in the middle. */
function cutAfter(body: Blob, bytes: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(new Uint8Array(await body.slice(0, bytes).arrayBuffer()))
      // What was handed over gets through before the cut.
      setTimeout(() => controller.error(new Error('The link is down')), 300)
    },
  })
}

test('a cut link and a lost answer cost one chunk at most, and one submission comes of it', async () => {
  let cuts = 0
  let lost = 0
  let sentBytes = 0
  meddle = (path, init) => {
    const { body, method } = init
    if (method === 'PATCH' && body instanceof Blob) {
      const bytes = cuts < 2 ? 400_000 : body.size
      sentBytes += bytes
      cuts += 1
      // `duplex` is fetch's word for a body that streams; the DOM's types do not know it.
      const cut = { ...init, body: cutAfter(body, bytes), duplex: 'half' }
      return cuts <= 2 ? fetch(new URL(path, portal.origin), cut) : undefined
    }
    if (path.endsWith('/submissions') && lost === 0) {
      lost += 1
      return fetch(new URL(path, portal.origin), init).then(() => {
        throw new TypeError('The answer is lost')
      })
    }
    return undefined
  }
  const file = aPdf(1_600)
  const dossierId = await freeze(1, [file])
  const { acknowledgement, office } = await reaches(dossierId, 'acknowledged')
  expect([cuts > 2, lost]).toEqual([true, 1])
  expect(sentBytes - file.size).toBeLessThanOrEqual(2 * 400_000)
  expect(acknowledgement?.requests[0]?.documents).toMatchObject([{ bytes: file.size }])
  expect(office?.status ?? 'awaiting-payment').toBe('awaiting-payment')
  const list = z.object({ total: z.number() }).parse(await (await agent.go(`${base}/api/dossiers`)).json())
  expect(list.total).toBe(1)
  meddle = () => undefined
}, 60_000)

test('a session that has ended pauses sending; after a new sign-in it goes on, with the new session’s token', async () => {
  await agent.go(`${base}/sign-out`, { form: {} })
  const dossierId = await freeze(2)
  await vi.waitFor(() => expect(sender.state().authority).toBe('sign-in-needed'), within)
  expect((await reaches(dossierId, 'queued')).mayBeSent).toBe(false)
  await agent.signIn(...credentials)
  sender.nudge()
  await reaches(dossierId, 'acknowledged')
}, 60_000)

test('what the office refuses is shown with its entries, and may be taken back', async () => {
  const dossierId = await freeze(3, [new File(['%PDF-1.7\nthis is no PDF at all\n%%EOF\n'], 'power.pdf')])
  const { problem, mayBeSent } = await reaches(dossierId, 'needs-you')
  expect(problem?.code).toBe('document-refused')
  expect(problem?.errors?.[0]?.message).toContain('power.pdf: ')
  expect(mayBeSent).toBe(false)
  await device.outbox.takeBack(dossierId)
}, 60_000)

test('after the payment the office’s files arrive, and only then it is lodged', async () => {
  const dossierId = await freeze(4)
  const { acknowledgement } = await reaches(dossierId, 'acknowledged')
  const badge = async () => {
    const found = await device.outbox.read(dossierId)
    return found && badgeOf(found, sender.state(), Date.now())
  }
  expect(await badge()).toEqual({ kind: 'acknowledged', next: 'pay' })
  const started = await agent.go(`${base}/api/dossiers/${dossierId}/payments`, {
    json: { orderId: acknowledgement?.order.orderId, driverId: 'card-gateway' },
    headers: { 'idempotency-key': crypto.randomUUID() },
  })
  const { nextAction } = z.object({ nextAction: z.object({ url: z.string() }) }).parse(await started.json())
  await fetch(nextAction.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ card: 'approve' }),
  })
  await vi.waitFor(async () => expect(await badge()).toMatchObject({ kind: 'lodged' }), within)
}, 60_000)
