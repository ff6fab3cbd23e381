/** A stored document to keep. */
import { createReadableStreamFromReadable } from '@remix-run/node'
import { actorOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentHeaders } from '../../edge/attachment.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const document = await args.context.services.openDocument(actorOf(args), parameter(args, 'documentId'))
    return new Response(createReadableStreamFromReadable(document.stream), {
      headers: {
        ...attachmentHeaders(document.fileName, document.mediaType),
        'content-length': String(document.bytes),
      },
    })
  },
})
export const loader = answer
export const action = answer
