/** Between node:http and web requests: builds what Remix reads, and writes what it answers. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'

/** Returns the headers of a request as they came, those that are there twice among them. */
export function headersOf({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): Headers {
  const headers = new Headers()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '')
  return headers
}

/** Returns the web request for `request`, whose body was read before. It is aborted when the visitor goes away. */
export function webRequest(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: Uint8Array<ArrayBuffer> | undefined,
): Request {
  const headers = headersOf(request)
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  const method = request.method ?? 'GET'
  return new Request(url, { method, headers, signal: gone.signal, ...(body === undefined ? {} : { body }) })
}

const compressible = /^(?:text\/|application\/(?:[a-z]+\+)?json)/

/** The encoder for an answer made on the way: brotli at a quick level where the browser takes it, else gzip. */
function encoderFor(acceptEncoding: string) {
  if (/\bbr\b/.test(acceptEncoding))
    return {
      name: 'br',
      stream: createBrotliCompress({
        params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
        flush: constants.BROTLI_OPERATION_FLUSH,
      }),
    }
  if (/\bgzip\b/.test(acceptEncoding))
    return { name: 'gzip', stream: createGzip({ level: 5, flush: constants.Z_SYNC_FLUSH }) }
  return undefined
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel()
  }
}

/** Writes a web response. Headers set before stay unless the answer sets them itself. */
export async function writeResponse(
  answer: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  for (const cookie of answer.headers.getSetCookie()) response.appendHeader('set-cookie', cookie)
  if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store')
  if (answer.body === null || request.method === 'HEAD') {
    await answer.body?.cancel()
    response.end()
    return
  }
  const source = chunksOf(answer.body)
  // What comes encoded was compressed once, when it was read.
  const isPlain = !answer.headers.has('content-encoding')
  const encoder =
    isPlain && compressible.test(answer.headers.get('content-type') ?? '')
      ? encoderFor(request.headers['accept-encoding'] ?? '')
      : undefined
  if (!encoder) {
    await pipeline(source, response)
    return
  }
  response.setHeader('content-encoding', encoder.name)
  response.appendHeader('vary', 'Accept-Encoding')
  response.removeHeader('content-length')
  await pipeline(source, encoder.stream, response)
}
