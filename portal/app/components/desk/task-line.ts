/** One line of the work list as its page shows it: in the words of the office and the reader, with where the work is done. */
import {
  daysBetween,
  textIn,
  type FileStatus,
  type Language,
  type OfficeProfile,
  type PlainDate,
} from '@lodge/shared-types'
import type { ListedTask } from '@lodge/processor'
import type { DeskWords } from '../../messages/desk.en.ts'

export type TaskLine = {
  taskId: string
  kind: string
  label: string
  subject: string
  /** Where the work is done. */
  to: string
  fileTo: string | null
  mark: string
  applicants: readonly string[]
  status: FileStatus | null
  filingDate: PlainDate | null
  ownReference: string | null
  branch: string
  openedAt: Date
  /** Working days of the office since it was opened. */
  age: number
  due: PlainDate | null
  /** Days until it is due; negative when it is late. */
  dueIn: number | null
  holder: { name: string; isMe: boolean } | null
  mayTake: boolean
  /** An administrator may take it out of another's hands. */
  mayReturn: boolean
  rev: number
}

type Profile = Pick<OfficeProfile, 'tasks' | 'branches'>

/** Returns the words for a kind of task: the office's own, or those of work that every office has. */
export function taskKindIn(
  { tasks }: Pick<OfficeProfile, 'tasks'>,
  kind: string,
  { language, words }: { language: Language; words: DeskWords },
): string {
  const label = tasks.find((one) => one.kind === kind)?.label
  if (label) return textIn(label, language)
  const known: Readonly<Record<string, string>> = words.tasks.systemKinds
  return Object.hasOwn(known, kind) ? (known[kind] ?? words.tasks.otherKind) : words.tasks.otherKind
}

/** Returns where in the money pages a task's work is done; undefined for work that is none of theirs. */
function moneyPlaceOf(kind: string, about: string): string | undefined {
  switch (kind) {
    case 'payment-review':
      return `reviews/${about}`
    case 'order-overdue':
      return `orders/${about}`
    case 'refund-payout':
      return `refunds/${about}`
    case 'suspense-old':
      return `line?id=${encodeURIComponent(about)}`
    case 'statement-gap':
      return `statement?id=${encodeURIComponent(about)}`
    case 'statement-refused':
      return 'statements?show=files'
    case 'day-red':
      return `closes/${about}`
    default:
      return undefined
  }
}

/** Returns where the work of a task is done; `base` is the desk's address, such as `/o/borovia/desk`. */
export function addressOfTask(
  base: string,
  task: { taskId: string; kind: string; about: string | null; fileId: string | null },
  { tasks }: Pick<OfficeProfile, 'tasks'>,
): string {
  const { taskId, kind, about, fileId } = task
  if (kind === 'approval' && about !== null) return `${base}/approvals/${about}`
  if (kind === 'confirm-claim' && about !== null) return `${base}/claims/${about}`
  const money = about === null ? undefined : moneyPlaceOf(kind, about)
  if (money !== undefined) return `${base}/money/${money}`
  const rule = tasks.find((one) => one.kind === kind)
  // A request about an order has no file; its page needs none.
  if (rule?.requests === true && about !== null) return `${base}/requests/${about}`
  if (kind === 'alarm' || fileId === null) return `${base}/alarms/${taskId}`
  const checklist = rule?.checklist
  return checklist === undefined
    ? `${base}/files/${fileId}`
    : `${base}/files/${fileId}/examination/${checklist}`
}

type At = {
  base: string
  profile: Profile
  language: Language
  words: DeskWords
  today: PlainDate
  userId: string
  isAdministrator: boolean
}

/** Returns a listed task as its line shows it. */
export function taskLineOf(task: ListedTask, at: At): TaskLine {
  const { taskId, kind, subject, about, fileId, branch, openedAt, age, due, holder, mayTake, rev, file } =
    task
  const { base, profile, language, words, today, userId, isAdministrator } = at
  const branchName = profile.branches.find(({ id }) => id === branch)?.name
  const isMe = holder?.userId === userId
  return {
    ...{ taskId, kind, subject, openedAt, age, due, mayTake, rev },
    label: taskKindIn(profile, kind, { language, words }),
    to: addressOfTask(base, { taskId, kind, about, fileId }, profile),
    fileTo: fileId === null ? null : `${base}/files/${fileId}`,
    mark: file?.mark ?? '',
    applicants: file?.applicants ?? [],
    status: file?.status ?? null,
    filingDate: file?.filingDate ?? null,
    ownReference: file?.ownReference ?? null,
    branch: branchName ? textIn(branchName, language) : (branch ?? ''),
    dueIn: due === null ? null : daysBetween(today, due),
    holder: holder && { name: holder.name === '' ? words.tasks.someone : holder.name, isMe },
    mayReturn: isMe || (holder !== null && isAdministrator),
  }
}
