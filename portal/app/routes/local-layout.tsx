/**
 * The layout of drafting pages. Neither it nor anything below or above has a loader on the server, and its document is the
 * same for every draft: what stands in it comes from this device, once the browser has the page.
 */
import { Outlet, useParams } from '@remix-run/react'
import { lazy, Suspense, useEffect, useReducer } from 'react'
import { ClosedFrame, LocalFrame, Opening } from '../components/local-frame.tsx'
import { ProblemPage } from '../components/problem-page.tsx'
import { SenderProvider, useConnection } from '../connection.tsx'
import type { Device } from '../device/open-device.ts'
import { DeviceProvider, useOpenedDevice } from '../device/use-device.tsx'
import { whenIdle } from '../shell/when-idle.ts'

/** There to be waited for: below a loader of the browser nothing is rendered while the document is made. */
export const clientLoader = (): null => null

export const HydrateFallback = Opening

/** Nearly always the device is open, and these are not needed. */
const Nobody = lazy(async () => ({ default: (await import('../shell/closed-device.tsx')).Nobody }))
const Closed = lazy(async () => ({ default: (await import('../shell/closed-device.tsx')).Closed }))
const Failed = lazy(async () => ({ default: (await import('../shell/closed-device.tsx')).Failed }))

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
            <NewsKept device={opened.device} />
            <LocalFrame>
              <Outlet />
            </LocalFrame>
          </SenderProvider>
        </DeviceProvider>
      )
  }
}

/** Brings the notices that wait for an answer and the account's files to this device, whenever the office can be reached. */
function NewsKept({ device }: { device: Device }) {
  const { reachability, authority } = useConnection()
  const canAsk = reachability === 'online' && authority === 'ok'
  useEffect(() => {
    if (!canAsk) return undefined
    // What is kept serves; the next change of the connection asks again.
    const bring = (): void => {
      void import('../device/notices-at-office.ts')
        .then(({ bringNotices }) => bringNotices(device))
        .catch(() => undefined)
      void import('../device/own-files-at-office.ts')
        .then(({ bringOwnFiles }) => bringOwnFiles(device))
        .catch(() => undefined)
    }
    return whenIdle(bring)
  }, [device, canAsk])
  return null
}

/** Whatever cannot be had now is asked for again by the page that needs it. */
function loadTheRest(): void {
  void import('../shell/keep-at-hand.ts').then(
    ({ keepDraftingAtHand }) => keepDraftingAtHand(),
    () => undefined,
  )
}

export default function LocalLayout() {
  const { officeId = '' } = useParams()
  const [enrolments, enrolled] = useReducer((count: number) => count + 1, 0)
  useEffect(() => whenIdle(loadTheRest), [])
  return (
    <Suspense fallback={<Opening />}>
      <OfficeOnDevice key={`${officeId} ${enrolments}`} officeId={officeId} onEnrolled={enrolled} />
    </Suspense>
  )
}

export function ErrorBoundary() {
  return (
    <ClosedFrame>
      <ProblemPage />
    </ClosedFrame>
  )
}
