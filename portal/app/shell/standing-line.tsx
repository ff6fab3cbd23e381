/** The one place that says, in words, how saving and sending stand. */
import { useParams } from '@remix-run/react'
import { Fragment, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useConnection } from '../connection.tsx'
import type { Device } from '../device/open-device.ts'
import { useDevice, useLive } from '../device/use-device.tsx'
import { useWords } from '../language.tsx'
import type { Words } from '../messages/en.ts'
import { standingOf, type StandingPart } from './standing.ts'
import { hasUnsaved, onUnsavedChange } from './unsaved.ts'
import { whenIdle } from './when-idle.ts'
import styles from './standing-line.module.css'

/** Returns a part in words; what a person can do something about leads there. */
function inWords(part: StandingPart, words: Words['shell']['standing'], base: string): ReactNode {
  switch (part.kind) {
    case 'saving':
      return words.saving
    case 'saved':
      return words.saved
    case 'not-yet-sent':
      return words.notYetSent
    case 'queued':
      return <a href={`${base}/outbox`}>{words.queued(part.count)}</a>
    case 'needs-you':
      return <a href={`${base}/outbox`}>{words.needsYou(part.count)}</a>
    case 'unreadable':
      return words.unreadable(part.count)
    case 'away':
      return words.away
    case 'sign-in':
      return <a href={`${base}/sign-in?to=${base}/outbox`}>{words.signIn}</a>
    case 'other-user':
      return <a href={`${base}/sign-in?to=${base}/outbox`}>{words.otherUser}</a>
    case 'clock-wrong':
      return words.clockWrong
  }
}

/** Only what a person should look at has a colour; the words say it anyway. */
const loud: readonly StandingPart['kind'][] = [
  'needs-you',
  'unreadable',
  'sign-in',
  'other-user',
  'clock-wrong',
]

/** Returns how many drafts and dossiers cannot be read; looked for once, since what is damaged was so before. */
function useUnreadable(device: Device): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    // A device that was closed meanwhile is told of by the layout.
    const look = (): void => void device.countUnreadable().then(setCount, () => undefined)
    return whenIdle(look)
  }, [device])
  return count
}

export function StandingLine() {
  const words = useWords().shell.standing
  const device = useDevice()
  const { draftId } = useParams()
  const outbox = useLive(() => device.outbox.list(), [device]) ?? []
  const sender = useConnection()
  const isUnsaved = useSyncExternalStore(onUnsavedChange, hasUnsaved, () => false)
  const unreadable = useUnreadable(device)
  const parts = standingOf({
    hasUnsaved: isUnsaved,
    isDraft: draftId !== undefined,
    outbox,
    sender,
    unreadable,
  })
  return (
    <p className={`page ${styles.line}`} role="group" aria-label={words.label}>
      {parts.map((part, at) => (
        <Fragment key={part.kind}>
          {at > 0 && ' · '}
          <span className={loud.includes(part.kind) ? styles.loud : undefined}>
            {inWords(part, words, `/o/${device.officeId}`)}
          </span>
        </Fragment>
      ))}
    </p>
  )
}
