/** Alarms: something that a person must look at becomes a task for administrators, once. */
import { v7 as uuidv7 } from 'uuid'
import type { Office } from '../office.ts'
import { isDuplicateKey } from '../store/transaction.ts'

type Alarm = {
  officeId: string
  /** The same key raises one alarm only. */
  key: string
  /** What happened, for the person who looks: no personal data. */
  what: string
}

/** Raises an alarm outside of any transaction; it never fails its caller. */
export async function raiseAlarm(
  office: Pick<Office, 'store' | 'clock' | 'log'>,
  { officeId, key, what }: Alarm,
): Promise<void> {
  office.log.error('alarm', { officeId, key, what })
  try {
    await office.store.tasks.insert([
      {
        _id: uuidv7(),
        officeId,
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
    if (!isDuplicateKey(error)) office.log.error('alarm-not-stored', { officeId, key })
  }
}
