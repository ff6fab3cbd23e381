/** Documents as answers to keep: never shown inside our pages, never cached, never run. */
import { createHash } from 'node:crypto'

/** Returns a Content-Disposition whose name survives in any script (RFC 6266, RFC 8187). */
function disposition(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]+/g, '_')
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** Returns the headers of an answer that the browser saves under `fileName`. */
export const attachmentHeaders = (fileName: string, mediaType: string): Record<string, string> => ({
  'content-type': mediaType,
  'content-disposition': disposition(fileName),
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
})

/** Returns a document that was made for this answer, with its SHA-256 (RFC 9530). */
export function attachmentOf(made: {
  fileName: string
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
}): Response {
  const digest = createHash('sha256').update(made.bytes).digest('base64')
  return new Response(made.bytes, {
    headers: {
      ...attachmentHeaders(made.fileName, made.mediaType),
      'content-length': String(made.bytes.byteLength),
      'repr-digest': `sha-256=:${digest}:`,
    },
  })
}
