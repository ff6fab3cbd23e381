/** The rail of the desk: where a member of staff can go, by role, and what waits there. */
import { NavLink } from '@remix-run/react'
import { addressOfTaskList, plainTaskList, type Role, type TaskList } from '@lodge/shared-types'
import type { ReactNode } from 'react'
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
}

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

function useItems({ base, roles, hasApprovals, counts }: Props): Item[] {
  const { rail } = useDeskWords()
  const isAdministrator = roles.includes('administrator')
  const looksAfterClaims = isAdministrator || roles.includes('receptionist')
  const looksAtFees = isAdministrator || roles.includes('finance') || roles.includes('registrar')
  const waits = (name: keyof typeof rail.counts, count: number, meaning: Meaning = 'plain') => ({
    waits: { count, inWords: rail.counts[name](count), meaning },
  })
  return [
    { to: base, name: rail.home },
    { to: `${base}/tasks`, name: rail.tasks, ...waits('tasks', counts.all) },
    {
      to: tasksAddress(base, { holder: 'mine' }),
      name: rail.mine,
      isInner: true,
      ...waits('mine', counts.mine),
    },
    {
      to: tasksAddress(base, { holder: 'nobody' }),
      name: rail.nobody,
      isInner: true,
      ...waits('nobody', counts.nobody),
    },
    {
      to: tasksAddress(base, { due: 'late' }),
      name: rail.late,
      isInner: true,
      ...waits('late', counts.late, 'wrong'),
    },
    ...(hasApprovals
      ? [{ to: `${base}/approvals`, name: rail.approvals, ...waits('approvals', counts.approvals) }]
      : []),
    ...(looksAfterClaims
      ? [{ to: `${base}/claims`, name: rail.claims, ...waits('claims', counts.claims) }]
      : []),
    ...(looksAtFees ? [{ to: `${base}/fees`, name: rail.fees }] : []),
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
    {items.map(({ to, name, waits, isInner = false }) => (
      <li key={to} className={isInner ? styles.inner : undefined}>
        {/* A part of the list is a filter, not a place: only places say where one is. */}
        <NavLink
          to={to}
          end={to === base}
          className={() => styles.item}
          {...(isInner ? { 'aria-current': 'false' as const } : {})}
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
