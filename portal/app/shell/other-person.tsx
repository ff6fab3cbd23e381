/** Somebody else is signed in at the office than the person whose drafts are open: the device becomes theirs if they say so. */
import { useState } from 'react'
import { useConnection } from '../connection.tsx'
import { useDevice } from '../device/use-device.tsx'
import { useWords } from '../language.tsx'
import type { Enrolment } from './enrol-from-session.ts'
import { whenAllSaved } from './unsaved.ts'
import styles from './update-prompt.module.css'

export function OtherPerson() {
  const words = useWords().shell
  const { officeId, user } = useDevice()
  const { authority } = useConnection()
  const [refusal, setRefusal] = useState<Enrolment | 'failed'>()

  async function enrol(): Promise<Enrolment> {
    const { enrolFromSession } = await import('./enrol-from-session.ts')
    // What was typed here is the other person's, and is saved first.
    return whenAllSaved(() => enrolFromSession(officeId))
  }
  async function workHere(): Promise<void> {
    const outcome = await enrol().catch(() => 'failed' as const)
    if (outcome === 'enrolled') location.assign(`/o/${officeId}/drafts`)
    else setRefusal(outcome)
  }

  return (
    <div role="status">
      {authority === 'other-user' && (
        <p className={styles.prompt}>
          {words.otherPerson.lead(user.displayName)}{' '}
          {refusal === 'staff' ? (
            words.nobody.staff
          ) : (
            <button type="button" className={styles.reload} onClick={() => void workHere()}>
              {refusal === undefined ? words.otherPerson.workHere : words.otherPerson.again}
            </button>
          )}
        </p>
      )}
    </div>
  )
}
