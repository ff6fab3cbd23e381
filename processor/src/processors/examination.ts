/**
 * Examination: opens the tasks that the office's profile asks for, closes those that an action has answered, takes the action
 * that follows from an answer to a notice, and grants the requests that the office's rule grants.
 */
import {
  actedBy,
  addWorkingDays,
  foldFile,
  plainDateIn,
  ProblemError,
  type DomainEvent,
  type EventOf,
  type OfficeProfile,
  type Role,
} from '@lodge/shared-types'
import { grantRequest } from '../services/post-filing/grant-request.ts'
import { decidersOf, typeOf } from '../services/post-filing/request-of.ts'
import type { Row } from '../store/rows.ts'
import { newTask } from '../work/new-task.ts'
import type { Handling, Processor } from '../work/processor.ts'

/** The kind of the system's task that tells an officer that nobody answered in time: whatever is done to the file ends it. */
const limitPassedTask = 'limit-passed'

type Rule = Handling['profile']['tasks'][number]
type Notice = Row<'notices'>

const opens = (
  rule: Rule,
  event: DomainEvent,
  notice: Notice | undefined,
  profile: OfficeProfile,
): boolean => {
  if (rule.opensOn !== event.type || rule.requests === true) return false
  if (event.type === 'file.acted') return rule.action === event.data.action
  // A file that was split off stands where its parent stood, which may be long behind its reception.
  if (event.type === 'file.received') return event.data.status === profile.workflow.received.status
  return rule.goesTo === 'role' || notice !== undefined
}

/** Returns the notice that a request answers: the one that waited for it when it came in. */
async function answeredNotice(
  { office, profile, session, history }: Handling,
  event: EventOf<'request.attached'>,
): Promise<Notice | undefined> {
  if (event.data.kind !== 'response-to-office-action') return undefined
  const { openNotice } = foldFile(history.filter(({ seq }) => seq < event.seq))
  if (openNotice === undefined || openNotice !== event.data.about) return undefined
  return office.store.notices.one({ _id: openNotice, officeId: profile.id }, { session })
}

/** Returns who wrote the notice, where they still work here in this role: the work on its answer is theirs. */
async function makerOf(
  { office, profile, session }: Handling,
  { makerId }: Notice,
  role: Role,
): Promise<string | undefined> {
  const maker = await office.store.users.one({ _id: makerId, officeId: profile.id }, { session })
  return maker && !maker.disabled && maker.roles.includes(role) ? maker._id : undefined
}

async function openTasks(handling: Handling, event: DomainEvent, notice: Notice | undefined): Promise<void> {
  const { office, profile, session, at, history } = handling
  // The day of the event counts, however late the work on it comes.
  const from = plainDateIn(profile.timeZone, event.at)
  const { received } = foldFile(history)
  for (const rule of profile.tasks.filter((one) => opens(one, event, notice, profile))) {
    const { kind, role, goesTo, dueWorkingDays } = rule
    const task = newTask({
      officeId: profile.id,
      kind,
      role,
      stream: event.stream,
      subject: received?.fileNumber ?? event.stream,
      openedAt: at,
      due: addWorkingDays(profile.calendar, from, dueWorkingDays),
      causedBy: event.eventId,
      ...(received ? { branch: received.branch } : {}),
      ...(notice ? { about: notice._id } : {}),
      holder: notice && goesTo === 'notice-maker' ? await makerOf(handling, notice, role) : undefined,
    })
    office.store.tasks.add([task], session)
  }
}

async function closeTasks(
  { office, profile, session, at }: Handling,
  event: EventOf<'file.acted'>,
): Promise<void> {
  const kinds = profile.tasks
    .filter((rule) => rule.closedBy.includes(event.data.action))
    .map((rule) => rule.kind)
  await office.store.tasks.updateMany(
    {
      officeId: profile.id,
      stream: event.stream,
      state: { $ne: 'done' },
      // A limit that passed after the action, while the work on it was late, is still to be told.
      $or: [{ kind: { $in: kinds } }, { kind: limitPassedTask, openedAt: { $lte: event.at } }],
    },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
}

/** Takes the office's own action on an answer, where the file stands so that there is one. */
async function takeOnAnswer(handling: Handling, { stream }: DomainEvent): Promise<void> {
  const { status } = foldFile(handling.history)
  const action = handling.profile.workflow.actions.find(
    ({ takenOn, from }) => takenOn === 'answer' && status !== undefined && from.includes(status),
  )
  if (action && status) await handling.append(stream, [actedBy(action, status)])
}

type Request = Row<'fileRequests'>

/** Opens the work on a post-filing request: deciding about it, or what it asks for once it is granted. */
async function openRequestTasks(
  { office, profile, session, at }: Handling,
  event: DomainEvent,
  row: Request,
  rules: readonly Rule[],
): Promise<void> {
  const from = plainDateIn(profile.timeZone, event.at)
  const file =
    row.fileId === null
      ? undefined
      : await office.store.files.one({ _id: row.fileId, officeId: profile.id }, { session })
  office.store.tasks.add(
    rules.map(({ kind, role, dueWorkingDays }) =>
      newTask({
        officeId: profile.id,
        ...{ kind, role },
        stream: event.stream,
        subject: row.subject,
        openedAt: at,
        due: addWorkingDays(profile.calendar, from, dueWorkingDays),
        causedBy: event.eventId,
        about: row._id,
        ...(file ? { branch: file.branch } : {}),
      }),
    ),
    session,
  )
}

/** The office's rule grants a request that is inside its gate, at once; what it cannot grant waits for a person. */
async function takeRequest(handling: Handling, event: EventOf<'request.attached'>): Promise<void> {
  const { office, profile, session, history, at } = handling
  const { requestId } = event.data
  const row = await office.store.fileRequests.one({ _id: requestId, officeId: profile.id }, { session })
  if (row?.state !== 'waiting') return
  const { isByRule, roles } = decidersOf(profile, typeOf(profile, row))
  if (isByRule && row.gate.length === 0)
    try {
      const by = `processor:${examination.name}`
      const events = await grantRequest(office, session, { row, history, by, reason: null, at })
      await handling.append(event.stream, events)
      return
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
    }
  // Several roles may decide; one of them is asked, the first that has such tasks.
  const rules = roles.flatMap((role) =>
    profile.tasks.filter((one) => one.requests === true && one.role === role),
  )
  await openRequestTasks(handling, event, row, rules.slice(0, 1))
}

/** A granted request asks for work: a copy, a refund, an examination. */
async function openGranted(handling: Handling, event: EventOf<'request.decided'>): Promise<void> {
  const { office, profile, session } = handling
  const { requestId } = event.data
  const row = await office.store.fileRequests.one({ _id: requestId, officeId: profile.id }, { session })
  if (!row) return
  const asked = profile.tasks.filter(
    ({ opensOn, task }) => opensOn === 'request.decided' && task !== undefined && row.tasks.includes(task),
  )
  await openRequestTasks(handling, event, row, asked)
}

export const examination: Processor = {
  name: 'examination',
  takes: 'each',
  async handle([event], handling) {
    if (event.type === 'request.attached' && event.data.kind === 'post-filing')
      return takeRequest(handling, event)
    if (event.type === 'request.decided') return openGranted(handling, event)
    if (!event.stream.startsWith('file:')) return
    const notice = event.type === 'request.attached' ? await answeredNotice(handling, event) : undefined
    if (event.type === 'file.acted') await closeTasks(handling, event)
    await openTasks(handling, event, notice)
    if (notice) await takeOnAnswer(handling, event)
  },
}
