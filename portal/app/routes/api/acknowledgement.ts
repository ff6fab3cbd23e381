/** The acknowledgement of a dossier as it was signed: a compact JWS. */
import { actorOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentOf } from '../../edge/attachment.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    attachmentOf(
      await args.context.services.openAcknowledgement(actorOf(args), parameter(args, 'dossierId')),
    ),
})
export const loader = answer
export const action = answer
