/** Money that the office gives back: what is under way, or every refund of one state. */
import { useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { refundStates } from '@lodge/shared-types'
import { addressWith } from '../../../components/desk/money/filters.tsx'
import { RefundTable } from '../../../components/desk/money/refund-table.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { page } from '../../../edge/answers.server.ts'
import { askedIn, oneOf } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

/** What has work in it comes first; the states through which a refund only passes are no lists of their own. */
const tabs = ['to-pay-out', 'proposed', 'pending', 'unknown', 'succeeded', 'failed', 'refused'] as const

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const state = oneOf(refundStates, askedIn(args.request, ['state']).state) ?? tabs[0]
    const found = await services.listRefunds(actor, { state, page: pageNumber(args.request) })
    return { title: moneyWords[language].refunds.title, state, found }
  })

export default function Refunds() {
  const words = useWordsOf(moneyWords).refunds
  const { state, found } = useLoaderData<typeof loader>()
  const { rows, page: number, pageSize, total } = found
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Tabs
        label={words.state}
        current={state}
        tabs={tabs.map((one) => ({
          id: one,
          name: words.states[one],
          to: `?state=${one}`,
          count: one === state ? total : 0,
        }))}
      />
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <>
          <RefundTable caption={words.states[state]} refunds={rows} />
          <ListFoot
            {...{ page: number, pageSize, total }}
            shown={rows.length}
            to={(to) => addressWith({ state }, { page: String(to) })}
          />
        </>
      )}
    </div>
  )
}
