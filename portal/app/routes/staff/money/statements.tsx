/** Statements of the office's banks: its accounts with their last balance, reading a file, and all that have been read. */
import { useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { BankAccounts } from '../../../components/desk/money/bank-accounts.tsx'
import { addressWith } from '../../../components/desk/money/filters.tsx'
import { StatementFileTable, StatementTable } from '../../../components/desk/money/statement-table.tsx'
import { StatementUpload } from '../../../components/desk/money/statement-upload.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { page } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import { titleOf } from '../../../page-title.ts'
import { bankAccountsOf } from './bank-accounts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const number = pageNumber(args.request)
    const isFiles = askedIn(args.request, ['show']).show === 'files'
    const [accounts, list] = await Promise.all([
      bankAccountsOf(args),
      isFiles
        ? services
            .statementFiles(actor, { page: number })
            .then((files) => ({ show: 'files' as const, files }))
        : services
            .statementsOf(actor, { page: number })
            .then((statements) => ({ show: 'statements' as const, statements })),
    ])
    return { title: statementsWords[language].title, accounts, mayWork, list }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

function Read({ list }: { list: Loaded['list'] }) {
  const words = useWordsOf(statementsWords)
  const { page: number, pageSize, total, rows } = list.show === 'files' ? list.files : list.statements
  if (rows.length === 0)
    return (
      <Notice meaning="info" title={words.none}>
        <p>{words.noneLead}</p>
      </Notice>
    )
  return (
    <>
      {list.show === 'files' ? (
        <StatementFileTable files={list.files.rows} />
      ) : (
        <StatementTable statements={list.statements.rows} />
      )}
      <ListFoot
        {...{ page: number, pageSize, total }}
        shown={rows.length}
        to={(to) => addressWith(list.show === 'files' ? { show: 'files' } : {}, { page: String(to) })}
      />
    </>
  )
}

export default function Statements() {
  const words = useWordsOf(statementsWords)
  const { accounts, mayWork, list } = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Section title={words.accounts}>
        <BankAccounts accounts={accounts} />
      </Section>
      {mayWork && (
        <Section title={words.upload.title}>
          <StatementUpload />
        </Section>
      )}
      <Tabs
        label={words.tabsLabel}
        current={list.show}
        tabs={[
          { id: 'statements', name: words.tabs.statements, to: '?' },
          { id: 'files', name: words.tabs.files, to: '?show=files' },
        ]}
      />
      <Read list={list} />
    </div>
  )
}
