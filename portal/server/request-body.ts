/** Bodies before they are parsed: read within a cap and a time, of a known media type, and not nested too deep. */
import type { IncomingMessage } from 'node:http'
import { ProblemError } from '@lodge/shared-types'

/** Levels of arrays and objects that a JSON body may have. `JSON.parse` itself takes 200,000 without complaint. */
const maxDepth = 32

/** Whether the request announces a body. */
export const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || (request.headers['content-length'] ?? '0') !== '0'

/** The length that the request announces; 0 when it announces none. */
export const announcedBytes = (request: IncomingMessage): number =>
  Number(request.headers['content-length'] ?? 0)

/** Returns the media type without parameters, lower case; empty when none is given. */
export const mediaTypeOf = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** @throws ProblemError unsupported-media-type unless the body is of one of `allowed`. */
export function checkMediaType(request: IncomingMessage, allowed: readonly string[] | 'any'): void {
  if (allowed === 'any' || !hasBody(request)) return
  if (request.headers['content-encoding'] !== undefined)
    throw new ProblemError('unsupported-media-type', 'Send the body without a content encoding.')
  if (!allowed.includes(mediaTypeOf(request)))
    throw new ProblemError(
      'unsupported-media-type',
      allowed.length > 0 ? `Send ${allowed.join(' or ')}.` : 'Nothing is sent to this address.',
    )
}

/**
 * Returns the whole body of at most `maxBytes`, within `timeoutMs`. A body that announces more is refused unread.
 * @throws ProblemError too-large, or malformed-request when the sender stops or is too slow.
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = (): ProblemError => new ProblemError('too-large', `Send at most ${maxBytes} bytes.`)
  return new Promise((resolve, reject) => {
    if (announcedBytes(request) > maxBytes) {
      reject(tooLarge())
      return
    }
    const chunks: Buffer[] = []
    let bytes = 0
    const stop = (error: ProblemError): void => {
      clearTimeout(timer)
      request.off('data', take)
      request.pause()
      reject(error)
    }
    const take = (chunk: Buffer): void => {
      bytes += chunk.length
      if (bytes > maxBytes) stop(tooLarge())
      else chunks.push(chunk)
    }
    const timer = setTimeout(
      () => stop(new ProblemError('malformed-request', 'The body did not arrive in time; send it again.')),
      timeoutMs,
    )
    request.on('data', take)
    request.once('end', () => {
      clearTimeout(timer)
      const body = new Uint8Array(bytes)
      let at = 0
      for (const chunk of chunks) {
        body.set(chunk, at)
        at += chunk.length
      }
      resolve(body)
    })
    request.once('error', () => stop(new ProblemError('malformed-request', 'The body was cut off.')))
  })
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]

/**
 * Checks the nesting of JSON text in one pass over its bytes, without parsing it.
 * @throws ProblemError malformed-request when it is nested deeper than 32 levels.
 */
export function checkDepth(json: Uint8Array): void {
  let depth = 0
  let inString = false
  for (let at = 0; at < json.length; at++) {
    const byte = json[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
    } else if (byte === quote) inString = true
    else if (byte === openBrace || byte === openBracket) {
      if (++depth > maxDepth)
        throw new ProblemError('malformed-request', `The body is nested deeper than ${maxDepth} levels.`)
    } else if (byte === closeBrace || byte === closeBracket) depth--
  }
}
