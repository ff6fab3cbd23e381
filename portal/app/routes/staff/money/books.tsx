/** The office's books: what every account holds, the proof that all come to zero, and each entry by account and day. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { isZero, plainDateSchema } from '@lodge/shared-types'
import { accountInWords } from '../../../components/desk/money/account-name.ts'
import { BookEntries } from '../../../components/desk/money/book-entries.tsx'
import { addressWith, FilterDay, Filters } from '../../../components/desk/money/filters.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
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
    const { account, ...days } = askedIn(args.request, ['account', 'from', 'to'])
    const from = plainDateSchema.safeParse(days.from).data
    const to = plainDateSchema.safeParse(days.to).data
    const [books, entries] = await Promise.all([
      services.journalBalances(actor),
      services.journalEntries(actor, {
        page: pageNumber(args.request),
        ...(account === undefined ? {} : { account: account.slice(0, 200) }),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    ])
    return { title: moneyWords[language].books.title, asked: { account, from, to }, books, entries }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

/** Every account that is not at zero, and what all come to. */
function Balances({ books, chosen }: { books: Loaded['books']; chosen: string | undefined }) {
  const words = useWordsOf(moneyWords).books
  return (
    <Table
      caption={words.balances}
      isDense
      rows={books.balances}
      keyOf={({ account, amount }) => `${account} ${amount.currency}`}
      columns={[
        {
          head: words.account,
          cell: ({ account, about }) => (
            <Link
              to={addressWith({ account })}
              {...(account === chosen ? { 'aria-current': 'true' as const } : {})}
            >
              <bdi>{accountInWords(account, words.kinds, about ?? undefined)}</bdi>
            </Link>
          ),
        },
        { head: words.balance, isNumber: true, cell: ({ amount }) => <Money amount={amount} /> },
      ]}
      sums={books.proof.map((amount) => ({
        name: words.proof,
        amount: (
          <span className={isZero(amount) ? styles.good : styles.wrong}>
            <Money amount={amount} />
          </span>
        ),
      }))}
    />
  )
}

export default function Books() {
  const words = useWordsOf(moneyWords)
  const { asked, books, entries } = useLoaderData<typeof loader>()
  const { rows, page: number, pageSize, total } = entries
  const isWhole = books.proof.every(isZero)
  const about = books.balances.find(({ account }) => account === asked.account)?.about ?? undefined
  return (
    <div className={screen.screen}>
      <PageHeader title={words.books.title} lead={words.books.lead} />
      <Notice
        meaning={isWhole ? 'good' : 'wrong'}
        title={`${words.books.proof}: ${isWhole ? words.books.zero : words.books.notZero}`}
      />
      <Section title={words.books.balances}>
        <Balances books={books} chosen={asked.account} />
      </Section>
      <Section
        title={
          asked.account === undefined
            ? words.books.entries
            : accountInWords(asked.account, words.books.kinds, about)
        }
        id="entries"
      >
        <Filters asked={{ from: asked.from, to: asked.to }} keeps={{ account: asked.account }}>
          <FilterDay name="from" label={words.filters.from} value={asked.from} />
          <FilterDay name="to" label={words.filters.to} value={asked.to} />
        </Filters>
        {asked.account !== undefined && (
          <p>
            <Link to="?">{words.books.anyAccount}</Link>
          </p>
        )}
        {rows.length === 0 ? (
          <Notice meaning="info" title={words.books.none}>
            <p>{words.books.noneLead}</p>
          </Notice>
        ) : (
          <>
            <BookEntries caption={words.books.entries} entries={rows} />
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
