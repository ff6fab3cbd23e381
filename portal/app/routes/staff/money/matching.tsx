/** Matching: money on the office's bank accounts that nobody has explained yet, by age, and every line by what became of it. */
import { useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { plainDateSchema } from '@lodge/shared-types'
import { matchRules, suspenseReasons, lineStates } from '../../../components/desk/money/line-words.ts'
import {
  addressWith,
  FilterChoice,
  FilterDay,
  Filters,
  FilterText,
} from '../../../components/desk/money/filters.tsx'
import { LineTable } from '../../../components/desk/money/line-table.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Notice } from '../../../components/notice.tsx'
import { PageHeader, Section } from '../../../components/page-header.tsx'
import { Table } from '../../../components/table.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { officeOf, page } from '../../../edge/answers.server.ts'
import { askedIn, oneOf } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { statementsWords } from '../../../messages/statements.ts'
import type { Suspense } from '../../../money-shapes.ts'
import { titleOf } from '../../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

const names = ['q', 'state', 'rule', 'why', 'account', 'from', 'to'] as const

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const title = statementsWords[language].matching.title
    const number = pageNumber(args.request)
    const show = askedIn(args.request, ['show']).show === 'lines' ? ('lines' as const) : ('suspense' as const)
    if (show === 'suspense')
      return { title, show, suspense: await services.suspenseList(actor, { page: number }) }
    const asked = askedIn(args.request, names)
    const [state, rule, why] = [
      oneOf(lineStates, asked.state),
      oneOf(matchRules, asked.rule),
      oneOf(suspenseReasons, asked.why),
    ]
    const accounts = officeOf(args).reconciliation.accounts.map(({ account }) => account)
    const account = oneOf(accounts, asked.account)
    const [from, to] = [plainDateSchema.safeParse(asked.from).data, plainDateSchema.safeParse(asked.to).data]
    const found = await services.matchingList(actor, {
      page: number,
      ...(state ? { state } : {}),
      ...(rule ? { rule } : {}),
      ...(why ? { why } : {}),
      ...(account === undefined ? {} : { account }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(asked.q === undefined ? {} : { reference: asked.q }),
    })
    return { title, show, asked: { ...asked, state, rule, why, account, from, to }, accounts, found }
  })

type Loaded = Awaited<ReturnType<typeof loader>>
type LinesLoaded = Extract<Loaded, { show: 'lines' }>

/** How much waits, and for how long: one row an age. */
function Ages({ groups }: { groups: Suspense['groups'] }) {
  const words = useWordsOf(statementsWords).matching
  return (
    <Table
      caption={words.ages}
      isDense
      rows={groups}
      keyOf={({ fromDays }) => String(fromDays)}
      columns={[
        { head: words.age, cell: ({ fromDays, toDays }) => <bdi>{words.between(fromDays, toDays)}</bdi> },
        { head: words.count, isNumber: true, cell: ({ count }) => count },
        {
          head: words.sum,
          isNumber: true,
          cell: ({ amounts }) =>
            amounts.length === 0 ? (
              '–'
            ) : (
              <div className={styles.what}>
                {amounts.map((amount) => (
                  <span key={amount.currency}>
                    <Money amount={amount} />
                  </span>
                ))}
              </div>
            ),
        },
      ]}
    />
  )
}

function Unexplained({ suspense }: { suspense: Suspense }) {
  const words = useWordsOf(statementsWords).matching
  const { rows, groups, page: number, pageSize, total } = suspense
  if (total === 0)
    return (
      <Notice meaning="good" title={words.empty}>
        <p>{words.emptyLead}</p>
      </Notice>
    )
  return (
    <>
      <Section title={words.ages}>
        <Ages groups={groups} />
      </Section>
      <LineTable caption={words.tabs.suspense} lines={rows} showsAge />
      <ListFoot
        {...{ page: number, pageSize, total }}
        shown={rows.length}
        to={(to) => addressWith({}, { page: String(to) })}
      />
    </>
  )
}

function AllLines({ loaded: { asked, accounts, found } }: { loaded: LinesLoaded }) {
  const all = useWordsOf(statementsWords)
  const words = all.matching
  const { filters } = useWordsOf(moneyWords)
  const { rows, page: number, pageSize, total } = found
  return (
    <>
      <Filters asked={asked} keeps={{ show: 'lines' }}>
        <FilterText name="q" label={words.search} value={asked.q} />
        <FilterChoice
          name="state"
          label={all.state}
          value={asked.state}
          any={words.anyState}
          choices={lineStates.map((value) => ({ value, name: all.lineStates[value] }))}
        />
        <FilterChoice
          name="rule"
          label={all.rule}
          value={asked.rule}
          any={words.anyRule}
          choices={matchRules.map((value) => ({ value, name: all.rules[value] }))}
        />
        <FilterChoice
          name="why"
          label={words.why}
          value={asked.why}
          any={words.anyWhy}
          choices={suspenseReasons.map((value) => ({ value, name: all.reasons[value] }))}
        />
        {accounts.length > 1 && (
          <FilterChoice
            name="account"
            label={all.account}
            value={asked.account}
            any={words.anyAccount}
            choices={accounts.map((value) => ({ value, name: value }))}
          />
        )}
        <FilterDay name="from" label={filters.from} value={asked.from} />
        <FilterDay name="to" label={filters.to} value={asked.to} />
      </Filters>
      {rows.length === 0 ? (
        <Notice meaning="info" title={words.noLines}>
          <p>{words.noLinesLead}</p>
        </Notice>
      ) : (
        <>
          <LineTable caption={words.tabs.lines} lines={rows} />
          <ListFoot
            {...{ page: number, pageSize, total }}
            shown={rows.length}
            to={(to) => addressWith({ show: 'lines', ...asked }, { page: String(to) })}
          />
        </>
      )}
    </>
  )
}

export default function Matching() {
  const words = useWordsOf(statementsWords).matching
  const loaded = useLoaderData<typeof loader>()
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Tabs
        label={words.tabsLabel}
        current={loaded.show}
        tabs={[
          {
            id: 'suspense',
            name: words.tabs.suspense,
            to: '?',
            count: loaded.show === 'suspense' ? loaded.suspense.total : 0,
          },
          { id: 'lines', name: words.tabs.lines, to: '?show=lines' },
        ]}
      />
      {loaded.show === 'suspense' ? <Unexplained suspense={loaded.suspense} /> : <AllLines loaded={loaded} />}
    </div>
  )
}
