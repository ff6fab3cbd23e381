/** How much of the office's money waits for people: unexplained, in review, to be paid out, and days that closed red. */
import type { Actor } from '@lodge/shared-types'
import type { MoneyWaits } from '../../../components/desk/money/money-waiting.tsx'
import { noMoney, type MoneyCounts } from '../../../components/desk/use-rail-counts.ts'
import type { Args } from '../../../edge/answers.server.ts'
import { looksAtMoney } from '../../../edge/money.server.ts'

/** Red days are counted among so many last ones: older ones are explained, or nobody will. */
const lastDays = 7

/** Returns the numbers; nothing for those who do not look at money. */
export async function moneyCountsOf(
  services: Args['context']['services'],
  actor: Actor,
): Promise<MoneyCounts> {
  if (!looksAtMoney(actor.roles)) return noMoney
  const [suspense, reviews, payOuts, closes] = await Promise.all([
    services.suspenseList(actor, { page: 1 }),
    services.listReviews(actor, { page: 1 }),
    services.listRefunds(actor, { state: 'to-pay-out', page: 1 }),
    services.dailyCloses(actor, { page: 1 }),
  ])
  return {
    suspense: suspense.total,
    reviews: reviews.total,
    payOuts: payOuts.total,
    redCloses: closes.rows.slice(0, lastDays).filter(({ verdict }) => verdict === 'red').length,
  }
}

const overdueTask = 'order-overdue'

/** Returns the numbers with the orders that are overdue. @throws ProblemError `not-allowed` for others than staff */
export async function moneyWaitsOf(services: Args['context']['services'], actor: Actor): Promise<MoneyWaits> {
  const [counts, { byKind }] = await Promise.all([moneyCountsOf(services, actor), services.taskCounts(actor)])
  return { ...counts, overdue: byKind.find(({ kind }) => kind === overdueTask)?.all.total ?? 0 }
}
