/** The account's dossiers, newest first. */
import { actorOf, json, resource } from '../../edge/answers.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    json(await args.context.services.listDossiers(actorOf(args), { page: pageNumber(args.request) })),
})
export const loader = answer
export const action = answer
