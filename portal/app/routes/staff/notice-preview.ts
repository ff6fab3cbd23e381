/** The letter of a notice for staff: as it would be issued today, unsigned and marked as a preview; once it is signed, that one. */
import { redirect } from '@remix-run/node'
import { ProblemError } from '@lodge/shared-types'
import { actorOf, officeOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentOf } from '../../edge/attachment.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { services } = args.context
    const actor = actorOf(args)
    const noticeId = parameter(args, 'noticeId')
    try {
      const { bytes, fileName } = await services.previewNotice(actor, noticeId)
      return attachmentOf({ bytes, fileName, mediaType: 'application/pdf' })
    } catch (error) {
      // Signed between the page that names this address and the question for it.
      const signed =
        error instanceof ProblemError && error.code === 'stale'
          ? (await services.staffNotice(actor, noticeId)).notice.documentId
          : null
      if (signed === null) throw error
      return redirect(`/o/${officeOf(args).id}/api/documents/${signed}`)
    }
  },
})
export const loader = answer
export const action = answer
