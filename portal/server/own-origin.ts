/** Proof that a state change comes from our own pages: the Origin header, and the session's CSRF token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ProblemError } from '@lodge/shared-types'

/** @throws ProblemError foreign-origin when Origin is missing, `null` or not ours. */
export function checkOrigin(request: IncomingMessage, publicOrigin: string): void {
  if (request.headers.origin !== publicOrigin)
    throw new ProblemError('foreign-origin', `Send the request from ${publicOrigin}.`)
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Compares the token that came with a request (header `x-csrf-token`, or field `csrf` of a form) with the session's,
 * in constant time.
 * @throws ProblemError foreign-origin when it is missing or wrong.
 */
export function checkCsrfToken(given: string | null | undefined, expected: string): void {
  if (!timingSafeEqual(digest(given ?? ''), digest(expected)))
    throw new ProblemError('foreign-origin', 'The page is out of date; open it again and repeat the step.')
}

/** Returns the token in the header, if there is one. */
export function csrfHeader(request: IncomingMessage): string | undefined {
  const header = request.headers['x-csrf-token']
  return typeof header === 'string' ? header : undefined
}

/**
 * Returns the token in the hidden field `csrf` of a posted form, with or without a file in it; null where there is none.
 * @throws ProblemError malformed-request for a form with files that cannot be read.
 */
export async function csrfField(form: Uint8Array<ArrayBuffer>, contentType: string): Promise<string | null> {
  if (!contentType.toLowerCase().startsWith('multipart/form-data'))
    return new URLSearchParams(new TextDecoder().decode(form)).get('csrf')
  try {
    const fields = await new Response(form, { headers: { 'content-type': contentType } }).formData()
    const token = fields.get('csrf')
    return typeof token === 'string' ? token : null
  } catch (cause) {
    throw new ProblemError('malformed-request', 'The form with the file could not be read.', { cause })
  }
}
