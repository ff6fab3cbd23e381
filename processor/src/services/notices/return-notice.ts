/** Gives an approved notice that cannot be issued as it is back to its maker, with a task that leads to it. */
import { foldFile, streamOf, type OfficeProfile } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import { writeAudit } from '../../audit.ts'
import type { Office } from '../../office.ts'
import type { Row } from '../../store/rows.ts'
import type { Store } from '../../store/store.ts'
import { readStream } from '../../store/streams.ts'
import { newTask } from '../../work/new-task.ts'
import { actionOfNotice } from './notice-rules.ts'

type Notice = Row<'notices'>

/** The kind of the task by which a maker gets a notice back. */
export const noticeReturnedTask = 'notice-returned'

/** Returns a task about a notice for its maker, or for everyone of the action's role where the maker has left it. */
export async function taskAboutNotice(
  { store }: Pick<Office, 'store'>,
  session: ClientSession,
  profile: OfficeProfile,
  notice: Notice,
  { kind, causedBy, at }: { kind: string; causedBy: string; at: Date },
): Promise<Row<'tasks'>> {
  const { _id, officeId, fileId, makerId } = notice
  const stream = streamOf('file', fileId)
  const [role = 'registrar'] = actionOfNotice(profile, notice).roles
  const maker = await store.users.one({ _id: makerId, officeId, disabled: false, roles: role }, { session })
  const { received } = foldFile(await readStream(store, officeId, stream, { session }))
  return newTask({
    officeId,
    kind,
    role,
    subject: received?.fileNumber ?? fileId,
    stream,
    causedBy,
    about: _id,
    openedAt: at,
    holder: maker?._id,
    ...(received ? { branch: received.branch } : {}),
  })
}

/** Gives the maker of a notice that is a draft again a task that leads to it. */
export async function openReturnedTask(
  office: Pick<Office, 'store' | 'profiles'>,
  session: ClientSession,
  notice: Notice,
  at: Date,
): Promise<void> {
  const opens = { kind: noticeReturnedTask, causedBy: `${notice._id}:${notice.rev}`, at }
  const profile = office.profiles.of(notice.officeId)
  office.store.tasks.add([await taskAboutNotice(office, session, profile, notice, opens)], session)
}

/** Why an approved notice was not issued. */
export type NoticeReturn = NonNullable<Notice['returned']>

/** Makes an approved notice a draft again, unless another process has issued or returned it meanwhile. */
export async function returnNotice(office: Office, notice: Notice, returned: NoticeReturn): Promise<void> {
  const { store, clock } = office
  const { _id, officeId, rev } = notice
  await store.transaction(async (session) => {
    const at = clock.now()
    const isOurs = await store.notices.update(
      { _id, officeId, state: 'approved', rev },
      { $set: { state: 'draft', returned, updatedAt: at }, $inc: { rev: 1 } },
      { session },
    )
    if (!isOurs) return
    await openReturnedTask(office, session, notice, at)
    const entry = { officeId, who: 'processor:examination', subject: `notice:${_id}`, detail: returned }
    await writeAudit(office, { ...entry, what: 'returned-notice' }, session)
  })
}

/** Ends the task of a notice that was given back: its maker has asked again, or withdrawn it. */
export async function closeReturnedTask(
  store: Pick<Store, 'tasks'>,
  session: ClientSession,
  { _id, officeId, fileId }: Notice,
  at: Date,
): Promise<void> {
  await store.tasks.updateMany(
    {
      officeId,
      stream: streamOf('file', fileId),
      kind: noticeReturnedTask,
      about: _id,
      state: { $ne: 'done' },
    },
    { $set: { state: 'done', closedAt: at }, $inc: { rev: 1 } },
    { session },
  )
}
