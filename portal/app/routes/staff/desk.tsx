/** Home of the desk, by role: what waits for me, what is open, what came in today, and for administrators what is ill. */
import { Link, useLoaderData } from '@remix-run/react'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { addressOfTaskList, plainTaskList, type TaskList } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useChrome } from '../../chrome.ts'
import { Due } from '../../components/desk/days.tsx'
import { deskWords, useDeskWords } from '../../components/desk/desk-words.ts'
import styles from '../../components/desk/home.module.css'
import { CountLink } from '../../components/desk/count-link.tsx'
import { MoneyWaiting } from '../../components/desk/money/money-waiting.tsx'
import { taskKindIn, taskLineOf } from '../../components/desk/task-line.ts'
import { Notice } from '../../components/notice.tsx'
import { PageHeader, Section } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { officeOf, page } from '../../edge/answers.server.ts'
import { looksAtApprovals, staffOf } from '../../edge/desk.server.ts'
import { looksAtMoney } from '../../edge/money.server.ts'
import { useOfficeWords } from '../../language.tsx'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { titleOf } from '../../page-title.ts'
import { moneyWaitsOf } from './money/money-counts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, userId, roles } = staffOf(args)
    const { services, language } = args.context
    const profile = officeOf(args)
    const words = deskWords[language]
    const seesMoney = looksAtMoney(roles)
    const [home, money] = await Promise.all([
      services.deskHome(actor),
      seesMoney ? moneyWaitsOf(services, actor) : null,
    ])
    const isAdministrator = roles.includes('administrator')
    const base = `/o/${profile.id}/desk`
    const at = { base, profile, language, words, today: home.today, userId, isAdministrator }
    return {
      title: words.home.title,
      base,
      today: home.today,
      isAdministrator,
      looksAfterClaims: isAdministrator || roles.includes('receptionist'),
      hasApprovals: looksAtApprovals(args),
      counts: home.counts,
      money,
      kinds: home.byKind.map(({ kind, nobody }) => ({
        kind,
        label: taskKindIn(profile, kind, { language, words }),
        open: nobody.total,
        late: nobody.late,
        isNew: nobody.isNew,
      })),
      mine: home.mine.map((task) => taskLineOf(task, at)),
      newFiles: home.newFiles,
      alarms: home.alarms.map((task) => taskLineOf(task, at)),
    }
  })

type Loaded = Awaited<ReturnType<typeof loader>>

const useTasksAddress = (base: string) => (wish: Partial<TaskList>) => {
  const query = addressOfTaskList({ ...plainTaskList, ...wish })
  return query === '' ? `${base}/tasks` : `${base}/tasks?${query}`
}

/** What waits for the person: each number leads to exactly what it counts. */
function Waiting({ loaded: { base, counts, looksAfterClaims, hasApprovals } }: { loaded: Loaded }) {
  const { home } = useDeskWords()
  const to = useTasksAddress(base)
  const { mine } = counts.tasks
  return (
    <Section title={home.waiting}>
      <ul className={styles.numbers}>
        <CountLink count={mine.total} name={home.mine} to={to({ holder: 'mine' })} />
        <CountLink
          count={mine.late}
          name={home.mineLate}
          to={to({ holder: 'mine', due: 'late' })}
          meaning="wrong"
        />
        <CountLink
          count={mine.today}
          name={home.mineToday}
          to={to({ holder: 'mine', due: 'today' })}
          meaning="attention"
        />
        <CountLink count={mine.week} name={home.mineWeek} to={to({ holder: 'mine', due: 'week' })} />
        {hasApprovals && (
          <CountLink
            count={counts.approvals}
            name={home.approvals}
            to={`${base}/approvals`}
            meaning="attention"
          />
        )}
        {looksAfterClaims && (
          <CountLink count={counts.claims} name={home.claims} to={`${base}/claims`} meaning="attention" />
        )}
      </ul>
    </Section>
  )
}

function NextTasks({ loaded: { base, mine, counts } }: { loaded: Loaded }) {
  const { home, tasks } = useDeskWords()
  const to = useTasksAddress(base)
  return (
    <Section title={home.next}>
      {mine.length === 0 ? (
        <Notice meaning="info" title={home.nothingMine}>
          <p>{home.nothingMineLead}</p>
          <p>
            <Link to={to({ holder: 'nobody' })}>{home.toOpen}</Link>
          </p>
        </Notice>
      ) : (
        <>
          <Table
            caption={home.next}
            isDense
            rows={mine}
            keyOf={({ taskId }) => taskId}
            columns={[
              {
                head: tasks.columns.kind,
                cell: (task) => (
                  <Link to={task.to}>
                    <bdi>{task.label}</bdi>
                  </Link>
                ),
              },
              { head: tasks.columns.file, cell: ({ subject }) => <bdi>{subject}</bdi> },
              {
                head: tasks.columns.mark,
                cell: ({ mark, fileTo }) => <bdi>{mark === '' && fileTo !== null ? tasks.noText : mark}</bdi>,
                isPlain: ({ mark }) => mark === '',
              },
              { head: tasks.columns.due, cell: ({ due, dueIn }) => <Due due={due} dueIn={dueIn} /> },
            ]}
          />
          {counts.tasks.mine.total > mine.length && (
            <p>
              <Link to={to({ holder: 'mine' })}>
                {home.allMine} (<span className="number">{counts.tasks.mine.total}</span>)
              </Link>
            </p>
          )}
        </>
      )}
    </Section>
  )
}

