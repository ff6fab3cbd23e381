/** Calls finance for money that nobody has explained for longer than the office allows. */
import { addDays, formatMoney, plainDateIn } from '@lodge/shared-types'
import type { Office } from '../../office.ts'
import { isDuplicateKey } from '../../store/transaction.ts'
import type { JobOutcome } from '../../work/jobs.ts'
import { newTask } from '../../work/new-task.ts'
import { ageOf } from './suspense-ages.ts'
import { suspenseOldTask } from './task-kinds.ts'

export const oldSuspenseJob = 'call-for-old-suspense'

const everyMs = 3_600_000
/** So many tasks of one office in one run: more would bury the others. */
const most = 200

async function callIn(office: Office, officeId: string): Promise<void> {
  const { store, profiles, clock } = office
  const { timeZone, reconciliation } = profiles.of(officeId)
  const today = plainDateIn(timeZone, clock.now())
  const before = addDays(today, -reconciliation.suspenseDays)
  const lines = await store.statementLines.many(
    { officeId, state: 'suspense', bookedOn: { $lt: before } },
    { sort: { bookedOn: 1, _id: 1 }, limit: most },
  )
  const known = await store.tasks.many({
    officeId,
    kind: suspenseOldTask,
    causedBy: { $in: lines.map(({ _id }) => _id) },
  })
  for (const { _id, amount, bookedOn } of lines)
    if (!known.some(({ causedBy }) => causedBy === _id))
      await store.tasks
        .insert([
          newTask({
            officeId,
            kind: suspenseOldTask,
            role: 'finance',
            subject: `${formatMoney(amount)}, ${ageOf(bookedOn, today)} d`,
            causedBy: _id,
            about: _id,
            openedAt: clock.now(),
          }),
        ])
        .catch((error: unknown) => {
          // Another process was first.
          if (!isDuplicateKey(error, 'tasks')) throw error
        })
}

/** The job for every office. */
export async function callForOldSuspense(_job: unknown, office: Office): Promise<JobOutcome> {
  for (const officeId of office.profiles.ids()) await callIn(office, officeId)
  return { runAt: new Date(office.clock.now().getTime() + everyMs) }
}
