/** What stands in the place of drafting pages while no device is open: nobody has signed in here, or somebody signed out. */
import { useEffect, useState } from 'react'
import { ClosedFrame, Opening } from '../components/local-frame.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Actions, PageHeader } from '../components/page-header.tsx'
import type { ClosedBecause } from '../device/open-device.ts'
import { useWords } from '../language.tsx'
import { usePageTitle } from '../page-title.ts'
import type { Enrolment } from './enrol-from-session.ts'

type Told = { title: string; lead: string; action?: { to: string; label: string } }

/** Links load documents: sign-in comes from the office, and a device is opened anew by a new page. */
function Message({ title, lead, action }: Told) {
  usePageTitle(title)
  return (
    <ClosedFrame>
      <PageHeader title={title} lead={lead} />
      {action && (
        <Actions>
          <ButtonLink to={action.to} isElsewhere>
            {action.label}
          </ButtonLink>
        </Actions>
      )}
    </ClosedFrame>
  )
}

/** While the office cannot be reached it is asked again so often. */
const againMs = 5_000

/** A person who is signed in at the office needs no other step: this device becomes theirs. `onEnrolled` opens it. */
export function Nobody({ officeId, onEnrolled }: { officeId: string; onEnrolled: () => void }) {
  const words = useWords().shell.nobody
  const [found, setFound] = useState<Enrolment | 'failed'>()
  useEffect(() => {
    let isGone = false
    let again: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<Enrolment> => {
      // Loaded only where it is needed: it parses what the office says.
      const { enrolFromSession } = await import('./enrol-from-session.ts')
      return enrolFromSession(officeId)
    }
    const go = async (): Promise<void> => {
      const outcome = await ask().catch(() => 'failed' as const)
      if (isGone) return
      if (outcome === 'enrolled') onEnrolled()
      else setFound(outcome)
      if (outcome === 'away') again = setTimeout(() => void go(), againMs)
    }
    void go()
    return () => {
      isGone = true
      clearTimeout(again)
    }
  }, [officeId, onEnrolled])
  const base = `/o/${officeId}`
  switch (found) {
    case undefined:
    case 'enrolled':
      return <Opening />
    case 'failed':
      return <Failed />
    case 'away':
      return <Message title={words.title} lead={`${words.lead} ${words.away}`} />
    case 'not-signed-in': {
      const to = `${base}/sign-in?to=${location.pathname}`
      return <Message title={words.title} lead={words.lead} action={{ to, label: words.signIn }} />
    }
    case 'staff':
      return <Message title={words.staffTitle} lead={words.staff} action={{ to: base, label: words.back }} />
  }
}

export function Closed({ because }: { because: ClosedBecause }) {
  const words = useWords().shell.closed
  return (
    <Message
      title={words.title}
      lead={words[because]}
      action={{ to: location.pathname, label: words.reload }}
    />
  )
}

export function Failed() {
  const words = useWords().shell
  const action = { to: location.pathname, label: words.closed.reload }
  return <Message title={words.failed.title} lead={words.failed.lead} action={action} />
}
