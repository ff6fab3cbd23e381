/** The application of a file as it stands, for its own account. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    json(await args.context.services.fileApplication(actorOf(args), parameter(args, 'fileId'))),
})
export const loader = answer
export const action = answer
