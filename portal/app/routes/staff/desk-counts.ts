/** The numbers of the rail, asked for again while a page of the desk stays open. */
import { railCountsOf } from '../../components/desk/use-rail-counts.ts'
import { actorOf, json, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const counts = await args.context.services.deskCounts(actorOf(args))
    return json(railCountsOf(counts), { headers: { 'cache-control': 'no-store' } })
  },
})
export const loader = answer
