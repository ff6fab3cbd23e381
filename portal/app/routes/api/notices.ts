/** The notices that wait for an answer of the asker's account. */
import { json, resource, sessionOf } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) => {
    const { actor } = sessionOf(args)
    return json({ userId: actor.who.id, notices: await args.context.services.partyNotices(actor) })
  },
})
export const loader = answer
export const action = answer
