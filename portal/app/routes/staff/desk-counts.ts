/** The numbers of the rail, asked for again while a page of the desk stays open. */
import { railCountsOf } from '../../components/desk/use-rail-counts.ts'
import { actorOf, json, resource } from '../../edge/answers.server.ts'
import { moneyCountsOf } from './money/money-counts.server.ts'

const { loader: answer } = resource({
  async GET(args) {
    const actor = actorOf(args)
    const { services } = args.context
    const [counts, money] = await Promise.all([services.deskCounts(actor), moneyCountsOf(services, actor)])
    return json(railCountsOf(counts, money), { headers: { 'cache-control': 'no-store' } })
  },
})
export const loader = answer
