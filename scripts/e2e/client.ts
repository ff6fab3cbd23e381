/** A headless agent over HTTP: it retries whatever it is not sure of, always with the same key, and believes only answers. */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { aDossier, aTrademarkRequest, uuidOf, type DemoOffice } from '@lodge/mocks'
import {
  acknowledgementSchema,
  canonicalJson,
  nextActionSchema,
  pageOf,
  type SubmissionBody,
  type Tariff,
} from '@lodge/shared-types'
import { crc32, deflateSync } from 'node:zlib'
import { z } from 'zod'
import type { Journal } from './journal.ts'

export type ClientOptions = {
  portal: string
  bank: string
  officeId: DemoOffice
  email: string
  password: string
  tariff: Tariff
  journal: Journal
  /** Gives up with an error after this long without success at one step. */
  patienceMs: number
}

const sessionSchema = z.object({ csrfToken: z.string() })
const submittedSchema = z.object({ acknowledgement: acknowledgementSchema, jws: z.string() })
const startedSchema = z.object({ attemptId: z.string(), status: z.string() })
const dossierSchema = z.object({
  status: z.string(),
  orders: z.array(
    z.object({ orderId: z.string(), status: z.string(), total: z.object({ amountMinor: z.string() }) }),
  ),
  attempts: z.array(
    z.object({ attemptId: z.string(), status: z.string(), nextAction: nextActionSchema.nullable() }),
  ),
  files: z.array(z.object({ requestId: z.string(), fileId: z.string(), fileNumber: z.string() })),
})
const fileSchema = z.object({
  filingDate: z.string().nullable(),
  documents: z.array(z.object({ documentId: z.string(), role: z.string(), sha256: z.string() })),
})

class NotYet extends Error {}

/** Statuses after which the same request is sent again: the office said later, or nothing can be known. */
const isPassing = (status: number): boolean => status >= 500 || status === 429

/** The colour of the figure at a point: a sun in a disc over waves, as marks of water and coffee like to have it. */
function figureAt(x: number, y: number, hue: number): readonly [number, number, number] {
  const isDisc = Math.hypot(x - 120, y - 80) < 70
  const isSun = Math.hypot(x - 120, y - 66) < 26
  const isWave = y > 92 && Math.sin(x / 11 + y / 7) > 0.1
  if (!isDisc) return [255, 255, 255]
  if (isSun) return [240, 180, 60]
  return isWave ? [235, 244, 246] : [12, 60 + (hue % 80), 70 + (hue % 90)]
}

/** Returns a small PNG of a figurative mark, 240 by 160, different for each seed. */
export function aPng(seed: number): Buffer {
  const [width, height] = [240, 160]
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const crc = Buffer.alloc(4)
    crc.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, crc])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = Buffer.alloc(height * (1 + 3 * width))
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) pixels.set(figureAt(x, y, seed), y * (1 + 3 * width) + 1 + 3 * x)
  // One pixel in the corner tells one seed from every other.
  pixels.writeUInt32BE((0xffffff00 - seed) >>> 0, 1)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export type Client = ReturnType<typeof makeClient>

