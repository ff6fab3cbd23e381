/** The answer to a notice: written on this device, with or without a network, once the notice is on it. */
import { useParams } from '@remix-run/react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import { useConnection } from '../../connection.tsx'
import type { Device } from '../../device/open-device.ts'
import { refreshReference } from '../../device/reference.ts'
import { useDevice, useLive, useReference } from '../../device/use-device.tsx'
import { useWordsOf } from '../../language.tsx'
import { answerWords } from '../../messages/answer.ts'
import { useOfficeDay } from '../../office-clock.ts'

/** The forms and their controls come once it is known that there is something to answer. */
const AnswerScreen = lazy(() => import('../../components/answering/answer-screen.tsx'))

/**
 * Asks the office for the notice as it is now, and for its forms, whenever it can be reached: whoever comes here from the notice
 * may never have drafted on this device. Returns whether that is still awaited.
 */
function useFreshNotice(device: Device, noticeId: string): boolean {
  const { reachability } = useConnection()
  const [asked, setAsked] = useState<string>()
  useEffect(() => {
    let isLeft = false
    const done = (): void => {
      if (!isLeft) setAsked(noticeId)
    }
    if (reachability === 'away') done()
    else
      // What is kept serves, and the next change of the connection asks again.
      void Promise.allSettled([
        import('../../device/notices-at-office.ts').then(({ bringNotice }) => bringNotice(device, noticeId)),
        refreshReference(device.officeId),
      ]).then(done)
    return () => {
      isLeft = true
    }
  }, [device, noticeId, reachability])
  return asked !== noticeId
}

export default function Answer() {
  const { noticeId = '' } = useParams()
  const device = useDevice()
  const base = `/o/${device.officeId}`
  const words = useWordsOf(answerWords).answer
  const profile = useReference(device.officeId)
  const on = useOfficeDay(profile ?? { timeZone: 'UTC' })
  const isAsking = useFreshNotice(device, noticeId)
  const notice = useLive(async () => (await device.notices.read(noticeId)) ?? null, [device, noticeId])
  const draftId = useLive(
    async () => (await device.drafts.list()).find(({ about }) => about === noticeId)?.id ?? null,
    [device, noticeId],
  )
  const isOpen = notice?.state === 'issued' && notice.answerBy !== null
  useEffect(() => {
    if (draftId !== null || !notice || !isOpen || !profile || isAsking) return
    // Where it cannot be saved the page stays as it is opening; the frame says what is wrong with the device.
    void import('../../components/answering/begin-answer.ts')
      .then(({ beginAnswer }) => beginAnswer(device, notice, profile, on))
      .catch(() => undefined)
  }, [device, draftId, notice, isOpen, profile, on, isAsking])

  if (notice && typeof draftId === 'string')
    return (
      <Suspense fallback={<Opening />}>
        <AnswerScreen notice={notice} draftId={draftId} />
      </Suspense>
    )
  const isReady = isOpen && profile !== null
  if (notice === undefined || draftId === undefined || profile === undefined || (isAsking && !isReady))
    return <Opening />
  const to = { to: `${base}/drafts`, words: words.back }
  if (notice === null || profile === null)
    return <Away title={words.notHere} lead={words.notHereLead} {...to} />
  return isOpen ? <Opening /> : <Away title={words.over} lead={words.overLead} {...to} />
}
