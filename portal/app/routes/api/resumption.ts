/** Taking up a payment that is under way, whose bank page never came: the same attempt, never a second one. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  async POST(args) {
    const ids = { dossierId: parameter(args, 'dossierId'), attemptId: parameter(args, 'attemptId') }
    return json(await args.context.services.resumePayment(actorOf(args), ids))
  },
})
export const loader = answer
export const action = answer
