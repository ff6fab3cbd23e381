/** One statement of a bank: its balances, what is to be known of it, and every line with what became of it. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { ProblemError } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { accountGrouped } from '../../../components/desk/money/account-name.ts'
import { addressWith } from '../../../components/desk/money/filters.tsx'
import { LineTable, meaningOfLine } from '../../../components/desk/money/line-table.tsx'
import { lineStates } from '../../../components/desk/money/line-words.ts'
import styles from '../../../components/desk/money/money.module.css'
import { Moment } from '../../../components/desk/money/moment.tsx'
import { WrittenMoney } from '../../../components/desk/money/signed-money.tsx'
import { addressOfFile, meaningOfStatement, Period } from '../../../components/desk/money/statement-table.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Notice, StatusTag } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Facts } from '../../../components/table.tsx'
import { page } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { statementsWords } from '../../../messages/statements.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const { id: statementId } = askedIn(args.request, ['id'])
    if (statementId === undefined) throw new ProblemError('not-found')
    const found = await services.statementView(actor, { statementId, page: pageNumber(args.request) })
    const words = statementsWords[language]
    const { statementId: number, sequence } = found.statement
    return { ...found, title: `${words.statement} ${words.number(number, sequence)}` }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

function Balances({ statement, file }: Pick<Loaded, 'statement' | 'file'>) {
  const words = useWordsOf(statementsWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { account, currency, opening, closing, importedAt } = statement
  const balance = (one: Loaded['statement']['opening']) =>
    one ? <WrittenMoney amountMinor={one.amountMinor} currency={currency} /> : '–'
  return (
    <Facts
      facts={[
        { name: words.account, value: <bdi className="number">{accountGrouped(account)}</bdi> },
        { name: words.period, value: <Period statement={statement} /> },
        { name: words.opening, value: balance(opening) },
        { name: words.closing, value: balance(closing) },
        { name: words.importedAt, value: <Moment at={importedAt} /> },
        ...(file
          ? [
              {
                name: words.file,
                value: (
                  <a href={addressOfFile(base, file._id)} download>
                    <bdi>{file.names[0]}</bdi>
                  </a>
                ),
              },
              { name: words.format, value: <bdi>{file.message === '' ? file.format : file.message}</bdi> },
              { name: words.source, value: words.sources[file.source] },
            ]
          : []),
      ]}
    />
  )
}

export default function StatementPage() {
  const words = useWordsOf(statementsWords)
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { title, statement, file, lines, tally } = useLoaderData<typeof loader>()
  const { state, reasons, warnings, hasGap } = statement
  return (
    <div className={screen.screen}>
      <PageHeader
        over={<Link to={`${base}/statements`}>{words.back}</Link>}
        title={<bdi>{title}</bdi>}
        tag={<StatusTag meaning={meaningOfStatement[state]}>{words.states[state]}</StatusTag>}
      />
      {reasons.length > 0 && (
        <Notice meaning="wrong" title={words.refusedTitle}>
          {reasons.map((reason) => (
            <p key={reason}>
              <bdi>{reason}</bdi>
            </p>
          ))}
        </Notice>
      )}
      {(warnings.length > 0 || hasGap) && (
        <Notice meaning="attention" title={words.warnings}>
          {hasGap && <p>{words.gap}</p>}
          {warnings.map((warning) => (
            <p key={warning}>
              <bdi>{warning}</bdi>
            </p>
          ))}
        </Notice>
      )}
      <Balances statement={statement} file={file} />
      <Section title={words.became}>
        <p className={styles.line}>
          {lineStates.map((one) => {
            const count = tally[one]
            return count > 0 ? (
              <StatusTag key={one} meaning={meaningOfLine[one]}>
                {words.lineStates[one]}: <bdi className="number">{count}</bdi>
              </StatusTag>
            ) : null
          })}
        </p>
        {lines.rows.length === 0 ? (
          <p>{words.emptyStatement}</p>
        ) : (
          <>
            <LineTable caption={title} lines={lines.rows} />
            <ListFoot
              {...{ page: lines.page, pageSize: lines.pageSize, total: lines.total }}
              shown={lines.rows.length}
              to={(to) => addressWith({ id: statement._id }, { page: String(to) })}
            />
          </>
        )}
      </Section>
    </div>
  )
}
