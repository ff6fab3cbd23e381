/** The frame of drafting pages: where they lead, who works here, and how saving and sending stand. */
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useDevice, useLive, useReference } from '../device/use-device.tsx'
import { useWords } from '../language.tsx'
import { OtherPerson } from '../shell/other-person.tsx'
import { StandingLine } from '../shell/standing-line.tsx'
import { UpdatePrompt } from '../shell/update-prompt.tsx'
import { Frame, FrameUser } from './frame.tsx'
import styles from './local-frame.module.css'

/** Links of the navigation; the files are the office's and need a server, so that theirs loads a document. */
function Navigation({ base }: { base: string }) {
  const words = useWords().shell.nav
  const device = useDevice()
  const drafts = useLive(() => device.drafts.list(), [device]) ?? []
  const ready = drafts.filter(
    ({ state, errorCount, requestKind }) =>
      state === 'draft' && errorCount === 0 && requestKind !== 'response-to-office-action',
  ).length
  return (
    <>
      <Link to={`${base}/drafts`}>{words.drafts}</Link>
      <Link to={`${base}/cart`} title={ready > 0 ? words.inCart(ready) : undefined}>
        {words.cart}
        {ready > 0 && <span className={styles.count}>{ready}</span>}
      </Link>
      <Link to={`${base}/outbox`}>{words.sent}</Link>
      <a href={`${base}/files`}>{words.files}</a>
      <Link to={`${base}/device`} className={styles.device} title={words.deviceOf(device.user.displayName)}>
        <FrameUser name={device.user.displayName} />
        <span>{words.device}</span>
      </Link>
    </>
  )
}

/** Around the pages of an open device. */
export function LocalFrame({ children }: { children: ReactNode }) {
  const device = useDevice()
  const profile = useReference(device.officeId)
  return (
    <Frame
      office={{ id: device.officeId, name: profile?.name }}
      nav={<Navigation base={`/o/${device.officeId}`} />}
      below={
        <>
          <StandingLine />
          <OtherPerson />
          <UpdatePrompt />
        </>
      }
      isLocal
    >
      {children}
    </Frame>
  )
}

/** Around what is shown while no device is open. It is part of documents for every address, and so names none. */
export const ClosedFrame = ({ children }: { children: ReactNode }) => (
  <Frame office={undefined} nav={null} below={<UpdatePrompt />} isLocal>
    {children}
  </Frame>
)

/** Holds the place of a page that is being opened. */
function PageSkeleton() {
  const words = useWords().shell
  return (
    <div className={styles.skeleton} aria-busy="true">
      <p className="unseen" role="status">
        {words.opening}
      </p>
      <span className={styles.title} />
      <span className={styles.text} />
      <span className={styles.text} />
      <span className={styles.block} />
    </div>
  )
}

/** While the device is being opened. */
export const Opening = () => (
  <ClosedFrame>
    <PageSkeleton />
  </ClosedFrame>
)
