/** What the examination page shows of a file: the checklist, who has it, the application, and the party's answer. */
import type { LoaderFunctionArgs } from '@remix-run/node'
import type { FileRecord, StaffFile } from '@lodge/processor'
import { ProblemError, type Actor, type OfficeProfile } from '@lodge/shared-types'
import type { ShownExamination } from '../../components/desk/checklist.tsx'
import type { ShownAnswer } from '../../components/desk/difference.tsx'

type Services = LoaderFunctionArgs['context']['services']
type ExaminationView = Awaited<ReturnType<Services['examination']>>

/** Who has the examination: the person who looks, a colleague, nobody yet, or nobody any more. */
export type Holder =
  | { kind: 'mine' }
  | { kind: 'nobody'; taskId: string }
  | { kind: 'someone'; name: string }
  | { kind: 'closed' }

/** Returns who holds the open task that is worked by the checklist. */
export function holderOf(
  profile: OfficeProfile,
  { tasks }: Pick<StaffFile, 'tasks'>,
  checklist: string,
  userId: string,
): Holder {
  const kinds = profile.tasks.filter((task) => task.checklist === checklist).map(({ kind }) => kind)
  const open = tasks.filter(({ kind, state }) => kinds.includes(kind) && state !== 'done')
  if (open.some(({ holder }) => holder?.userId === userId)) return { kind: 'mine' }
  const free = open.find(({ holder }) => holder === null)
  if (free) return { kind: 'nobody', taskId: free.taskId }
  const name = open.find(({ holder }) => holder !== null)?.holder?.name
  return name === undefined ? { kind: 'closed' } : { kind: 'someone', name }
}

/** Returns a filled-in checklist with the names of those who answered. */
export function shownExamination(fileId: string, view: ExaminationView): ShownExamination {
  const { checklist, answers, rev, isMine, fields, people } = view
  const nameOf = (userId: string): string => people[userId] ?? userId
  return {
    fileId,
    checklist,
    rev,
    isMine,
    fields,
    answers: answers.map(({ code, answer, fields: chosen, comments, userId, at }) => ({
      code,
      answer,
      fields: chosen,
      comments: comments.map((one) => ({ text: one.text, who: nameOf(one.userId), at: one.at })),
      who: userId === null ? null : nameOf(userId),
      at,
    })),
  }
}

/** Returns the application as it stands; null for a file that was not filed online. */
export async function recordOf(services: Services, actor: Actor, fileId: string): Promise<FileRecord | null> {
  try {
    return await services.fileRecord(actor, { fileId })
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-found') return null
    throw error
  }
}

/**
 * Returns the answer to the file's latest notice, with the questions that the notice asked about; none where the latest notice
 * has not been answered.
 */
export async function answerOf(
  services: Services,
  actor: Actor,
  { notices }: Pick<StaffFile, 'notices'>,
): Promise<{ answer: ShownAnswer | null; asked: string[] }> {
  const latest = notices
    .filter(({ issuedAt }) => issuedAt !== null)
    .toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime())
    .at(-1)
  if (latest?.state !== 'answered') return { answer: null, asked: [] }
  const [answer, { notice }] = await Promise.all([
    services.answerView(actor, latest.noticeId),
    services.staffNotice(actor, latest.noticeId),
  ])
  const { noticeId, text, receivedAt, documents, changes, decidedAt, rev } = answer
  return {
    answer: {
      ...{ noticeId, text, receivedAt, decidedAt, rev },
      documents: documents.map(({ documentId, role, fileName }) => ({ documentId, role, fileName })),
      changes: changes.map(({ path, label, beforeText, afterText, accepted }) => ({
        ...{ path, label, beforeText, afterText, accepted },
      })),
    },
    asked: notice.deficiencies.map(({ question }) => question),
  }
}
