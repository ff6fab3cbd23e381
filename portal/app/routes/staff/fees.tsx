/** Every order of the office, to be found by its number or that of its submission; each leads to its dossier's fees. */
import { Form, Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../chrome.ts'
import { Button } from '../../components/button.tsx'
import { meaningOfOrder } from '../../components/desk/file/payments-part.tsx'
import fileStyles from '../../components/desk/file/file.module.css'
import { ListFoot } from '../../components/desk/list-foot.tsx'
import screen from '../../components/desk/screen.module.css'
import { Money } from '../../components/money.tsx'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords, useWordsOf } from '../../language.tsx'
import { feesWords } from '../../messages/fees.ts'
import { staffFileWords } from '../../messages/staff-file.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const search = new URL(args.request.url).searchParams.get('q')?.trim() ?? ''
    const found = await services.listOrders(actor, { search, page: pageNumber(args.request) })
    return { title: feesWords[language].title, search, ...found }
  })

function Search({ search }: { search: string }) {
  const words = useWordsOf(feesWords)
  return (
    <Form method="get" role="search" className={fileStyles.dayForm} key={search}>
      <label htmlFor="q">{words.search}</label>
      <input
        id="q"
        name="q"
        type="search"
        dir="ltr"
        maxLength={100}
        defaultValue={search}
        autoComplete="off"
      />
      <Button look="small">{words.show}</Button>
    </Form>
  )
}

export default function Fees() {
  const words = useWordsOf(feesWords)
  const { states } = useWordsOf(staffFileWords).payments
  const office = useOfficeWords()
  const chrome = useChrome().office
  const { search, rows, total, page: number, pageSize } = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Search search={search} />
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.none}>
          <p>{words.noneLead}</p>
        </Notice>
      ) : (
        <>
          <Table
            caption={words.title}
            isDense
            rows={rows}
            keyOf={({ orderId }) => orderId}
            columns={[
              {
                head: words.order,
                cell: ({ dossierId, orderNumber }) => (
                  <Link to={`/o/${chrome?.id ?? ''}/desk/fees/${dossierId}`}>
                    <bdi className="number">{orderNumber}</bdi>
                  </Link>
                ),
              },
              {
                head: words.state,
                cell: ({ status }) => (
                  <StatusTag meaning={meaningOfOrder[status]}>{states[status]}</StatusTag>
                ),
              },
              {
                head: words.opened,
                cell: ({ openedAt }) => (
                  <time dateTime={openedAt.toISOString()}>
                    {instantInWords(openedAt, chrome?.timeZone ?? 'UTC', office)}
                  </time>
                ),
              },
              { head: words.total, cell: (order) => <Money amount={order.total} />, isNumber: true },
              { head: words.received, cell: ({ received }) => <Money amount={received} />, isNumber: true },
            ]}
          />
          <ListFoot
            page={number}
            pageSize={pageSize}
            shown={rows.length}
            total={total}
            to={(to) => (search === '' ? `?page=${to}` : `?q=${encodeURIComponent(search)}&page=${to}`)}
          />
        </>
      )}
    </div>
  )
}
