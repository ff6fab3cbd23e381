/** The work on a file: its tasks with who holds them, its notices, and what was approved by whom. */
import { Link } from '@remix-run/react'
import type { StaffApproval, StaffNotice, StaffTask } from '@lodge/processor'
import { textIn } from '@lodge/shared-types'
import { useLanguage, useOfficeWords, useWordsOf } from '../../../language.tsx'
import { staffFileWords } from '../../../messages/staff-file.ts'
import { dateInWords, instantInWords } from '../../../office-time.ts'
import { Button } from '../../button.tsx'
import { StatusTag, type Meaning } from '../../notice.tsx'
import { Section } from '../../page-header.tsx'
import { SecureForm } from '../../secure-form.tsx'
import { Table } from '../../table.tsx'
import styles from './file.module.css'

/** A task with its name and where it is done, which the page's loader knows. */
export type WorkTask = Pick<
  StaffTask,
  'taskId' | 'role' | 'state' | 'holder' | 'openedAt' | 'due' | 'closedAt' | 'mayTake' | 'mayReturn'
> & { label: string; to: string; isMine: boolean }

type Props = {
  tasks: readonly WorkTask[]
  notices: readonly StaffNotice[]
  approvals: readonly StaffApproval[]
  base: string
  timeZone: string
}

const meaningOfTask = { open: 'attention', claimed: 'info', done: 'good' } as const satisfies Record<
  StaffTask['state'],
  Meaning
