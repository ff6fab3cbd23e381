/** Brings a dossier's documents to the office: resumable, a chunk at a time, two at once, each only once. */
import type { DocumentReference } from '@lodge/shared-types'
import type { HttpRequest, HttpStack, UploadOptions } from 'tus-js-client'
import { DeviceError } from '../device-error.ts'
import type { Documents } from '../documents.ts'
import { refusalOf, type OfficeHttp, type Wish } from './office-http.ts'
import { aboutDocument, failed, SendingError } from './problems.ts'

/** What a cut link may cost, and what is in memory of a document at one time. */
export const chunkBytes = 1_048_576
const documentsAtOnce = 2
/** A chunk on a slow line takes minutes, and the last one waits for the office's inspection. */
const chunkTimeoutMs = 5 * 60_000
/** How often an upload that stands elsewhere than thought is looked at again before it counts as a failure. */
const looksAgain = 3

export type UploadDeps = {
  http: OfficeHttp
  officeId: string
  csrfToken: string
  documents: Pick<Documents, 'read'>
  /** Told how many bytes of a document the office has, whenever that is known anew. */
  accepted: (document: DocumentReference, bytes: number) => Promise<unknown>
}

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))

/**
 * Announces a document. The office finds it by its content in the account's own space, so that every announcement of the same
 * document, after any cut and from any tab, finds the same upload. Returns its address, and how much of it the office has.
 */
async function announce(
  { http, officeId, csrfToken }: UploadDeps,
  { sha256, fileName, mediaType, role, bytes }: DocumentReference,
): Promise<{ path: string; offset: number }> {
  const uploads = `/o/${officeId}/uploads`
  const pairs = { sha256, filename: fileName, filetype: mediaType, role }
  const { headers } = await http.get(uploads, {
    method: 'POST',
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(bytes),
      'Upload-Metadata': Object.entries(pairs)
        .map(([name, value]) => `${name} ${base64(value)}`)
        .join(','),
      'X-CSRF-Token': csrfToken,
    },
  })
  const path = new URL(headers.get('location') ?? '', 'http://lodge.invalid').pathname
  const offset = Number(headers.get('upload-offset') ?? Number.NaN)
  if (!path.startsWith(`${uploads}/`) || !Number.isSafeInteger(offset)) throw failed('unreadable')
  return { path, offset }
}

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'] as const

/** Lets tus speak over the sender's own fetch; `refused` hears every refusal before tus does. */
function tusOver(http: OfficeHttp, csrfToken: string, refused: (error: SendingError) => void): HttpStack {
  const createRequest = (method: string, url: string): HttpRequest => {
    const headers: Record<string, string> = { 'X-CSRF-Token': csrfToken }
    const givenUp = new AbortController()
    const known = methods.find((one) => one === method)
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader(name, value) {
        headers[name] = value
      },
      getHeader: (name) => headers[name],
      setProgressHandler: () => undefined,
      abort() {
        givenUp.abort()
        return Promise.resolve()
      },
      getUnderlyingObject: () => undefined,
      async send(body: unknown) {
        if (!known) throw new TypeError(`tus asked for the method ${method}`)
        const wish: Wish = { method: known, headers, timeoutMs: chunkTimeoutMs, signal: givenUp.signal }
        const chunk = body instanceof Blob ? { body } : {}
        const response = await http.ask(new URL(url).pathname, { ...wish, ...chunk })
        if (response.ok) await response.body?.cancel()
        else refused(await refusalOf(response))
        return {
          getStatus: () => response.status,
          getHeader: (name) => response.headers.get(name) ?? undefined,
          getBody: () => '',
          getUnderlyingObject: () => response,
        }
      },
    }
  }
  return { createRequest, getName: () => 'lodge' }
}

/** Lets tus read a document of the device by ranges, so that no more than a chunk of it is ever in memory. */
const chunksOf = (
  documents: UploadDeps['documents'],
  { sha256, bytes }: DocumentReference,
): NonNullable<UploadOptions['fileReader']> => ({
  openFile: () =>
    Promise.resolve({
      size: bytes,
      slice: async (start, end) => ({
        value: new Blob([await documents.read(sha256, start, end - start)]),
        done: end >= bytes,
      }),
      close: () => undefined,
    }),
})

