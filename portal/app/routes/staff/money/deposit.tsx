/** One deposit of a payer: what it holds, and every movement between two days. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import {
  currencySchema,
  formatCreditorReference,
  money,
  parseAtDoor,
  plainDateSchema,
  ProblemError,
} from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { addressWith, FilterDay, Filters } from '../../../components/desk/money/filters.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Moment } from '../../../components/desk/money/moment.tsx'
import { SignedMoney } from '../../../components/desk/money/signed-money.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Facts, Table } from '../../../components/table.tsx'
import { page, parameter } from '../../../edge/answers.server.ts'
import { askedIn } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, mayWork } = moneyOf(args)
    const { services, language } = args.context
    const accountId = parameter(args, 'accountId')
    const currency = parseAtDoor(currencySchema, parameter(args, 'currency'), 'not-found')
    const asked = askedIn(args.request, ['from', 'to'])
    const from = plainDateSchema.safeParse(asked.from).data
    const to = plainDateSchema.safeParse(asked.to).data
    const [deposits, movements] = await Promise.all([
      services.depositsOf(actor, { accountId }),
      services.depositMovements(actor, {
        ...{ accountId, currency, page: pageNumber(args.request) },
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    ])
    const deposit = deposits.find(({ balance }) => balance.currency === currency)
    if (!deposit && movements.total === 0) throw new ProblemError('not-found')
    return {
      title: moneyWords[language].deposits.title1(deposit?.number ?? accountId),
      ...{ accountId, currency, movements, mayWork, asked: { from, to } },
      deposit: deposit ?? null,
    }
  })

export default function DepositPage() {
  const all = useWordsOf(moneyWords)
  const words = all.deposits
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money`
  const { title, accountId, currency, deposit, movements, asked, mayWork } = useLoaderData<typeof loader>()
  const { rows, opening, closing, page: number, pageSize, total } = movements
  return (
    <div className={screen.screen}>
      <PageHeader over={<Link to={`${base}/deposits`}>{words.back}</Link>} title={<bdi>{title}</bdi>} />
      <Facts
        facts={[
          { name: words.account, value: <bdi>{accountId}</bdi> },
          { name: words.balance, value: <Money amount={deposit?.balance ?? money(0n, currency)} /> },
          ...(deposit?.creditorReference
            ? [
                {
                  name: words.reference,
                  value: <bdi className="number">{formatCreditorReference(deposit.creditorReference)}</bdi>,
                },
              ]
            : []),
        ]}
      />
      {mayWork && deposit?.number && (
        <p className="screen-only">
          <Link to={`${base}/cash?q=${encodeURIComponent(deposit.number)}`}>{words.topUp}</Link>
        </p>
      )}
      <Section title={words.movements}>
        <Filters asked={asked}>
          <FilterDay name="from" label={all.filters.from} value={asked.from} />
          <FilterDay name="to" label={all.filters.to} value={asked.to} />
        </Filters>
        <Facts
          facts={[
            { name: words.opening, value: <Money amount={opening} /> },
            { name: words.closing, value: <Money amount={closing} /> },
          ]}
        />
        {rows.length === 0 ? (
          <p>{words.noMovements}</p>
        ) : (
          <>
            <Table
              caption={words.movements}
              isDense
              rows={rows}
              keyOf={({ eventId }) => eventId}
              columns={[
                { head: words.at, cell: ({ at }) => <Moment at={at} /> },
                {
                  head: words.what,
                  cell: ({ kind, reason }) =>
                    kind === null ? <bdi className={styles.soft}>{reason}</bdi> : words.kinds[kind],
                },
                {
                  head: words.about,
                  cell: ({ about, dossierId }) =>
                    dossierId === null ? (
                      <bdi className="number">{about ?? '–'}</bdi>
                    ) : (
                      <Link to={`${base}/orders?q=${encodeURIComponent(about ?? '')}`}>
                        <bdi className="number">{about}</bdi>
                      </Link>
                    ),
                },
                { head: words.amount, isNumber: true, cell: ({ change }) => <SignedMoney amount={change} /> },
                {
                  head: words.after,
                  isNumber: true,
                  cell: ({ balanceAfter }) => <Money amount={balanceAfter} />,
                },
              ]}
            />
            <ListFoot
              {...{ page: number, pageSize, total }}
              shown={rows.length}
              to={(to) => addressWith(asked, { page: String(to) })}
            />
          </>
        )}
      </Section>
    </div>
  )
}
