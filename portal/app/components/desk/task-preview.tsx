/** The row that one is on, at a glance beside the table. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useOfficeWords } from '../../language.tsx'
import { dateInWords, instantInWords } from '../../office-time.ts'
import { meaningOfStatus } from '../files/file-status.ts'
import { StatusTag } from '../notice.tsx'
import { Due } from './days.tsx'
import { useDeskWords } from './desk-words.ts'
import { Holder } from './task-cells.tsx'
import type { TaskLine } from './task-line.ts'
import styles from './task-preview.module.css'

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export function TaskPreview({ task, timeZone }: { task: TaskLine | undefined; timeZone: string }) {
  const desk = useDeskWords()
  const words = useOfficeWords()
  const { tasks } = desk
  if (!task)
    return (
      <aside className={styles.preview} aria-label={tasks.preview}>
        <p className={styles.hint}>{tasks.previewHint}</p>
      </aside>
    )
  const { label, subject, mark, applicants, status, filingDate, ownReference, fileTo, to } = task
  return (
    <aside className={styles.preview} aria-label={tasks.preview}>
      <p className={styles.over}>
        <bdi>{label}</bdi>
      </p>
      <h2 className={styles.title}>
        <bdi>{mark === '' ? subject : mark}</bdi>
      </h2>
      {status !== null && (
        <p>
          <StatusTag meaning={meaningOfStatus[status]}>{words.fileStatuses[status]}</StatusTag>
        </p>
      )}
      <dl className={styles.facts}>
        {mark !== '' && (
          <Fact name={tasks.columns.file}>
            <bdi>{subject}</bdi>
          </Fact>
        )}
        {applicants.length > 0 && (
          <Fact name={tasks.columns.applicant}>
            {applicants.map((name) => (
              <bdi key={name} className={styles.line}>
                {name}
              </bdi>
            ))}
          </Fact>
        )}
        {fileTo !== null && (
          <Fact name={tasks.filingDate}>
            {filingDate === null ? tasks.notYet : dateInWords(filingDate, words)}
          </Fact>
        )}
        {ownReference !== null && (
          <Fact name={tasks.reference}>
            <bdi>{ownReference}</bdi>
          </Fact>
        )}
        {task.branch !== '' && (
          <Fact name={tasks.columns.branch}>
            <bdi>{task.branch}</bdi>
          </Fact>
        )}
        <Fact name={tasks.openedAt}>{instantInWords(task.openedAt, timeZone, words)}</Fact>
        {task.due !== null && (
          <Fact name={tasks.columns.due}>
            {dateInWords(task.due, words)} (<Due due={task.due} dueIn={task.dueIn} />)
          </Fact>
        )}
        <Fact name={tasks.columns.holder}>
          <Holder task={task} words={desk} />
        </Fact>
      </dl>
      <p className={styles.links}>
        <Link to={to}>{tasks.open}</Link>
        {fileTo !== null && fileTo !== to && <Link to={fileTo}>{tasks.openFile}</Link>}
      </p>
    </aside>
  )
}
