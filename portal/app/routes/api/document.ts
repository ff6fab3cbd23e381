/** A document to keep: never shown inside our pages, never cached, never run. */
import { createReadableStreamFromReadable } from '@remix-run/node'
import { actorOf, parameter, resource } from '../../edge/answers.server.ts'

/** Returns a Content-Disposition whose name survives in any script (RFC 6266, RFC 8187). */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]+/g, '_')
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

const { loader: answer } = resource({
  async GET(args) {
    const document = await args.context.services.openDocument(actorOf(args), parameter(args, 'documentId'))
    return new Response(createReadableStreamFromReadable(document.stream), {
      headers: {
        'content-type': document.mediaType,
        'content-length': String(document.bytes),
        'content-disposition': attachment(document.fileName),
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
export const loader = answer
export const action = answer
