/** Every order of the office with what was paid for it, by its number or its submission's, RF, amount, state, way and days. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { orderStatuses, plainDateIn, plainDateSchema } from '@lodge/shared-types'
import { useChrome } from '../../../chrome.ts'
import { meaningOfOrder } from '../../../components/desk/file/payments-part.tsx'
import {
  addressWith,
  FilterChoice,
  FilterDay,
  Filters,
  FilterText,
} from '../../../components/desk/money/filters.tsx'
import styles from '../../../components/desk/money/money.module.css'
import { Day, Moment } from '../../../components/desk/money/moment.tsx'
import { ListFoot } from '../../../components/desk/list-foot.tsx'
import screen from '../../../components/desk/screen.module.css'
import { Money } from '../../../components/money.tsx'
import { Notice, StatusTag } from '../../../components/notice.tsx'
import { PageHeader } from '../../../components/page-header.tsx'
import { Table } from '../../../components/table.tsx'
import { officeOf, page } from '../../../edge/answers.server.ts'
import { askedIn, oneOf } from '../../../edge/asked.server.ts'
import { pageNumber } from '../../../edge/inputs.server.ts'
import { digitsTyped, moneyOf } from '../../../edge/money.server.ts'
import { useWordsOf } from '../../../language.tsx'
import { moneyWords } from '../../../messages/money.ts'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { titleOf } from '../../../page-title.ts'
import { driverNames } from './driver-names.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor } = moneyOf(args)
    const { services, language } = args.context
    const { payments, timeZone } = officeOf(args)
    const asked = askedIn(args.request, ['q', 'state', 'way', 'from', 'to'])
    const status = oneOf(orderStatuses, asked.state)
    const driverId = oneOf(payments.drivers, asked.way)
    const from = plainDateSchema.safeParse(asked.from).data
    const to = plainDateSchema.safeParse(asked.to).data
    const nameOf = driverNames(args)
    const found = await services.listMoneyOrders(actor, {
      page: pageNumber(args.request),
      search: digitsTyped(asked.q ?? '').slice(0, 200),
      ...(status === undefined ? {} : { status }),
      ...(driverId === undefined ? {} : { driverId }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
    return {
      title: moneyWords[language].orders.title,
      asked: { q: asked.q, state: status, way: driverId, from, to },
      ways: payments.drivers.map((value) => ({ value, name: nameOf(value) })),
      today: plainDateIn(timeZone, new Date()),
      found: {
        ...found,
        rows: found.rows.map(({ drivers, ...row }) => ({ ...row, ways: drivers.map(nameOf) })),
      },
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

function Narrow({ asked, ways }: Pick<Loaded, 'asked' | 'ways'>) {
  const { orders: words, filters } = useWordsOf(moneyWords)
  const { states } = useWordsOf(staffFileWords).payments
  return (
    <Filters asked={asked}>
      <FilterText name="q" label={words.search} value={asked.q} />
      <FilterChoice
        name="state"
        label={words.state}
        value={asked.state}
        any={words.anyState}
        choices={orderStatuses.map((value) => ({ value, name: states[value] }))}
      />
      <FilterChoice name="way" label={words.way} value={asked.way} any={words.anyWay} choices={ways} />
      <FilterDay name="from" label={filters.from} value={asked.from} />
      <FilterDay name="to" label={filters.to} value={asked.to} />
    </Filters>
  )
}

export default function Orders() {
  const words = useWordsOf(moneyWords).orders
  const { states } = useWordsOf(staffFileWords).payments
  const base = `/o/${useChrome().office?.id ?? ''}/desk/money/orders`
  const { asked, ways, found, today } = useLoaderData<typeof loader>()
  const { rows, total, page: number, pageSize } = found
  return (
    <div className={screen.screen}>
      <PageHeader title={words.title} lead={words.lead} />
      <Narrow asked={asked} ways={ways} />
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
                cell: ({ orderId, orderNumber }) => (
                  <Link to={`${base}/${orderId}`}>
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
              { head: words.opened, cell: ({ openedAt }) => <Moment at={openedAt} /> },
              {
                head: words.way,
                cell: (order) => <bdi>{order.ways.length === 0 ? '–' : order.ways.join(', ')}</bdi>,
                isPlain: (order) => order.ways.length === 0,
              },
              {
                head: words.payBy,
                cell: ({ payBy, status }) => (
                  <span className={styles.line}>
                    <Day on={payBy} />
                    {payBy !== null && payBy < today && (status === 'open' || status === 'part-paid') && (
                      <StatusTag meaning="wrong">{words.overdue}</StatusTag>
                    )}
                  </span>
                ),
                isPlain: ({ payBy }) => payBy === null,
              },
              { head: words.total, isNumber: true, cell: (order) => <Money amount={order.total} /> },
              { head: words.received, isNumber: true, cell: ({ received }) => <Money amount={received} /> },
            ]}
          />
          <ListFoot
            {...{ page: number, pageSize, total }}
            shown={rows.length}
            to={(to) => addressWith(asked, { page: String(to) })}
          />
        </>
      )}
    </div>
  )
}
