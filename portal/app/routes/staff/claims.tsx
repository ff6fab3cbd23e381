/** Claims of paper files: those that wait for a decision, and those that are decided. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useChrome } from '../../chrome.ts'
import { claimMeaning } from '../../components/desk/claim-meaning.ts'
import { deskWords, useDeskWords } from '../../components/desk/desk-words.ts'
import { ListFoot } from '../../components/desk/list-foot.tsx'
import fileStyles from '../../components/files/files.module.css'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useOfficeWords } from '../../language.tsx'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const isDecided = new URL(args.request.url).searchParams.get('state') === 'decided'
    const state = isDecided ? ('decided' as const) : ('asked' as const)
    const found = await services.officeClaims(actor, { state, page: pageNumber(args.request) })
    return { title: deskWords[language].claims.title, state, ...found }
  })

export default function Claims() {
  const words = useOfficeWords()
  const { claims } = useDeskWords()
  const { office } = useChrome()
  const { state, rows, total, page: number, pageSize } = useLoaderData<typeof loader>()
  const base = `/o/${office?.id ?? ''}/desk/claims`
  const timeZone = office?.timeZone ?? 'UTC'
  const tabs = [
    { state: 'asked', to: base, name: claims.waiting },
    { state: 'decided', to: `${base}?state=decided`, name: claims.decided },
  ]
  return (
    <>
      <PageHeader title={claims.title} lead={claims.lead} />
      <nav aria-label={claims.title} className={fileStyles.tabs}>
        {tabs.map((tab) => (
          <Link
            key={tab.state}
            to={tab.to}
            className={fileStyles.tab}
            {...(tab.state === state ? { 'aria-current': 'page' } : {})}
          >
            {tab.name}
          </Link>
        ))}
      </nav>
      {rows.length === 0 ? (
        <Notice meaning="info" title={state === 'asked' ? claims.none : claims.noneDecided}>
          <p>{claims.noneLead}</p>
        </Notice>
      ) : (
        <>
          <Table
            caption={claims.title}
            isDense
            rows={rows}
            keyOf={({ claimId }) => claimId}
            columns={[
              {
                head: claims.file,
                cell: ({ claimId, fileNumber }) => (
                  <Link to={`${base}/${claimId}`} className={fileStyles.nowrap}>
                    <bdi>{fileNumber}</bdi>
                  </Link>
                ),
              },
              { head: claims.who, cell: ({ askedBy }) => <bdi className={fileStyles.long}>{askedBy}</bdi> },
              {
                head: claims.proof,
                cell: ({ proof }) => (
                  <bdi className={fileStyles.long} title={proof}>
                    {proof}
                  </bdi>
                ),
              },
              {
                head: claims.document,
                cell: ({ hasDocument }) => (hasDocument ? claims.hasDocument : ''),
                isPlain: ({ hasDocument }) => !hasDocument,
              },
              { head: claims.askedAt, cell: ({ askedAt }) => instantInWords(askedAt, timeZone, words) },
              {
                head: claims.outcome,
                cell: (claim) => (
                  <StatusTag meaning={claimMeaning[claim.state]}>{claims.states[claim.state]}</StatusTag>
                ),
              },
            ]}
          />
          <ListFoot
            page={number}
            pageSize={pageSize}
            shown={rows.length}
            total={total}
            to={(to) => (state === 'asked' ? `?page=${to}` : `?state=decided&page=${to}`)}
          />
        </>
      )}
    </>
  )
}
