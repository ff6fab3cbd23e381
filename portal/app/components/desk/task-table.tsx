/** The table of tasks: a tick box, the chosen columns, and one row at a time that keyboard and preview are on. */
import { Link } from '@remix-run/react'
import {
  addressOfTaskList,
  taskSorts,
  tasksSortedBy,
  type TaskColumn,
  type TaskList,
  type TaskSort,
} from '@lodge/shared-types'
import type { TaskNews } from './use-task-news.ts'
import { useDeskWords } from './desk-words.ts'
import { isBlankCell, taskCells } from './task-cells.tsx'
import type { TaskLine } from './task-line.ts'
import styles from './task-table.module.css'

const sortOf = (column: TaskColumn): TaskSort | undefined => taskSorts.find((sort) => sort === column)
const arrow = { ascending: '↑', descending: '↓' } as const

function Head({ column, list }: { column: TaskColumn; list: TaskList }) {
  const { tasks } = useDeskWords()
  const sort = sortOf(column)
  const name = tasks.columns[column]
  if (sort === undefined) return <th scope="col">{name}</th>
  const now = list.sort === sort ? (list.isDescending ? 'descending' : 'ascending') : undefined
  return (
    <th scope="col" {...(now ? { 'aria-sort': now } : {})}>
      <Link
        to={`?${addressOfTaskList(tasksSortedBy(list, sort))}`}
        className={styles.sort}
        preventScrollReset
      >
        {name}
        {now && <span aria-hidden="true">{arrow[now]}</span>}
      </Link>
    </th>
  )
}

/** What has become of a task since the list was opened. */
function News({ news }: { news: TaskNews[number] }) {
  const { tasks } = useDeskWords()
  const said =
    news.state === 'done'
      ? tasks.nowDone
      : news.state === 'open'
        ? tasks.nowOpen
        : tasks.nowWith(`\u2068${news.who ?? tasks.someone}\u2069`)
  return <span className={styles.news}>{said}</span>
}

type Props = {
  list: TaskList
  rows: readonly TaskLine[]
  news: TaskNews
  timeZone: string
  selected: ReadonlySet<string>
  onSelect: (taskId: string, isSelected: boolean) => void
  current: string | undefined
  onCurrent: (taskId: string) => void
}

export function TaskTable({ list, rows, news, timeZone, selected, onSelect, current, onCurrent }: Props) {
  const words = useDeskWords()
  const { tasks } = words
  const at = { words, timeZone }
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="unseen">{tasks.title}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.tick}>
              <span className="unseen">{tasks.select}</span>
            </th>
            {list.columns.map((column) => (
              <Head key={column} column={column} list={list} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const changed = news.find(({ taskId }) => taskId === row.taskId)
            return (
              <tr
                key={row.taskId}
                data-task={row.taskId}
                className={current === row.taskId ? styles.current : undefined}
                onFocus={() => onCurrent(row.taskId)}
                onClick={() => onCurrent(row.taskId)}
              >
                <td className={styles.tick}>
                  <label className={styles.tickLabel}>
                    <input
                      type="checkbox"
                      name="task"
                      value={row.taskId}
                      checked={selected.has(row.taskId)}
                      onChange={({ currentTarget }) => onSelect(row.taskId, currentTarget.checked)}
                      aria-label={tasks.selectOne(row.label, `\u2068${row.subject}\u2069`)}
                    />
                  </label>
                </td>
                {list.columns.map((column) => {
                  const cell = taskCells[column](row, at)
                  return column === 'kind' ? (
                    <th key={column} scope="row" data-label={tasks.columns[column]}>
                      {cell}
                      {changed && <News news={changed} />}
                    </th>
                  ) : (
                    <td
                      key={column}
                      data-label={tasks.columns[column]}
                      {...(isBlankCell[column]?.(row) ? { 'data-plain': true } : {})}
                    >
                      {cell}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
