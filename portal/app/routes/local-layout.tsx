/**
 * The layout of drafting pages. Neither it nor anything below or above has a loader on the server, and its document is the
 * same for every draft: what stands in it comes from this device, once the browser has the page.
 */
import { Outlet, useParams } from '@remix-run/react'
import { useEffect, useReducer } from 'react'
import { ClosedFrame, LocalFrame } from '../components/local-frame.tsx'
import { ProblemPage } from '../components/problem-page.tsx'
import { SenderProvider } from '../connection.tsx'
import { DeviceProvider, useOpenedDevice } from '../device/use-device.tsx'
import { Closed, Failed, Nobody, Opening } from '../shell/closed-device.tsx'
import { keepDraftingAtHand } from '../shell/keep-at-hand.ts'

/** There to be waited for: below a loader of the browser nothing is rendered while the document is made. */
export const clientLoader = (): null => null

export const HydrateFallback = Opening

function OfficeOnDevice({ officeId, onEnrolled }: { officeId: string; onEnrolled: () => void }) {
  const opened = useOpenedDevice(officeId)
  switch (opened.state) {
    case 'opening':
      return <Opening />
    case 'nobody':
      return <Nobody officeId={officeId} onEnrolled={onEnrolled} />
    case 'closed':
      return <Closed because={opened.because} />
    case 'failed':
      return <Failed />
    case 'open':
      return (
        <DeviceProvider device={opened.device}>
          <SenderProvider device={opened.device}>
            <LocalFrame>
              <Outlet />
            </LocalFrame>
          </SenderProvider>
        </DeviceProvider>
      )
  }
}

export default function LocalLayout() {
  const { officeId = '' } = useParams()
  const [enrolments, enrolled] = useReducer((count: number) => count + 1, 0)
  useEffect(keepDraftingAtHand, [])
  return <OfficeOnDevice key={`${officeId} ${enrolments}`} officeId={officeId} onEnrolled={enrolled} />
}

export function ErrorBoundary() {
  return (
    <ClosedFrame>
      <ProblemPage />
    </ClosedFrame>
  )
}
