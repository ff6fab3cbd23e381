/** What each column of the work list says of a task. */
import { Link } from '@remix-run/react'
import type { TaskColumn } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import type { DeskWords } from '../../messages/desk.en.ts'
import { ActButton } from './act-button.tsx'
import { Age, Due } from './days.tsx'
import type { TaskLine } from './task-line.ts'
import styles from './task-table.module.css'

/** Returns the applicants on one line: the first, and how many more there are. */
export function applicantsIn(words: DeskWords, applicants: readonly string[]): string {
  const [first = '', ...more] = applicants
  return more.length === 0 ? first : words.tasks.more(first, more.length)
}

/** With whom the task is, and the one button that fits: take it, or give it back. */
export function Holder({ task, words }: { task: TaskLine; words: DeskWords }) {
  const { holder, taskId, subject, mayTake, mayReturn } = task
  const { tasks } = words
  const about = `\u2068${subject}\u2069`
  return (
    <span className={styles.holder}>
      {holder !== null && <bdi>{holder.isMe ? tasks.you : holder.name}</bdi>}
      {holder === null && !mayTake && <span className={styles.soft}>{tasks.nobodyYet}</span>}
      {holder === null && mayTake && (
        <ActButton name="only" value={`claim:${taskId}`} label={tasks.takeOne(about)}>
          {tasks.take}
        </ActButton>
      )}
      {mayReturn && (
        <ActButton name="only" value={`return:${taskId}`} label={tasks.giveBackOne(about)}>
          {tasks.giveBack}
        </ActButton>
      )}
    </span>
  )
}

type At = { words: DeskWords; timeZone: string }

export const taskCells = {
  // The link of the row: j and k move along these.
  kind: ({ label, to }) => (
    <Link to={to} data-row-link className={styles.task}>
      <bdi>{label}</bdi>
    </Link>
  ),
  file: ({ subject, fileTo, kind }) =>
    fileTo === null ? (
      <bdi className={kind === 'alarm' ? styles.alarm : styles.number} title={subject}>
        {subject}
      </bdi>
    ) : (
      <Link to={fileTo} className={styles.number}>
        <bdi>{subject}</bdi>
      </Link>
    ),
  mark: ({ mark, fileTo }, { words }) =>
    mark === '' ? (
      <span className={styles.soft}>{fileTo === null ? '' : words.tasks.noText}</span>
    ) : (
      <bdi className={styles.long} title={mark}>
        {mark}
      </bdi>
    ),
  applicant: ({ applicants }, { words }) => (
    <bdi className={styles.long} title={applicants.join(', ')}>
      {applicantsIn(words, applicants)}
    </bdi>
  ),
  branch: ({ branch }) => <bdi className={styles.long}>{branch}</bdi>,
  opened: ({ openedAt, age }, { timeZone }) => <Age at={openedAt} age={age} timeZone={timeZone} />,
  due: ({ due, dueIn }) => <Due due={due} dueIn={dueIn} />,
  holder: (task, { words }) => <Holder task={task} words={words} />,
} as const satisfies Record<TaskColumn, (task: TaskLine, at: At) => ReactNode>

/** Cells without anything to say are left out of a card. */
export const isBlankCell: Partial<Record<TaskColumn, (task: TaskLine) => boolean>> = {
  mark: ({ mark }) => mark === '',
  applicant: ({ applicants }) => applicants.length === 0,
  branch: ({ branch }) => branch === '',
  due: ({ due }) => due === null,
}
