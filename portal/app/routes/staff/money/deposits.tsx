/** Deposit accounts of payers with what they hold, by number, RF reference or account. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { formatCreditorReference } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { addressWith, Filters, FilterText } from '../../../components/desk/money/filters.tsx'
import { Moment } from '../../../components/desk/money/moment.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Table } from '../../../components/table.tsx'
import { page } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const { q } = askedIn(args.request, ['q'])
    const found = await services.listDeposits(actor, { search: q ?? '', page: pageNumber(args.request) })
    return { title: moneyWords[language].deposits.title, asked: { q }, found }
  })

export default function Deposits() {
  const words = useWordsOf(moneyWords).deposits
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/deposits`
  const { asked, found } = useLoaderData<typeof loader>()
  const { rows, page: number, pageSize, total } = found
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Filters asked={asked}>
        <FilterText name="q" label={words.search} value={asked.q} />
      </Filters>
      {rows.length > 0 && (
        <>
          <Table
            caption={words.title}
            isDense
            rows={rows}
            keyOf={({ number }) => number}
            columns={[
              {
                head: words.number,
                cell: ({ accountId, number, balance }) => (
                  <Link to={`${base}/${accountId}/${balance.currency}`}>
                    <bdi className="number">{number}</bdi>
                  </Link>
                ),
              },
              { head: words.account, cell: ({ accountId }) => <bdi>{accountId}</bdi> },
              {
                head: words.reference,
                cell: ({ creditorReference }) => (
                  <bdi className="number">{formatCreditorReference(creditorReference)}</bdi>
                ),
              },
              { head: words.changed, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
              { head: words.balance, isNumber: true, cell: ({ balance }) => <Money amount={balance} /> },
            ]}
          />
          <ListFoot
            {...{ page: number, pageSize, total }}
            shown={rows.length}
            to={(to) => addressWith(asked, { page: String(to) })}
          />
        </>
      )}
      {rows.length === 0 && (
        <Notice meaning="info" title={asked.q === undefined ? words.none : words.notFound}>
          <p>{asked.q === undefined ? words.noneLead : words.notFoundLead}</p>
        </Notice>
      )}
    </div>
  )
}
