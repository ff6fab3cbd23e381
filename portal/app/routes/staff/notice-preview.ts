/** The letter of a notice as it would be issued today, for staff: unsigned, and marked as a preview. */
import { actorOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentOf } from '../../edge/attachment.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { bytes, fileName } = await args.context.services.previewNotice(
      actorOf(args),
      parameter(args, 'noticeId'),
    )
    return attachmentOf({ bytes, fileName, mediaType: 'application/pdf' })
  },
})
export const loader = answer
export const action = answer
