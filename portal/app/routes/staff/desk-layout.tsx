/** The frame of every page of the desk: the rail with what waits, and the page beside it. */
import { Outlet, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { DeskRail } from '../../components/desk/rail.tsx'
import styles from '../../components/desk/desk.module.css'
import { railCountsOf } from '../../components/desk/use-rail-counts.ts'
import { ProblemPage } from '../../components/problem-page.tsx'
import { page } from '../../edge/answers.server.ts'
import { looksAtApprovals, staffOf } from '../../edge/desk.server.ts'
import { moneyCountsOf } from './money/money-counts.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, officeId, roles } = staffOf(args)
    const { services } = args.context
    const [counts, money] = await Promise.all([services.deskCounts(actor), moneyCountsOf(services, actor)])
    return {
      base: `/o/${officeId}/desk`,
      roles,
      hasApprovals: looksAtApprovals(args),
      counts: railCountsOf(counts, money),
    }
  })

export default function DeskLayout() {
  const { base, roles, hasApprovals, counts } = useLoaderData<typeof loader>()
  return (
    <div className={styles.desk}>
      <DeskRail base={base} roles={roles} hasApprovals={hasApprovals} counts={counts} />
      <div className={styles.page}>
        <Outlet />
      </div>
    </div>
  )
}

export function ErrorBoundary() {
  return (
    <div className={styles.page}>
      <ProblemPage />
    </div>
  )
}
