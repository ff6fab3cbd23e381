/** The work list: tasks of one's roles, filtered, sorted and paged in the address alone; taken and handed on, one or many. */
import { Form, Link, useActionData, useLoaderData, useLocation, useRevalidator } from '@remix-run/react'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { addressOfTaskList, narrowsTasks, taskListIn, textIn } from '@lodge/shared-types'
import { useCallback, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { useChrome } from '../../chrome.ts'
import { deskWords, useDeskWords } from '../../components/desk/desk-words.ts'
import { KeysHelp, useKeysChoice } from '../../components/desk/keys-help.tsx'
import { ListFoot } from '../../components/desk/list-foot.tsx'
import { Outcomes, doneInWords } from '../../components/desk/outcomes.tsx'
import { SelectionBar } from '../../components/desk/selection-bar.tsx'
import { TaskFilters } from '../../components/desk/task-filters.tsx'
import { taskKindIn, taskLineOf } from '../../components/desk/task-line.ts'
import { TaskPreview } from '../../components/desk/task-preview.tsx'
import { TaskTable } from '../../components/desk/task-table.tsx'
import { KeepTaskView, TaskViewTabs } from '../../components/desk/task-views.tsx'
import styles from '../../components/desk/tasks.module.css'
import { useListKeys } from '../../components/desk/use-list-keys.ts'
import { useTaskNews } from '../../components/desk/use-task-news.ts'
import button from '../../components/button.module.css'
import { Notice } from '../../components/notice.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Refusal } from '../../components/problem-page.tsx'
import { form, officeOf, page } from '../../edge/answers.server.ts'
import { postedLists, staffOf } from '../../edge/desk.server.ts'
import { titleOf } from '../../page-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => titleOf(data?.title)

export const loader = (args: LoaderFunctionArgs) =>
  page(args, async () => {
    const { actor, userId, roles } = staffOf(args)
    const { services, language } = args.context
    const profile = officeOf(args)
    const words = deskWords[language]
    const asked = taskListIn(new URL(args.request.url).searchParams)
    const [found, views, counts, colleagues] = await Promise.all([
      services.listTasks(actor, asked),
      services.listTaskViews(actor),
      services.taskCounts(actor),
      services.colleagues(actor),
    ])
    const isAdministrator = roles.includes('administrator')
    const base = `/o/${profile.id}/desk`
    const at = { base, profile, language, words, today: found.today, userId, isAdministrator }
    return {
      title: words.tasks.title,
      base,
      list: { ...asked, page: found.page },
      views,
      rows: found.rows.map((task) => taskLineOf(task, at)),
      total: found.total,
      pageSize: found.pageSize,
      countLimit: found.countLimit,
      choices: {
        kinds: counts.byKind.map(({ kind, all }) => ({
          kind,
          label: taskKindIn(profile, kind, { language, words }),
          count: all.total,
        })),
        branches: profile.branches.map(({ id, name }) => ({ id, name: textIn(name, language) })),
        colleagues: colleagues.map((one) => ({ userId: one.userId, name: one.name })),
        me: userId,
      },
    }
  })

const bulkActs = ['claim', 'return', 'assign'] as const
const taskId = z.string().max(64)
const fieldsSchema = z.strictObject({
  act: z.enum([...bulkActs, 'keep-view', 'delete-view']).optional(),
  /** The button of one row: what to do, and with which task. */
  only: z
    .string()
    .max(100)
    .regex(/^(?:claim|return):[\w-]+$/)
    .optional(),
  task: z.array(taskId).max(500).optional(),
  to: z.string().max(64).optional(),
  name: z.string().max(200).optional(),
  address: z.string().max(2_000).optional(),
  viewId: z.string().max(64).optional(),
})

export const action = (args: ActionFunctionArgs) =>
  form(args, async (typed) => {
    const { actor } = staffOf(args)
    const { services } = args.context
    const fields = await postedLists(args.request, { schema: fieldsSchema, lists: ['task'] })
    const base = new URL(args.request.url).pathname.replace(/\.data$/, '')
    if (fields.act === 'delete-view') {
      await services.deleteTaskView(actor, fields.viewId ?? '')
      return redirect(base, { status: 303 })
    }
    if (fields.act === 'keep-view') {
      typed['name'] = fields.name ?? ''
      const { address } = await services.saveTaskView(actor, { name: fields.name, address: fields.address })
      return redirect(address === '' ? base : `${base}?${address}`, { status: 303 })
    }
    // Neither act harms when it is repeated, so none needs a key.
    const [one = '', onlyId = ''] = fields.only?.split(':') ?? []
    const act = bulkActs.find((known) => known === (onlyId === '' ? fields.act : one)) ?? 'claim'
    const taskIds = onlyId === '' ? (fields.task ?? []) : [onlyId]
    if (taskIds.length === 0) return { missing: 'tasks' as const }
    if (act === 'assign' && (fields.to ?? '') === '') return { missing: 'colleague' as const }
    const wish = { act, taskIds, ...(act === 'assign' ? { toUserId: fields.to } : {}) }
    return { act, outcomes: await services.bulkTasks(actor, wish) }
  })

type Answer = ReturnType<typeof useActionData<typeof action>>

/** What is to be read before one goes on. What was simply done is told in the selection bar, so that no row moves. */
function Answered({ answer, hasRows }: { answer: Answer; hasRows: boolean }) {
  const { tasks } = useDeskWords()
  if (!answer) return null
  if ('problem' in answer) return <Refusal problem={answer.problem} />
  if ('missing' in answer)
    return answer.missing === 'tasks' ? (
      <Notice meaning="attention" title={tasks.nothingChosen} alert>
        <p>{tasks.nothingChosenLead}</p>
      </Notice>
    ) : (
      <Notice meaning="attention" title={tasks.noColleague} alert>
        <p>{tasks.noColleagueLead}</p>
      </Notice>
    )
  if (hasRows && answer.outcomes.every(({ outcome }) => outcome === 'done')) return null
  return <Outcomes act={answer.act} outcomes={answer.outcomes} />
}

type Loaded = Awaited<ReturnType<typeof loader>>

/** Table, selection and preview: one form, whose buttons say what to do with which tasks. */
function WorkList({
  loaded,
  answer,
  isKeyed,
  onHelp,
}: {
  loaded: Loaded
  answer: Answer
  isKeyed: boolean
  onHelp: () => void
}) {
  const { tasks } = useDeskWords()
  const { csrfToken, office } = useChrome()
  const { revalidate } = useRevalidator()
  const { list, rows, base, choices } = loaded
  const timeZone = office?.timeZone ?? 'UTC'
  const frame = useRef<HTMLDivElement>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState<string>()
  const news = useTaskNews(base, rows)
  const said =
    answer && !('problem' in answer) && !('missing' in answer) ? doneInWords(tasks, answer) : undefined
  useListKeys({ frame, isOn: isKeyed, current, onHelp })
  // What was acted upon is no longer selected.
  useEffect(() => setSelected(new Set()), [answer, list.page])
  const shown = rows.filter(({ taskId: id }) => selected.has(id))
  const select = (id: string, isSelected: boolean): void =>
    setSelected((before) => {
      const after = new Set(before)
      if (isSelected) after.add(id)
      else after.delete(id)
      return after
    })
  return (
    <Form method="post" preventScrollReset className={styles.work}>
      <input type="hidden" name="csrf" value={csrfToken ?? ''} />
      <div className={styles.main} ref={frame}>
        <SelectionBar
          count={shown.length}
          said={said}
          isAll={rows.length > 0 && shown.length === rows.length}
          onAll={(isAll) => setSelected(new Set(isAll ? rows.map(({ taskId: id }) => id) : []))}
          colleagues={choices.colleagues}
        />
        {news.length > 0 && (
          <p className={styles.news} role="status">
            {tasks.changedRows(news.length)}{' '}
            <button type="button" className={`${button.button} ${button.text}`} onClick={() => revalidate()}>
              {tasks.refresh}
            </button>
          </p>
        )}
        <TaskTable
          list={list}
          rows={rows}
          news={news}
          timeZone={timeZone}
          selected={selected}
          onSelect={select}
          current={current}
          onCurrent={setCurrent}
        />
      </div>
      <TaskPreview task={rows.find((row) => row.taskId === current)} timeZone={timeZone} />
    </Form>
  )
}

export default function Tasks() {
  const { tasks } = useDeskWords()
  const { pathname } = useLocation()
  const loaded = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { list, rows, views, total } = loaded
  const [isKeyed, chooseKeys] = useKeysChoice()
  const dialog = useRef<HTMLDialogElement>(null)
  const help = useCallback(() => dialog.current?.showModal(), [])
  const now = addressOfTaskList({ ...list, page: 1 })
  const typed = answer && 'problem' in answer ? answer.typed['name'] : undefined
  return (
    <>
      <div className={styles.head}>
        <PageHeader title={loaded.title} />
        <KeysHelp dialog={dialog} isOn={isKeyed} onChoose={chooseKeys} />
      </div>
      <Answered answer={answer} hasRows={rows.length > 0} />
      <TaskViewTabs views={views} now={now} />
      <TaskFilters list={list} choices={loaded.choices} />
      {rows.length > 0 ? (
        <WorkList loaded={loaded} answer={answer} isKeyed={isKeyed} onHelp={help} />
      ) : narrowsTasks(list) ? (
        <Notice meaning="info" title={tasks.noHits}>
          <p>{tasks.noHitsLead}</p>
          <p>
            <Link to={pathname}>{tasks.clear}</Link>
          </p>
        </Notice>
      ) : (
        <Notice meaning="info" title={tasks.empty}>
          <p>{tasks.emptyLead}</p>
        </Notice>
      )}
      <ListFoot
        page={list.page}
        pageSize={loaded.pageSize}
        shown={rows.length}
        total={total}
        countLimit={loaded.countLimit}
        to={(number) => `?${addressOfTaskList({ ...list, page: number })}`}
      />
      <KeepTaskView views={views} now={now} typed={typed} />
    </>
  )
}
