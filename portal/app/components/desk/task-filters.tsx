/** What narrows and arranges the work list: one form that only asks, so that every list has an address. */
import { Form } from '@remix-run/react'
import {
  fixedTaskColumns,
  taskColumns,
  taskDues,
  taskSorts,
  type TaskHolder,
  type TaskList,
} from '@lodge/shared-types'
import button from '../button.module.css'
import { Chooser, Choosers, Tick } from '../chooser.tsx'
import { useDeskWords } from './desk-words.ts'
import styles from './task-filters.module.css'

export type TaskChoices = {
  kinds: readonly { kind: string; label: string; count: number }[]
  branches: readonly { id: string; name: string }[]
  colleagues: readonly { userId: string; name: string }[]
  me: string
}

function HolderChoice({
  holder,
  colleagues,
  me,
}: { holder: TaskHolder } & Pick<TaskChoices, 'colleagues' | 'me'>) {
  const { tasks } = useDeskWords()
  return (
    <label className={styles.field}>
      <span>{tasks.holder}</span>
      <select name="holder" defaultValue={holder}>
        <option value="anyone">{tasks.anyone}</option>
        <option value="mine">{tasks.you}</option>
        <option value="nobody">{tasks.nobodyYet}</option>
        {colleagues
          .filter(({ userId }) => userId !== me)
          .map(({ userId, name }) => (
            <option key={userId} value={`user:${userId}`}>
              {name}
            </option>
          ))}
      </select>
    </label>
  )
}

export function TaskFilters({ list, choices }: { list: TaskList; choices: TaskChoices }) {
  const { tasks } = useDeskWords()
  const { kinds, branches, colleagues, me } = choices
  const order = `${list.isDescending ? '-' : ''}${list.sort}`
  return (
    // Keyed by what it shows, so that the entries follow the address when it changes by a link.
    <Form method="get" role="search" className={styles.form} key={JSON.stringify({ ...list, page: 0 })}>
      <label className={`${styles.field} ${styles.wide}`}>
        <span>{tasks.search}</span>
        <input
          name="q"
          type="search"
          dir="auto"
          maxLength={100}
          defaultValue={list.search}
          autoComplete="off"
        />
      </label>
      <HolderChoice holder={list.holder} colleagues={colleagues} me={me} />
      <label className={styles.field}>
        <span>{tasks.due}</span>
        <select name="due" defaultValue={list.due}>
          {taskDues.map((due) => (
            <option key={due} value={due}>
              {tasks.dues[due]}
            </option>
          ))}
        </select>
      </label>
      {branches.length > 1 && (
        <label className={styles.field}>
          <span>{tasks.branch}</span>
          <select name="branch" defaultValue={list.branch ?? ''}>
            <option value="">{tasks.allBranches}</option>
            {branches.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={`${styles.field} ${styles.age}`}>
        <span>{tasks.older}</span>
        <span className={styles.unit}>
          <input
            name="older"
            type="number"
            min={0}
            max={999}
            inputMode="numeric"
            defaultValue={list.olderThan ?? ''}
          />
          <span>{tasks.olderUnit}</span>
        </span>
      </label>
      <label className={`${styles.field} ${styles.order}`}>
        <span>{tasks.sortBy}</span>
        <select name="sort" defaultValue={order}>
          {taskSorts.flatMap((sort) => [
            <option key={sort} value={sort}>{`${tasks.sorts[sort]}: ${tasks.ascending}`}</option>,
            <option
              key={`-${sort}`}
              value={`-${sort}`}
            >{`${tasks.sorts[sort]}: ${tasks.descending}`}</option>,
          ])}
        </select>
      </label>
      <button type="submit" className={`${button.button} ${button.quiet} ${button.small} ${styles.show}`}>
        {tasks.show}
      </button>
      <Choosers>
        <Chooser title={list.kinds.length > 0 ? tasks.kindChosen(list.kinds.length) : tasks.kind}>
          {kinds.map(({ kind, label, count }) => (
            <Tick key={kind} name="kind" value={kind} isOn={list.kinds.includes(kind)}>
              <bdi>{label}</bdi> <span className={styles.soft}>{count}</span>
            </Tick>
          ))}
        </Chooser>
        <Chooser title={tasks.columnsTitle}>
          {/* Task and file name each row: they are always there. */}
          <input type="hidden" name="col" value="kind" />
          {taskColumns
            .filter((column) => !fixedTaskColumns.includes(column))
            .map((column) => (
              <Tick key={column} name="col" value={column} isOn={list.columns.includes(column)}>
                {tasks.columns[column]}
              </Tick>
            ))}
        </Chooser>
        <Tick name="new" value="today" isOn={list.isNew}>
          {tasks.isNew}
        </Tick>
      </Choosers>
    </Form>
  )
}
