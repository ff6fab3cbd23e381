/** One notice with all that is needed to answer it, also later without a network. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    json(await args.context.services.partyNotice(actorOf(args), parameter(args, 'noticeId'))),
})
export const loader = answer
export const action = answer
