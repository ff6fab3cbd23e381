/** Alarms: something that a person must look at becomes a task for administrators, once. */
import { plainDateIn } from '@lodge/shared-types'
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../office.ts'
import { isDuplicateKey } from '../store/transaction.ts'

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
        {
          _id: uuidv7(),
          officeId: id,
          kind: 'alarm',
          role: 'administrator',
          stream: null,
          subject: what,
          state: 'open',
          claimedBy: null,
          claimedAt: null,
          openedAt: office.clock.now(),
          due: null,
          causedBy: key,
          closedAt: null,
          rev: 0,
        },
      ])
    } catch (error) {
      if (!isDuplicateKey(error)) office.log.error('alarm-not-stored', { officeId: id, key })
    }
}