>
const meaningOfNotice = {
  draft: 'info',
  waiting: 'attention',
  approved: 'info',
  issued: 'attention',
  answered: 'good',
  lapsed: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<StaffNotice['state'], Meaning>
const meaningOfApproval = {
  waiting: 'attention',
  approved: 'good',
  refused: 'wrong',
  withdrawn: 'info',
} as const satisfies Record<StaffApproval['state'], Meaning>

/** A day or a moment; the office's own words for none. */
function useDates(timeZone: string) {
  const office = useOfficeWords()
  return {
    day: (date: string | null) =>
      date === null ? '–' : <time dateTime={date}>{dateInWords(date, office)}</time>,
    moment: (at: Date | null) =>
      at === null ? '–' : <time dateTime={at.toISOString()}>{instantInWords(at, timeZone, office)}</time>,
  }
}

function Tasks({ tasks, timeZone }: Pick<Props, 'tasks' | 'timeZone'>) {
  const words = useWordsOf(staffFileWords).work
  const office = useOfficeWords()
  const { day, moment } = useDates(timeZone)
  if (tasks.length === 0) return <p className={styles.soft}>{words.noTasks}</p>
  return (
    <Table
      caption={words.tasks}
      isDense
      rows={tasks}
      keyOf={({ taskId }) => taskId}
      columns={[
        {
          head: words.task,
          cell: ({ label, to, role, state }) => (
            <div className={styles.what}>
              {state === 'done' ? (
                <bdi>{label}</bdi>
              ) : (
                <Link to={to}>
                  <bdi>{label}</bdi>
                </Link>
              )}
              <span className={styles.soft}>{words.roles[role]}</span>
            </div>
          ),
        },
        {
          head: words.state,
          cell: ({ state, closedAt }) => (
            <div className={styles.what}>
              <StatusTag meaning={meaningOfTask[state]}>{words.states[state]}</StatusTag>
              {closedAt && <span className={styles.soft}>{instantInWords(closedAt, timeZone, office)}</span>}
            </div>
          ),
        },
        {
          head: words.holder,
          cell: ({ holder, isMine, state }) =>
            holder ? isMine ? words.you : <bdi>{holder.name}</bdi> : state === 'done' ? '–' : words.nobody,
        },
        { head: words.due, cell: ({ due }) => day(due) },
        { head: words.opened, cell: ({ openedAt }) => moment(openedAt) },
        {
          head: words.action,
          isPlain: ({ mayTake, mayReturn }) => !mayTake && !mayReturn,
          cell: ({ taskId, mayTake, mayReturn }) => (
            <>
              {mayTake && (
                <SecureForm fields={{ act: 'take-task', taskId }} isInline>
                  <Button look="small">{words.take}</Button>
                </SecureForm>
              )}
              {mayReturn && (
                <SecureForm fields={{ act: 'return-task', taskId }} isInline>
                  <Button look="small">{words.giveBack}</Button>
                </SecureForm>
              )}
            </>
          ),
        },
      ]}
    />
  )
}

function Notices({ notices, base, timeZone }: Pick<Props, 'notices' | 'base' | 'timeZone'>) {
  const words = useWordsOf(staffFileWords).work
  const language = useLanguage()
  const { day, moment } = useDates(timeZone)
  if (notices.length === 0) return <p className={styles.soft}>{words.noNotices}</p>
  return (
    <Table
      caption={words.notices}
      isDense
      rows={notices.toReversed()}
      keyOf={({ noticeId }) => noticeId}
      columns={[
        {
          head: words.notice,
          cell: ({ noticeId, title, documentId }) => (
            <div className={styles.what}>
              <Link to={`${base}/desk/notices/${noticeId}`}>
                <bdi>{title ? textIn(title, language) : words.otherNotice}</bdi>
              </Link>
              {documentId !== null && <a href={`?tab=documents&doc=${documentId}`}>PDF</a>}
            </div>
          ),
        },
        {
          head: words.state,
          cell: ({ state }) => (
            <StatusTag meaning={meaningOfNotice[state]}>{words.noticeStates[state]}</StatusTag>
          ),
        },
        { head: words.writtenBy, cell: ({ maker }) => <bdi>{maker}</bdi> },
        { head: words.issued, cell: ({ issuedAt }) => moment(issuedAt) },
        { head: words.answerBy, cell: ({ answerBy }) => day(answerBy) },
      ]}
    />
  )
}

function Approvals({ approvals, base, timeZone }: Pick<Props, 'approvals' | 'base' | 'timeZone'>) {
  const words = useWordsOf(staffFileWords).work
  const { reason: reasonWord, note: noteWord } = useWordsOf(staffFileWords).history
  const { moment } = useDates(timeZone)
  if (approvals.length === 0) return <p className={styles.soft}>{words.noApprovals}</p>
  return (
    <Table
      caption={words.approvals}
      isDense
      rows={approvals.toReversed()}
      keyOf={({ approvalId }) => approvalId}
      columns={[
        {
          head: words.approval,
          cell: ({ approvalId, title, kind, makerNote }) => (
            <div className={styles.what}>
              <Link to={`${base}/desk/approvals/${approvalId}`}>
                <bdi>{title}</bdi>
              </Link>
              <span className={styles.soft}>{words.approvalKinds[kind]}</span>
              {makerNote !== null && <span className={styles.soft}>{noteWord(makerNote)}</span>}
            </div>
          ),
        },
        {
          head: words.state,
          cell: ({ state }) => (
            <StatusTag meaning={meaningOfApproval[state]}>{words.approvalStates[state]}</StatusTag>
          ),
        },
        {
          head: words.proposedBy,
          cell: ({ maker, openedAt }) => (
            <div className={styles.what}>
              <bdi>{maker}</bdi>
              <span className={styles.soft}>{moment(openedAt)}</span>
            </div>
          ),
        },
        {
          head: words.checks,
          cell: ({ checks }) => (
            <div className={styles.what}>
              {checks.map(({ role, verdict, by, reason, at }) => (
                <span key={role}>
                  {verdict === null || by === null
                    ? words.check(words.roles[role])
                    : words.given[verdict](words.roles[role], by)}
                  {at !== null && <span className={styles.soft}> · {moment(at)}</span>}
                  {reason !== null && <span className={styles.reason}>{reasonWord(reason)}</span>}
                </span>
              ))}
            </div>
          ),
        },
      ]}
    />
  )
}

export function WorkPart({ tasks, notices, approvals, base, timeZone }: Props) {
  const words = useWordsOf(staffFileWords).work
  return (
    <>
      <Section title={words.tasks}>
        <Tasks {...{ tasks, timeZone }} />
      </Section>
      <Section title={words.notices}>
        <Notices {...{ notices, base, timeZone }} />
      </Section>
      <Section title={words.approvals}>
        <Approvals {...{ approvals, base, timeZone }} />
      </Section>
    </>
  )
}
