/** What a device keeps of the files of the asker's account; where it has the same already, it is told so. */
import { canonicalJson, sha256Hex } from '@lodge/shared-types'
import { resource, sessionOf } from '../../edge/answers.server.ts'
import { ifChanged } from '../../edge/conditional.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { actor } = sessionOf(args)
    const files = await args.context.services.myFiles(actor)
    const body = canonicalJson({ userId: actor.who.id, files })
    const etag = `"${sha256Hex(body).slice(0, 32)}"`
    return ifChanged(args.request, { etag, headers: { 'cache-control': 'private, no-cache' } }, () => ({
      body,
    }))
  },
})
export const loader = answer
export const action = answer
