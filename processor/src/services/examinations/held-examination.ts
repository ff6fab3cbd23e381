/** Who fills in a checklist for a file: the officer who holds an open task of the file that is worked by it. */
import { ProblemError, streamOf, type Actor, type OfficeProfile } from '@lodge/shared-types'
import type { ClientSession } from 'mongodb'
import type { Store } from '../../store/store.ts'
import { personNames } from '../person-names.ts'

export type Held = { fileId: string; checklist: string }

/** The row's id of one checklist of one file. */
export const examinationId = ({ fileId, checklist }: Held): string => `${fileId}|${checklist}`

/** Returns who holds the tasks that are worked by the checklist: nobody, or as a rule one. */
export async function holdersOf(
  store: Pick<Store, 'tasks'>,
  profile: OfficeProfile,
  { fileId, checklist }: Held,
  session?: ClientSession,
): Promise<string[]> {
  const kinds = profile.tasks.filter((task) => task.checklist === checklist).map(({ kind }) => kind)
  const tasks = await store.tasks.many(
    { officeId: profile.id, stream: streamOf('file', fileId), kind: { $in: kinds }, state: 'claimed' },
    { session },
  )
  return tasks.flatMap(({ claimedBy }) => claimedBy ?? [])
}

/** @throws ProblemError `task-taken` with the colleague who fills in the checklist on which a decision stands */
export async function mustNotBeAnothers(
  store: Store,
  profile: OfficeProfile,
  actor: Actor,
  held: Held,
  session: ClientSession,
): Promise<void> {
  const holders = await holdersOf(store, profile, held, session)
  if (holders.length === 0 || holders.includes(actor.who.id)) return
  const names = await personNames(store, profile.id, holders.slice(0, 1))
  const [holder] = names.values()
  throw new ProblemError(
    'task-taken',
    `${holder?.name ?? 'Another person'} examines this file; the decision on its checklist is theirs.`,
  )
}

/** Makes an answer to the checklist that is given at the same moment wait for the decision that stands on it. */
export async function pinExamination(
  store: Pick<Store, 'examinations'>,
  officeId: string,
  held: Held,
  session: ClientSession,
): Promise<void> {
  await store.examinations.update({ _id: examinationId(held), officeId }, { $inc: { rev: 1 } }, { session })
}
