/** Alarms: something that a person must look at becomes a task for administrators, once. */
import { plainDateIn } from '@lodge/shared-types'
import type { Office } from '../office.ts'
import { isDuplicateKey } from '../store/transaction.ts'
import { newTask } from './new-task.ts'

/** Stands for all offices, in rows and alarms that belong to none. */
export const everyOffice = 'system'

type Alarm = {
  /** The office whose administrators are called, or `everyOffice`. */
  officeId: string
  /** The same key raises one alarm only; what may happen again and again has its day in the key. */
  key: string
  /** What happened, for the person who looks: no personal data. */
  what: string
}

/** Returns the key of something that may happen again: it raises one alarm a day. */
export const dailyKey = (key: string, at: Date): string => `${key}:${plainDateIn('UTC', at)}`

/** Raises an alarm outside of any transaction; it never fails its caller. */
export async function raiseAlarm(
  office: Pick<Office, 'store' | 'clock' | 'log' | 'profiles'>,
  { officeId, key, what }: Alarm,
): Promise<void> {
  office.log.error('alarm', { officeId, key, what })
  for (const id of officeId === everyOffice ? office.profiles.ids() : [officeId])
    try {
      await office.store.tasks.insert([
        newTask({
          officeId: id,
          kind: 'alarm',
          role: 'administrator',
          subject: what,
          causedBy: key,
          openedAt: office.clock.now(),
        }),
      ])
    } catch (error) {
      if (!isDuplicateKey(error)) office.log.error('alarm-not-stored', { officeId: id, key })
    }
}
