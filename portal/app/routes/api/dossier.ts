/** One dossier of the account: state, orders, files and history. */
import { actorOf, json, parameter, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    json(await args.context.services.dossierView(actorOf(args), parameter(args, 'dossierId'))),
})
export const loader = answer
export const action = answer
