/** An order's invoice as a PDF, in the language of the page or the one that `?lang=` asks for. */
import { actorOf, parameter, resource } from '../../edge/answers.server.ts'
import { attachmentOf } from '../../edge/attachment.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const { services, language } = args.context
    const ids = { dossierId: parameter(args, 'dossierId'), orderId: parameter(args, 'orderId') }
    return attachmentOf(await services.openInvoice(actorOf(args), { ...ids, language }))
  },
})
export const loader = answer
export const action = answer
