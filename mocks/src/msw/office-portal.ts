/** The portal's API for the outbox, served by msw: session, tus uploads, submissions under a key, dossiers, public keys. */
import {
  canonicalJson,
  documentReferenceSchema,
  problemCatalogue,
  sha256Hex,
  type Acknowledgement,
  type Canonical,
  type DossierStatus,
  type FieldError,
  type ProblemCode,
} from '@lodge/shared-types'
import { http, HttpResponse, type HttpHandler } from 'msw'
import { z } from 'zod'
import { idOf, makeUploads, type Answer, type Handle, type Refuse } from './uploads.ts'

/** A request as the office saw it, whatever then became of it. */
export type Call = {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly bytes: number
  /** How many of the same method and path came before. */
  readonly before: number
}

/**
 * What goes wrong with a call. `no-answer`: it never arrives. `lost-reply`: it is done, and the answer never arrives.
 * `cutAfterBytes`: the link is cut in the middle of the body. `status`: refused before anything is done.
 */
export type Fault =
  | 'no-answer'
  | 'lost-reply'
  | { cutAfterBytes: number }
  | { code: ProblemCode; errors?: FieldError[]; retryAfterS?: number }
  /** Something on the way answers in the office's place. */
  | { captive: string }

type User = { id: string; accountId: string; displayName: string; language: string; roles: string[] }
export type Submission = {
  readonly key: string
  readonly bodyJson: string
  readonly acknowledgement: Acknowledgement
  readonly jws: string
}

export type PortalOptions = {
  origin: string
  officeId: string
  /** Asked for every call. */
  faultOf?: (call: Call) => Fault | undefined
  /** Judges a submission that is well formed; errors are answered as `invalid`. */
  check?: (bodyJson: string) => FieldError[]
  /** The office's clock. */
  now?: () => number
}

export type OfficePortal = {
  readonly handlers: readonly HttpHandler[]
  readonly calls: readonly Call[]
  /** Each acceptance, in its order; a repeat under the same key adds none. */
  readonly submissions: readonly Submission[]
  /** Bytes that arrived in PATCH requests. */
  uploadedBytes(): number
  /** SHA-256 of complete documents. */
  documents(): string[]
  signIn(user: User): void
  signOut(): void
  /** What the office says of a dossier from now on; `lodged` brings files. */
  become(dossierId: string, status: DossierStatus): void
  /** Signs with a key that is not in the office's key set. */
  signWithAnotherKey(): Promise<void>
  /** Forgets all documents. */
  dropDocuments(): void
}

const requestSchema = z.looseObject({
  requestId: z.string(),
  documents: z.array(documentReferenceSchema).default([]),
})
const bodySchema = z.looseObject({ dossierId: z.string(), requests: z.array(requestSchema).min(1) })
const kid = 'stand-in-1'
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const json = (value: unknown): Canonical => z.json().parse(value)