function OpenToTake({ loaded: { base, kinds } }: { loaded: Loaded }) {
  const { home } = useDeskWords()
  const to = useTasksAddress(base)
  const shown = kinds.filter(({ open }) => open > 0)
  const number = (count: number, address: string): ReactNode =>
    count === 0 ? <span className={styles.none}>0</span> : <Link to={address}>{count}</Link>
  return (
    <Section title={home.open}>
      {shown.length === 0 ? (
        <Notice meaning="info" title={home.nothingOpen}>
          <p>{home.nothingOpenLead}</p>
        </Notice>
      ) : (
        <Table
          caption={home.open}
          isDense
          rows={shown}
          keyOf={({ kind }) => kind}
          columns={[
            { head: home.kind, cell: ({ label }) => <bdi>{label}</bdi> },
            {
              head: home.total,
              isNumber: true,
              cell: ({ kind, open }) => number(open, to({ kinds: [kind], holder: 'nobody' })),
            },
            {
              head: home.late,
              isNumber: true,
              cell: ({ kind, late }) => number(late, to({ kinds: [kind], holder: 'nobody', due: 'late' })),
            },
            {
              head: home.isNew,
              isNumber: true,
              cell: ({ kind, isNew }) => number(isNew, to({ kinds: [kind], holder: 'nobody', isNew: true })),
            },
          ]}
        />
      )}
    </Section>
  )
}

function Today({ loaded: { base, counts, newFiles } }: { loaded: Loaded }) {
  const { home } = useDeskWords()
  const to = useTasksAddress(base)
  return (
    <Section title={home.today}>
      <ul className={styles.numbers}>
        <CountLink count={newFiles} name={home.newFiles} to={`${base}/files`} />
        <CountLink count={counts.tasks.all.isNew} name={home.newTasks} to={to({ isNew: true })} />
      </ul>
    </Section>
  )
}

function Ill({ loaded: { base, counts, alarms } }: { loaded: Loaded }) {
  const { home } = useDeskWords()
  const words = useOfficeWords()
  const timeZone = useChrome().office?.timeZone ?? 'UTC'
  const to = useTasksAddress(base)
  const isWell =
    counts.alarms + counts.refusedMessages + counts.tasks.all.late + counts.ill === 0 && alarms.length === 0
  if (isWell)
    return (
      <Section title={home.ill}>
        <Notice meaning="good" title={home.allWell}>
          <p>{home.allWellLead}</p>
        </Notice>
      </Section>
    )
  return (
    <Section title={home.ill}>
      <ul className={styles.numbers}>
        <CountLink count={counts.ill} name={home.illThings} to={`${base}/operations`} meaning="wrong" />
        <CountLink count={counts.alarms} name={home.alarms} to={to({ kinds: ['alarm'] })} meaning="wrong" />
        <CountLink
          count={counts.refusedMessages}
          name={home.refused}
          to={`${base}/messages`}
          meaning="wrong"
        />
        <CountLink
          count={counts.tasks.all.late}
          name={home.lateTasks}
          to={to({ due: 'late' })}
          meaning="wrong"
        />
      </ul>
      {alarms.length > 0 && (
        <ul className={styles.alarms} aria-label={home.alarmsTitle}>
          {alarms.map(({ taskId, subject, to: address, openedAt }) => (
            <li key={taskId}>
              <Link to={address}>
                <bdi>{subject}</bdi>
              </Link>
              <time dateTime={openedAt.toISOString()}>{instantInWords(openedAt, timeZone, words)}</time>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

export default function Desk() {
  const { home, rail } = useDeskWords()
  const words = useOfficeWords()
  const { user } = useChrome()
  const loaded = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={home.greeting(`\u2068${user?.displayName ?? ''}\u2069`)}
        over={dateInWords(loaded.today, words)}
      />
      <div className={styles.home}>
        <div className={styles.column}>
          <Waiting loaded={loaded} />
          {loaded.money && <MoneyWaiting waits={loaded.money} title={rail.money.name} />}
          <NextTasks loaded={loaded} />
        </div>
        <div className={styles.column}>
          {loaded.isAdministrator && <Ill loaded={loaded} />}
          <OpenToTake loaded={loaded} />
          <Today loaded={loaded} />
        </div>
      </div>
    </>
  )
}
