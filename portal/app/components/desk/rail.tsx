/** The rail of the desk: where a member of staff can go, by role, and what waits there. */
import { NavLink, useLocation } from '@remix-run/react'
import { addressOfTaskList, plainTaskList, type Role, type TaskList } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import type { RailMoneyWords } from '../../messages/rail-money.en.ts'
import { useDeskWords } from './desk-words.ts'
import styles from './desk.module.css'
import { useRailCounts, type RailCounts } from './use-rail-counts.ts'

type Meaning = 'plain' | 'wrong'
type Item = {
  to: string
  name: string
  /** What waits there, as a number and in words; a place where nothing is counted has none. */
  waits?: { count: number; inWords: string; meaning?: Meaning }
  isInner?: boolean
  /** A part of a list, and no place of its own. */
  isFilter?: boolean
  /** What lies below it in the address has places of its own. */
  isOnlyItself?: boolean
}

const moneyPlaces = [
  'orders',
  'matching',
  'reviews',
  'refunds',
  'cash',
  'deposits',
  'statements',
  'books',
  'closes',
] as const satisfies readonly (keyof RailMoneyWords['places'])[]

const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f')

const tasksAddress = (base: string, wish: Partial<TaskList>): string => {
  const query = addressOfTaskList({ ...plainTaskList, ...wish })
  return query === '' ? `${base}/tasks` : `${base}/tasks?${query}`
}

type Props = {
  base: string
  roles: readonly Role[]
  /** Approvals are the business of whoever looks. */
  hasApprovals: boolean
  counts: RailCounts
}

/** Money is one place while one is elsewhere, and shows its parts once one is there. */
function moneyItems({
  base,
  counts,
  words,
  isOpen,
  isCashier,
}: {
  base: string
  counts: RailCounts
  words: RailMoneyWords
  isOpen: boolean
  isCashier: boolean
}): Item[] {
  const { suspense, reviews, payOuts, redCloses } = counts
  const waits = (name: keyof RailMoneyWords['counts'], count: number, meaning: Meaning = 'plain') => ({
    waits: { count, inWords: words.counts[name](count), meaning },
  })
  const waiting: Partial<Record<keyof RailMoneyWords['places'], ReturnType<typeof waits>>> = {
    matching: waits('matching', suspense),
    reviews: waits('reviews', reviews, 'wrong'),
    refunds: waits('refunds', payOuts),
    closes: waits('closes', redCloses, 'wrong'),
  }
  const all = suspense + reviews + payOuts + redCloses
  const places = isOpen ? moneyPlaces.filter((place) => place !== 'cash' || isCashier) : []
  return [
    { to: `${base}/money`, name: words.name, isOnlyItself: true, ...(isOpen ? {} : waits('money', all)) },
    ...places.map((place) => ({
      to: `${base}/money/${place}`,
      name: words.places[place],
      isInner: true,
      ...waiting[place],
    })),
  ]
}

function useItems({ base, roles, hasApprovals, counts }: Props): Item[] {
  const { rail } = useDeskWords()
  const isAdministrator = roles.includes('administrator')
  const looksAfterClaims = isAdministrator || roles.includes('receptionist')
  const looksAtFees = isAdministrator || roles.includes('finance') || roles.includes('registrar')
  const isCashier = roles.includes('finance')
  const looksAtMoney = isAdministrator || isCashier
  const isAtMoney = useLocation().pathname.startsWith(`${base}/money`)
  const waits = (name: keyof typeof rail.counts, count: number, meaning: Meaning = 'plain') => ({
    waits: { count, inWords: rail.counts[name](count), meaning },
  })
  const filter = { isInner: true, isFilter: true }
  return [
    { to: base, name: rail.home },
    { to: `${base}/tasks`, name: rail.tasks, ...waits('tasks', counts.all) },
    {
      to: tasksAddress(base, { holder: 'mine' }),
      name: rail.mine,
      ...filter,
      ...waits('mine', counts.mine),
    },
    {
      to: tasksAddress(base, { holder: 'nobody' }),
      name: rail.nobody,
      ...filter,
      ...waits('nobody', counts.nobody),
    },
    {
      to: tasksAddress(base, { due: 'late' }),
      name: rail.late,
      ...filter,
      ...waits('late', counts.late, 'wrong'),
    },
    ...(hasApprovals
      ? [{ to: `${base}/approvals`, name: rail.approvals, ...waits('approvals', counts.approvals) }]
      : []),
    ...(looksAfterClaims
      ? [{ to: `${base}/claims`, name: rail.claims, ...waits('claims', counts.claims) }]
      : []),
    ...(looksAtFees ? [{ to: `${base}/fees`, name: rail.fees }] : []),
    ...(looksAtMoney ? moneyItems({ base, counts, words: rail.money, isOpen: isAtMoney, isCashier }) : []),
    { to: `${base}/files`, name: rail.files },
    { to: `${base}/messages`, name: rail.messages, ...waits('messages', counts.messages, 'wrong') },
    ...(isAdministrator
      ? [
          { to: `${base}/operations`, name: rail.operations, ...waits('operations', counts.ill, 'wrong') },
          { to: `${base}/audit`, name: rail.audit },
        ]
      : []),
  ]
}

const Count = ({ count, inWords, meaning = 'plain' }: NonNullable<Item['waits']>): ReactNode =>
  count === 0 ? null : (
    <span className={meaning === 'wrong' ? `${styles.count} ${styles.alert}` : styles.count} title={inWords}>
      <bdi aria-hidden="true">{grouped(count)}</bdi>
      <span className="unseen">, {inWords}</span>
    </span>
  )

const Items = ({ items, base }: { items: readonly Item[]; base: string }) => (
  <ul className={styles.items}>
    {items.map(({ to, name, waits, isInner = false, isFilter = false, isOnlyItself = false }) => (
      <li key={to} className={isInner ? styles.inner : undefined}>
        {/* A part of the list is a filter, not a place: only places say where one is. */}
        <NavLink
          to={to}
          end={to === base || isOnlyItself}
          className={() => styles.item}
          {...(isFilter ? { 'aria-current': 'false' as const } : {})}
        >
          <span>{name}</span>
          {waits && <Count {...waits} />}
        </NavLink>
      </li>
    ))}
  </ul>
)

export function DeskRail({ base, roles, hasApprovals, counts: loaded }: Props) {
  const { rail } = useDeskWords()
  const counts = useRailCounts(`${base}/counts`, loaded)
  const items = useItems({ base, roles, hasApprovals, counts })
  return (
    <>
      <nav aria-label={rail.label} className={`${styles.rail} screen-only`}>
        <Items items={items} base={base} />
      </nav>
      {/* On a phone the same links lie behind one line; only one of the two is ever there for anybody. */}
      <details className={`${styles.menu} screen-only`}>
        <summary>{rail.menu}</summary>
        <nav aria-label={rail.label}>
          <Items items={items} base={base} />
        </nav>
      </details>
    </>
  )
}
