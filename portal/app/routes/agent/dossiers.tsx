/** The account's dossiers, newest first. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../chrome.ts'
import { DossierTag } from '../../components/dossier-tag.tsx'
import { Money } from '../../components/money.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Pager } from '../../components/pager.tsx'
import { Table } from '../../components/table.tsx'
import { actorOf, page } from '../../edge/answers.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords, officeWordsIn } from '../../language.tsx'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { services, language } = args.context
    const list = await services.listDossiers(actorOf(args), { page: pageNumber(args.request) })
    return {
      title: officeWordsIn(language).dossiers.title,
      page: list.page,
      hasMore: list.page * list.pageSize < list.total,
      dossiers: list.rows.map(({ id, submissionNumber, receivedAt, requestCount, status, orders }) => ({
        id,
        submissionNumber,
        receivedAt,
        requestCount,
        status,
        totals: orders.map(({ orderId, total }) => ({ orderId, total })),
      })),
    }
  })

export default function Dossiers() {
  const words = useOfficeWords()
  const { office } = useChrome()
  const { dossiers, hasMore, page: number } = useLoaderData<typeof loader>()
  const timeZone = office?.timeZone ?? 'UTC'
  return (
    <>
      <PageHeader title={words.dossiers.title} />
      {dossiers.length === 0 ? (
        <Notice meaning="info" title={words.dossiers.empty}>
          <p>{words.dossiers.emptyLead}</p>
        </Notice>
      ) : (
        <Table
          caption={words.dossiers.title}
          rows={dossiers}
          keyOf={(row) => row.id}
          columns={[
            {
              head: words.dossiers.number,
              cell: (row) => (
                <Link to={row.id}>
                  <bdi>{row.submissionNumber}</bdi>
                </Link>
              ),
            },
            {
              head: words.dossiers.received,
              cell: (row) => instantInWords(row.receivedAt, timeZone, words),
            },
            { head: words.dossiers.requests, cell: (row) => words.requestCount(row.requestCount) },
            { head: words.dossiers.status, cell: (row) => <DossierTag status={row.status} /> },
            {
              head: words.dossiers.total,
              cell: ({ totals }) =>
                totals.map(({ orderId, total }) => <Money key={orderId} amount={total} />),
              isNumber: true,
            },
          ]}
        />
      )}
      <Pager page={number} hasMore={hasMore} />
    </>
  )
}
