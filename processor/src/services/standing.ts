/** Where a file stands: all that decides which actions it allows, read in one place, and what happened since somebody looked. */
import {
  evolveFile,
  noFile,
  outcomeOf,
  ProblemError,
  officeSaying,
  streamOf,
  textIn,
  type DomainEvent,
  type FileState,
  type OfficeProfile,
  type OfficeSaying,
  type Standing,
} from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { officeTime } from '../instant-formats.ts'
import type { Store } from '../store/store.ts'
import { readStream } from '../store/streams.ts'

export type FileStanding = {
  standing: Standing
  /** Of the last event that decides anything: what a decision names as seen. */
  seq: number
  state: FileState
  history: readonly DomainEvent[]
}

/** The office's own papers, such as a receipt that is signed after the filing, change no decision. */
const decides = (event: DomainEvent): boolean => event.type !== 'file.document-added'

/** Returns the events after `seq` that somebody who decides must know of. */
export const eventsSince = (history: readonly DomainEvent[], seq: number): DomainEvent[] =>
  history.filter((event) => event.seq > seq && decides(event))

/**
 * Returns where a file stands, in the caller's transaction where there is one. `apart` is the id of a notice or approval that
 * is itself being carried out: it does not stand in its own way.
 * @throws ProblemError `not-found` for a file that the office does not have
 */
export async function standingOf(
  store: Store,
  profile: OfficeProfile,
  fileId: string,
  session?: ClientSession,
  { apart }: { apart?: string } = {},
): Promise<FileStanding> {
  const officeId = profile.id
  const stream = streamOf('file', fileId)
  const within = session ? { session } : {}
  const history = await readStream(store, officeId, stream, within)
  const state = history.reduce(evolveFile, noFile)
  if (state.status === undefined) throw new ProblemError('not-found', 'There is no such file at this office.')
  const examinationRows = () => store.examinations.many({ officeId, fileId }, within)
  const noticeRows = () => store.notices.many({ officeId, fileId }, within)
  const approvalRows = () => store.approvals.many({ officeId, stream, state: 'waiting' }, within)
  // In a transaction one after the other: it takes one operation at a time.
  const [examinations, notices, approvals] = session
    ? [await examinationRows(), await noticeRows(), await approvalRows()]
    : await Promise.all([examinationRows(), noticeRows(), approvalRows()])
  const checklists = profile.checklists.flatMap((checklist) => {
    const filled = examinations.find((one) => one.checklist === checklist.code)
    return filled ? [[checklist.code, outcomeOf(checklist, filled.answers)] as const] : []
  })
  return {
    standing: {
      status: state.status,
      checklists: Object.fromEntries(checklists),
      // Once its limit has passed, nobody waits for the answer: the office decides what follows.
      isAnswerAwaited:
        state.openNotice !== undefined &&
        notices.find(({ _id }) => _id === state.openNotice)?.state !== 'lapsed',
      isAnswerUndecided: notices.some(
        ({ answeredBy, answerDecidedAt }) => answeredBy !== null && answerDecidedAt === null,
      ),
      isApprovalAwaited:
        approvals.some(({ _id, subjectId }) => _id !== apart && subjectId !== apart) ||
        notices.some(({ _id, state: its }) => its === 'approved' && _id !== apart),
    },
    seq: history.findLast(decides)?.seq ?? 0,
    state,
    history,
  }
}

function movedBy(event: DomainEvent, when: string): OfficeSaying {
  if (event.type === 'request.attached') return officeSaying('moved-by-party', { when })
  if (event.by.startsWith('processor:')) return officeSaying('moved-by-rule', { when })
  return officeSaying('moved-by-office', { when })
}

/** What an event is called in the sentence that tells of it. */
const nameOfEvent = (profile: OfficeProfile, event: DomainEvent): string => {
  if (event.type !== 'file.acted') return event.type
  const action = profile.workflow.actions.find(({ code }) => code === event.data.action)
  return action ? `“${textIn(action.label, 'en')}”` : event.data.action
}

/** Returns the refusal of a decision on a view that is no longer true: what happened since, in which order, and when. */
export function movedOn(
  profile: OfficeProfile,
  since: readonly DomainEvent[],
  told: readonly OfficeSaying[] = [],
): ProblemError {
  const last = since.at(-1)
  const names = since.map((event) => `${nameOfEvent(profile, event)} (${officeTime(profile, event.at)})`)
  const said = last ? [movedBy(last, officeTime(profile, last.at))] : []
  return new ProblemError(
    'stale',
    `This happened to the file since you looked at it: ${names.join(', ')}. Look at it again, then decide.`,
    { errors: [...told, ...said].map((one) => ({ path: 'seenSeq', ...one })) },
  )
}
