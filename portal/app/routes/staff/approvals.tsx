/** What waits for another person's approval: for the person who looks, what they proposed themselves, and what is over. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { nextChecker, parseAtDoor, textIn } from '@lodge/shared-types'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { meaningOfApproval } from '../../components/desk/approval-state.ts'
import screen from '../../components/desk/screen.module.css'
import { Notice, StatusTag } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'
import { pageNumber } from '../../edge/inputs.server.ts'
import { useLanguage, useOfficeWords, useWordsOf } from '../../language.tsx'
import { examinationWords } from '../../messages/examination.ts'
import { instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const tabs = ['waiting', 'mine', 'closed'] as const
const tabSchema = z.enum(tabs).prefault('waiting')

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = staffOf(args)
    const { services, language } = args.context
    const show = parseAtDoor(tabSchema, new URL(args.request.url).searchParams.get('show') ?? undefined)
    const list = await services.listApprovals(actor, { state: show, page: pageNumber(args.request) })
    return {
      title: examinationWords[language].approvals.title,
      show,
      page: list.page,
      hasMore: list.page * list.pageSize < list.total,
      rows: list.rows.map((row) => {
        const { _id, kind, title, label, makerName, openedAt, state } = row
        const next = state === 'waiting' ? nextChecker(row) : undefined
        return { approvalId: _id, kind, title, label, makerName, openedAt, state, next: next ?? null }
      }),
    }
  })

export default function Approvals() {
  const words = useWordsOf(examinationWords)
  const { show, rows, page: number, hasMore } = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.approvals.title} />
      <Tabs
        label={words.approvals.tabsLabel}
        current={show}
        tabs={tabs.map((tab) => ({
          id: tab,
          name: words.approvals.tabs[tab],
          to: tab === 'waiting' ? '?' : `?show=${tab}`,
        }))}
      />
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.approvals.empty[show]}>
          <p>{words.approvals.emptyLead[show]}</p>
        </Notice>
      ) : (
        <ApprovalTable />
      )}
      <Pages show={show} page={number} hasMore={hasMore} />
    </div>
  )
}

function ApprovalTable() {
  const all = useWordsOf(examinationWords)
  const words = all.approvals
  const office = useOfficeWords()
  const language = useLanguage()
  const chrome = useChrome().office
  const { show, rows } = useLoaderData<typeof loader>()
  return (
    <Table
      caption={words.tabs[show]}
      rows={rows}
      keyOf={({ approvalId }) => approvalId}
      isDense
      columns={[
        {
          head: words.what,
          cell: ({ approvalId, title, label }) => (
            <Link to={`/o/${chrome?.id ?? ''}/desk/approvals/${approvalId}`}>
              <bdi>{label ? textIn(label, language) : title}</bdi>
            </Link>
          ),
        },
        { head: words.file, cell: ({ title }) => <bdi className="number">{title}</bdi> },
        { head: words.kind, cell: ({ kind }) => words.kinds[kind] },
        { head: words.maker, cell: ({ makerName }) => <bdi>{makerName}</bdi> },
        {
          head: words.openedAt,
          cell: ({ openedAt }) => (
            <time dateTime={openedAt.toISOString()}>
              {instantInWords(openedAt, chrome?.timeZone ?? 'UTC', office)}
            </time>
          ),
        },
        {
          head: words.state,
          cell: ({ state, next }) => (
            <StatusTag meaning={meaningOfApproval[state]}>
              {next === null ? words.states[state] : `${words.next} ${all.roles[next]}`}
            </StatusTag>
          ),
        },
      ]}
    />
  )
}

function Pages({
  show,
  page: number,
  hasMore,
}: {
  show: (typeof tabs)[number]
  page: number
  hasMore: boolean
}) {
  const { dossiers } = useOfficeWords()
  if (number === 1 && !hasMore) return null
  return (
    <nav className={screen.pages} aria-label={dossiers.pages}>
      {number > 1 && <Link to={`?show=${show}&page=${number - 1}`}>{dossiers.previous}</Link>}
      {hasMore && <Link to={`?show=${show}&page=${number + 1}`}>{dossiers.next}</Link>}
    </nav>
  )
}
