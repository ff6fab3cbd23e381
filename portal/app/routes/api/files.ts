/** The files that the asker may see: searched, filtered, sorted and paged by the same words as the page. */
import { fileListIn } from '@lodge/shared-types'
import { actorOf, json, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  GET: async (args) =>
    json(
      await args.context.services.listFiles(
        actorOf(args),
        fileListIn(new URL(args.request.url).searchParams),
      ),
    ),
})
export const loader = answer
export const action = answer
