/** Ending a payment that nothing has come for, so that another way can be chosen; safe to repeat. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  async POST(args) {
    const cancelled = await args.context.services.cancelPayment(actorOf(args), {
      dossierId: parameter(args, 'dossierId'),
      attemptId: parameter(args, 'attemptId'),
    })
    return json(cancelled)
  },
})
export const loader = answer
export const action = answer
