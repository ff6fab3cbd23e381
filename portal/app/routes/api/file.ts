/** One file of the office, as far as the asker may see it. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) => json(await args.context.services.fileView(actorOf(args), parameter(args, 'fileId'))),
})
export const loader = answer
export const action = answer