/** Returns the portal of one office, with one browser's session. */
export async function makeOfficePortal(options: PortalOptions): Promise<OfficePortal> {
  const { origin, officeId, faultOf = () => undefined, check = () => [], now = () => Date.now() } = options
  const base = `${origin}/o/${officeId}`
  const keys = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify'])
  const publicJwk = await crypto.subtle.exportKey('jwk', keys.publicKey)
  let signingKey = keys.privateKey
  let session: { user: User; csrfToken: string } | undefined
  let sessions = 0
  const calls: Call[] = []
  const submissions: Submission[] = []
  const statuses = new Map<string, DossierStatus>()

  const answer: Answer = (status, body, headers = {}) =>
    new HttpResponse(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: {
        'content-type': 'application/json',
        'x-request-id': crypto.randomUUID(),
        date: new Date(now()).toUTCString(),
        ...headers,
      },
    })
  const refusal: Refuse = (code, { errors, retryAfterS } = {}) => {
    const { status, title } = problemCatalogue[code]
    return answer(
      status,
      { type: `urn:lodge:problem:${code}`, title, status, code, ...(errors ? { errors } : {}) },
      {
        'content-type': 'application/problem+json',
        ...(retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) }),
      },
    )
  }

  async function sign(claims: Acknowledgement): Promise<string> {
    const header = base64url(
      Buffer.from(JSON.stringify({ alg: 'ES256', kid, typ: 'lodge-acknowledgement+jws' })),
    )
    const signed = `${header}.${base64url(Buffer.from(canonicalJson(claims)))}`
    const signature = await crypto.subtle.sign(ecdsa, signingKey, Buffer.from(signed))
    return `${signed}.${base64url(new Uint8Array(signature))}`
  }

  /** Wraps a handler with what every request meets: faults, the session, the CSRF token. */
  const door =
    (handle: Handle, isPublic = false) =>
    async ({ request }: { request: Request }): Promise<Response> => {
      const body = new Uint8Array(await request.arrayBuffer())
      const { pathname: path } = new URL(request.url)
      const { method, headers } = request
      const before = calls.filter((one) => one.method === method && one.path === path).length
      const call: Call = { method, path, headers, bytes: body.length, before }
      calls.push(call)
      const fault = faultOf(call)
      if (fault === 'no-answer') return HttpResponse.error()
      if (typeof fault === 'object' && 'captive' in fault) return HttpResponse.html(fault.captive)
      if (typeof fault === 'object' && 'code' in fault) return refusal(fault.code, fault)
      if (!isPublic && !session) return refusal('not-signed-in')
      const changes = !['GET', 'HEAD'].includes(method)
      if (changes && headers.get('x-csrf-token') !== session?.csrfToken) return refusal('foreign-origin')
      const cut = typeof fault === 'object' ? body.subarray(0, fault.cutAfterBytes) : body
      const response = await handle(request, cut)
      return fault === undefined ? response : HttpResponse.error()
    }

  const uploads = makeUploads(officeId, answer, refusal)
  /** One after the other, as in the office's own lane. */
  let lane: Promise<unknown> = Promise.resolve()
  const submit: Handle = (request, bytes) => {
    const taken = lane.then(() => accept(request, bytes))
    lane = taken.catch(() => undefined)
    return taken
  }

  async function accept(request: Request, bytes: Uint8Array): Promise<Response> {
    const key = request.headers.get('idempotency-key') ?? ''
    const raw = json(JSON.parse(Buffer.from(bytes).toString('utf8')))
    const bodyJson = canonicalJson(raw)
    const { dossierId, requests } = bodySchema.parse(raw)
    const known = submissions.find((one) => one.key === key)
    if (known && known.bodyJson !== bodyJson) return refusal('idempotency-key-reused')
    const told = ({ acknowledgement, jws }: Submission) => ({
      acknowledgement: json(JSON.parse(canonicalJson(acknowledgement))),
      jws,
    })
    if (known) return answer(200, told(known))
    if (statuses.has(dossierId)) return refusal('already-lodged')
    const missing = requests.flatMap(({ documents }, r) =>
      documents.flatMap(({ sha256 }, d) =>
        uploads.isComplete(sha256)
          ? []
          : [
              {
                path: `requests.${r}.documents.${d}`,
                code: 'document-not-uploaded',
                message: 'Upload it first.',
              },
            ],
      ),
    )
    const errors = [...missing, ...check(bodyJson)]
    if (errors.length > 0) return refusal('invalid', { errors })
    const number = submissions.length + 1
    const receivedAt = new Date(now()).toISOString()
    const acknowledgement: Acknowledgement = {
      iss: `${origin}/o/${officeId}`,
      officeId,
      dossierId,
      submissionId: crypto.randomUUID(),
      submissionNumber: `S-${number}`,
      receivedAt,
      receivedDate: receivedAt.slice(0, 10),
      clockDoubt: false,
      bodySha256: sha256Hex(bodyJson),
      requests: requests.map(({ requestId, documents }, index) => ({
        requestId,
        onlineId: `E-${number}-${index + 1}`,
        documents: documents.map(({ role, sha256, bytes: size }) => ({ role, sha256, bytes: size })),
      })),
      order: {
        orderId: crypto.randomUUID(),
        orderNumber: `O-${number}`,
        total: { amountMinor: 52_000n, currency: 'EUR' },
        agreementNeeded: false,
      },
    }
    const submission = { key, bodyJson, acknowledgement, jws: await sign(acknowledgement) }
    submissions.push(submission)
    statuses.set(dossierId, 'awaiting-payment')
    return answer(201, told(submission))
  }

  const dossier: Handle = (request) => {
    const id = idOf(request)
    const status = statuses.get(id)
    const submission = submissions.find(({ acknowledgement }) => acknowledgement.dossierId === id)
    if (!status || !submission) return refusal('not-found')
    const files = submission.acknowledgement.requests.map(({ requestId, onlineId }) => ({
      requestId,
      fileId: `file-${requestId}`,
      fileNumber: onlineId.replace('E', 'F'),
    }))
    const { jws } = submission
    const orders = [{ status: status === 'paid' || status === 'lodged' ? 'paid' : 'open' }]
    return answer(200, { status, files: status === 'lodged' ? files : [], orders, acknowledgementJws: jws })
  }

  const signOut = (): void => {
    session = undefined
  }
  return {
    handlers: [
      http.get(
        `${base}/api/session`,
        door(() => answer(200, session)),
      ),
      http.delete(
        `${base}/api/session`,
        door(() => {
          signOut()
          return answer(204, undefined)
        }),
      ),
      http.post(`${base}/uploads`, door(uploads.announce)),
      http.head(`${base}/uploads/:id`, door(uploads.head)),
      http.patch(`${base}/uploads/:id`, door(uploads.patch)),
      http.post(`${base}/api/submissions`, door(submit)),
      http.get(`${base}/api/dossiers/:id`, door(dossier)),
      http.get(
        `${base}/.well-known/jwks.json`,
        door(() => answer(200, { keys: [{ ...publicJwk, kid, alg: 'ES256', use: 'sig' }] }), true),
      ),
    ],
    calls,
    submissions,
    uploadedBytes: uploads.arrivedBytes,
    documents: uploads.complete,
    signIn(user) {
      sessions += 1
      session = { user, csrfToken: `csrf-${sessions}` }
    },
    signOut,
    become: (dossierId, status) => statuses.set(dossierId, status),
    async signWithAnotherKey() {
      signingKey = (await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify'])).privateKey
    },
    dropDocuments: uploads.drop,
  }
}