/** Goes on with an announced upload from where the office says that it stands. @throws SendingError, DeviceError. */
async function resume(deps: UploadDeps, document: DocumentReference, path: string): Promise<void> {
  const { http, csrfToken, documents, accepted } = deps
  const { Upload } = await import('tus-js-client')
  let refusal: SendingError | undefined
  // One after the other, so that an older count never overwrites a newer one.
  let kept: Promise<unknown> = Promise.resolve()
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const upload = new Upload(new Blob(), {
    // Nothing is fetched from there: the stack uses the path alone.
    uploadUrl: `https://lodge.invalid${path}`,
    chunkSize: chunkBytes,
    retryDelays: null,
    storeFingerprintForResuming: false,
    fingerprint: () => Promise.resolve(document.sha256),
    fileReader: chunksOf(documents, document),
    httpStack: tusOver(http, csrfToken, (error) => (refusal = error)),
    onChunkComplete: (_, bytesAccepted) => {
      kept = kept.then(() => accepted(document, bytesAccepted)).catch(reject)
    },
    onSuccess: () => resolve(undefined),
    onError: (error) => {
      const cause = 'causingError' in error ? error.causingError : error
      const own = cause instanceof SendingError || cause instanceof DeviceError ? cause : undefined
      const isGivenUp = cause instanceof DOMException && cause.name === 'AbortError'
      reject(own ?? (isGivenUp ? cause : (refusal ?? failed('unreadable', error))))
    },
  })
  upload.start()
  try {
    await promise
  } catch (error) {
    await upload.abort()
    throw error
  } finally {
    await kept
  }
}

/** Whether an upload stands elsewhere than thought (409) or is gone (404, 410): announcing it again tells. */
const isElsewhere = (error: unknown): boolean =>
  error instanceof SendingError && [404, 409, 410].includes(error.problem.status)

async function uploadDocument(deps: UploadDeps, document: DocumentReference): Promise<void> {
  for (let looks = 0; ; looks += 1) {
    const { path, offset } = await announce(deps, document)
    await deps.accepted(document, offset)
    if (offset === document.bytes) return
    try {
      await resume(deps, document, path)
      await deps.accepted(document, document.bytes)
      return
    } catch (error) {
      if (!isElsewhere(error) || looks >= looksAgain) throw error
    }
  }
}

/** Returns what a person is told about a document that cannot be sent; anything else stays what it is. */
function named(error: unknown, document: DocumentReference): unknown {
  if (error instanceof DeviceError && ['document-missing', 'unreadable'].includes(error.code))
    return aboutDocument(failed('document-missing', error), document)
  return error instanceof SendingError && error.kind === 'needs-you' ? aboutDocument(error, document) : error
}

const needsYou = (error: unknown): error is SendingError =>
  error instanceof SendingError && error.kind === 'needs-you'

/**
 * Uploads all of `wanted`. A document that the office refuses does not keep the others back, so that the person hears of all
 * refused ones at once; a failure of another kind ends it.
 * @throws SendingError, DeviceError, or the reason for which the sender ended.
 */
export async function uploadDocuments(deps: UploadDeps, wanted: readonly DocumentReference[]): Promise<void> {
  const bySize = [...wanted].sort((a, b) => a.bytes - b.bytes)
  const queue = [...bySize]
  const missed = new Map<DocumentReference, unknown>()
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const document = next
      await uploadDocument(deps, document).catch((error: unknown) => {
        const failure = named(error, document)
        if (!needsYou(failure)) queue.length = 0
        missed.set(document, failure)
      })
    }
  }
  await Promise.all(Array.from({ length: documentsAtOnce }, lane))
  // In the order in which they went, whichever answer came first.
  const failures = bySize.flatMap((document) => (missed.has(document) ? [missed.get(document)] : []))
  const other = failures.find((failure) => !needsYou(failure))
  if (other !== undefined) throw other
  const refusals = failures.filter(needsYou)
  const [first] = refusals
  if (!first) return
  const errors = refusals.flatMap(({ problem }) => problem.errors ?? [])
  throw new SendingError({ ...first.problem, errors }, { cause: first })
}