/** Returns an agent's program at one office. */
export function makeClient(options: ClientOptions) {
  const { portal, bank, officeId, email, password, tariff, journal, patienceMs } = options
  let session: { cookie: string; csrfToken: string } | undefined

  const send = (
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ): Promise<Response> =>
    fetch(`${portal}${path}`, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
      headers: {
        origin: portal,
        ...(session ? { cookie: session.cookie, 'x-csrf-token': session.csrfToken } : {}),
        ...init.headers,
      },
    })

  /** Tries `step` until it succeeds; only refusals that no retry can change are errors. */
  async function insist<T>(what: string, step: () => Promise<T>): Promise<T> {
    const giveUpAt = Date.now() + patienceMs
    for (let waitMs = 100; ; waitMs = Math.min(waitMs * 1.6, 2_000)) {
      try {
        return await step()
      } catch (error) {
        const isNetwork =
          error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
        if (!(error instanceof NotYet) && !isNetwork) throw error
        if (Date.now() > giveUpAt) throw new Error(`Gave up: ${what} (${String(error)})`, { cause: error })
        await pause(waitMs)
      }
    }
  }

  async function read<S extends z.ZodType>(response: Response, schema: S): Promise<z.infer<S>> {
    if (response.status === 401) session = undefined
    if (isPassing(response.status) || response.status === 401) {
      await response.body?.cancel()
      throw new NotYet(`status ${response.status}`)
    }
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 1_000)}`)
    return schema.parse(JSON.parse(text))
  }

  async function signIn(): Promise<void> {
    if (session) return
    const response = await send(`/o/${officeId}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const { csrfToken } = await read(response, sessionSchema)
    session = { cookie, csrfToken }
  }

  async function call<S extends z.ZodType>(
    path: string,
    schema: S,
    post?: { key: string; body: string },
  ): Promise<z.infer<S>> {
    return insist(path, async () => {
      await signIn()
      const init = post
        ? {
            method: 'POST',
            body: post.body,
            headers: { 'content-type': 'application/json', 'idempotency-key': post.key },
          }
        : { method: 'GET' }
      return read(await send(`/o/${officeId}/api${path}`, init), schema)
    })
  }

  /** Uploads a document by tus: created, then sent from the offset that the office has. */
  async function upload(
    bytes: Buffer,
    facts: { fileName: string; mediaType: string; role: string },
  ): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const pairs = { sha256, filename: facts.fileName, filetype: facts.mediaType, role: facts.role }
    const metadata = Object.entries(pairs)
      .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
      .join(',')
    await insist(`upload ${sha256}`, async () => {
      await signIn()
      const tus = { 'tus-resumable': '1.0.0' }
      const created = await send(`/o/${officeId}/uploads`, {
        method: 'POST',
        headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
      })
      if (created.status === 401) session = undefined
      if (isPassing(created.status) || created.status === 401) throw new NotYet(`status ${created.status}`)
      if (!created.ok) throw new Error(`The upload was answered ${created.status}: ${await created.text()}`)
      await created.body?.cancel()
      const location = new URL(created.headers.get('location') ?? '', portal).pathname
      const head = await send(location, { method: 'HEAD', headers: tus })
      if (isPassing(head.status) || head.status === 423) throw new NotYet(`status ${head.status}`)
      const offset = Number(head.headers.get('upload-offset') ?? '0')
      if (offset === bytes.length && created.headers.get('upload-offset') === String(bytes.length)) return
      const sent = await send(location, {
        method: 'PATCH',
        headers: {
          ...tus,
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        body: new Uint8Array(bytes.subarray(offset)),
      })
      await sent.body?.cancel()
      if (isPassing(sent.status) || [409, 423, 401].includes(sent.status))
        throw new NotYet(`status ${sent.status}`)
      if (sent.status >= 300) throw new Error(`The upload was answered ${sent.status}`)
    })
    return sha256
  }

  async function makeBody(seed: number): Promise<SubmissionBody> {
    const count = 1 + (seed % 3)
    const requests = Array.from({ length: count }, (_, index) =>
      aTrademarkRequest({ seed: seed * 1000 + index, office: officeId }),
    )
    const [first] = requests
    if (officeId === 'borovia' && seed % 4 === 0 && first) {
      const image = aPng(seed)
      const facts = { fileName: 'mark.png', mediaType: 'image/png', role: 'mark-image' } as const
      const sha256 = await upload(image, facts)
      requests[0] = {
        ...first,
        mark: { kind: 'figurative', imageSha256: sha256 },
        documents: [{ ...facts, sha256, bytes: image.length }],
      }
    }
    return {
      ...aDossier({ seed, office: officeId, requests, tariff }),
      dossierId: uuidOf(seed, `${officeId}-e2e`),
    }
  }

  /** Pays by dummy card at the bank's page; a card that is declined is followed by one that is not. */
  async function pay(dossierId: string, orderId: string, seed: number): Promise<void> {
    const cards = [
      'approve',
      'callback-lost',
      'callback-twice',
      'callback-late',
      'approve',
      'decline',
    ] as const
    for (let round = 0; ; round += 1) {
      const view = await call(`/dossiers/${dossierId}`, dossierSchema)
      if (view.orders.find((order) => order.orderId === orderId)?.status === 'paid') return
      const key = `pay-${dossierId}-${round}`
      const started = await call(`/dossiers/${dossierId}/payments`, startedSchema, {
        key,
        body: JSON.stringify({ orderId, driverId: 'card-gateway' }),
      })
      journal.write({ kind: 'payment-started', dossierId, attemptId: started.attemptId })
      const page = await insist('the bank page', async () => {
        const now = await call(`/dossiers/${dossierId}`, dossierSchema)
        const attempt = now.attempts.find((one) => one.attemptId === started.attemptId)
        const page = pageOf(attempt?.nextAction ?? null)
        if (page !== null) return page
        if (attempt && ['failed', 'cancelled', 'expired'].includes(attempt.status)) return undefined
        throw new NotYet('the bank page is not known yet')
      })
      if (page === undefined) continue
      const card = round === 0 ? cards[seed % cards.length] : 'approve'
      const paymentId = new URL(page).pathname.split('/').at(-1) ?? ''
      await insist('pay at the bank', async () => {
        const response = await fetch(`${bank}/pay/${paymentId}`, {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ card }),
        })
        await response.body?.cancel()
        if (response.status >= 500) throw new NotYet(`the bank answered ${response.status}`)
      })
      if (card !== 'decline') return
      await insist('the decline', async () => {
        const now = await call(`/dossiers/${dossierId}`, dossierSchema)
        if (now.attempts.find((one) => one.attemptId === started.attemptId)?.status !== 'failed')
          throw new NotYet('not told yet')
      })
    }
  }

  /** Submits one dossier. Returns the acknowledgement and what the journal needs besides. */
  async function submit(seed: number) {
    const body = await makeBody(seed)
    const key = `submit-${body.dossierId}`
    const sentAt = Date.now()
    const { acknowledgement } = await call('/submissions', submittedSchema, {
      key,
      body: canonicalJson(body),
    })
    return { body, key, sentAt, acknowledgement }
  }

  return {
    submit,
    /** How many dossiers the account has. */
    async count(): Promise<number> {
      return (await call('/dossiers', z.object({ total: z.number() }))).total
    },
    /** Files one dossier from the first byte to the last receipt, and keeps what the office promised in the journal. */
    async file(client: number, seed: number): Promise<void> {
      const { body, key, sentAt, acknowledgement } = await submit(seed)
      const { dossierId, submissionNumber, receivedAt, order } = acknowledgement
      journal.write({
        kind: 'acknowledged',
        client,
        officeId,
        dossierId,
        key,
        submissionNumber,
        receivedAt,
        requests: body.requests.length,
        totalMinor: order.total.amountMinor.toString(),
        orderId: order.orderId,
        at: Date.now(),
        sentAt,
      })
      await pay(dossierId, order.orderId, seed)
      const lodged = await insist(`lodged: ${submissionNumber}`, async () => {
        const view = await call(`/dossiers/${dossierId}`, dossierSchema)
        if (view.status !== 'lodged' || view.orders.some((one) => one.status !== 'paid'))
          throw new NotYet(view.status)
        return view
      })
      for (const { fileId, fileNumber } of lodged.files) {
        const { document, filingDate } = await insist(`the receipt of ${fileNumber}`, async () => {
          const file = await call(`/files/${fileId}`, fileSchema)
          const receipt = file.documents.find((one) => one.role === 'filing-receipt')
          if (!receipt || file.filingDate === null) throw new NotYet('no receipt yet')
          return { document: receipt, filingDate: file.filingDate }
        })
        const bytes = await insist('the receipt', async () => {
          await signIn()
          const response = await send(`/o/${officeId}/api/documents/${document.documentId}`, {})
          if (!response.ok) throw new NotYet(`status ${response.status}`)
          return Buffer.from(await response.arrayBuffer())
        })
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        if (sha256 !== document.sha256)
          throw new Error(`The receipt of ${fileNumber} is not what its history says`)
        journal.write({ kind: 'receipt', dossierId, fileId, fileNumber, filingDate, sha256 })
      }
    },
  }
}
