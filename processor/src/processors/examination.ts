/** Examination: opens the tasks that the office's profile asks for, and closes those that an action has answered. */
import { addWorkingDays, foldFile, plainDateIn, type DomainEvent } from '@lodge/shared-types'
import { newTask } from '../work/new-task.ts'
import type { Handling, Processor } from '../work/processor.ts'

const opens = (rule: { opensOn: string; action?: string | undefined }, event: DomainEvent): boolean =>
  rule.opensOn === event.type && (event.type !== 'file.acted' || rule.action === event.data.action)

function openTasks({ office, profile, session, at, history }: Handling, event: DomainEvent): void {
  // The day of the event counts, however late the work on it comes.
  const from = plainDateIn(profile.timeZone, event.at)
  const { received } = foldFile(history)
  const subject = received?.fileNumber ?? event.stream
  const rows = profile.tasks
    .filter((rule) => opens(rule, event))
    .map(({ kind, role, dueWorkingDays }) =>
      newTask({
        officeId: profile.id,
        kind,
        role,
        stream: event.stream,
        subject,
        openedAt: at,
        due: addWorkingDays(profile.calendar, from, dueWorkingDays),
        causedBy: event.eventId,
        ...(received ? { branch: received.branch } : {}),
      }),
    )
  office.store.tasks.add(rows, session)
}

async function closeTasks({ office, profile, session, at }: Handling, event: DomainEvent): Promise<void> {
  if (event.type !== 'file.acted') return
  const kinds = profile.tasks
    .filter((rule) => rule.closedBy.includes(event.data.action))
    .map((rule) => rule.kind)
  await office.store.tasks.updateMany(
    { officeId: profile.id, stream: event.stream, kind: { $in: kinds }, state: { $ne: 'done' } },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
}

export const examination: Processor = {
  name: 'examination',
  takes: 'each',
  async handle([event], handling) {
    // A post-filing request about a dossier is no work on a file.
    if (!event.stream.startsWith('file:')) return
    await closeTasks(handling, event)
    openTasks(handling, event)
  },
}
