/** Payments whose money is not what was to be paid: those that have waited longest stand first. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../../chrome.ts'
import { addressWith } from '../../../components/desk/money/filters.tsx'
import { Moment } from '../../../components/desk/money/moment.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Table } from '../../../components/table.tsx'
import { page } from '../../../edge/answers.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useLanguage, useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { paymentReasonIn } from '../../../messages/payment-reasons.ts'
import { titleOf } from '../../../page-title.ts'
import { driverNames } from './driver-names.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const found = await services.listReviews(actor, { page: pageNumber(args.request) })
    const nameOf = driverNames(args)
    const numbers = await Promise.all(
      found.rows.map(async ({ orderId }) => (await services.orderOfOverride(actor, orderId)).orderNumber),
    )
    return {
      title: moneyWords[language].reviews.title,
      ...found,
      rows: found.rows.map((row, at) => ({
        ...row,
        orderNumber: numbers[at] ?? '',
        way: nameOf(row.driverId),
      })),
    }
  })

export default function Reviews() {
  const words = useWordsOf(moneyWords).reviews
  const language = useLanguage()
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/reviews`
  const { rows, page: number, pageSize, total } = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      {rows.length === 0 ? (
        <Notice meaning="good" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <>
          <Table
            caption={words.title}
            isDense
            rows={rows}
            keyOf={({ attemptId }) => attemptId}
            columns={[
              {
                head: words.order,
                cell: ({ attemptId, orderNumber }) => (
                  <Link to={`${base}/${attemptId}`}>
                    <bdi className="number">{orderNumber}</bdi>
                  </Link>
                ),
              },
              { head: words.why, cell: ({ reason }) => <bdi>{paymentReasonIn(reason, language)}</bdi> },
              { head: words.way, cell: ({ way }) => <bdi>{way}</bdi> },
              { head: words.since, cell: ({ since }) => <Moment at={since} /> },
              { head: words.asked, isNumber: true, cell: ({ amount }) => <Money amount={amount} /> },
            ]}
          />
          <ListFoot
            {...{ page: number, pageSize, total }}
            shown={rows.length}
            to={(to) => addressWith({}, { page: String(to) })}
          />
        </>
      )}
    </div>
  )
}
