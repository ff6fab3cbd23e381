/** A request about a file: chosen from what this device knows of the account's files, with or without a network. */
import { useSearchParams } from '@remix-run/react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { rights, type FileFacts } from '@lodge/shared-types'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import { ChooseFile } from '../../components/requests/choose-file.tsx'
import type { Subject } from '../../components/requests/subject.ts'
import { useConnection } from '../../connection.tsx'
import type { Device } from '../../device/open-device.ts'
import { useDevice, useLive, useReference, useRequestTypes } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { fileRequestsWords } from '../../messages/file-requests.ts'

/** Gates and prices come once there is something that they are about. */
const ChooseRequest = lazy(() => import('../../components/requests/choose-request.tsx'))

/** Asks the office for the account's files whenever it can be reached. Returns whether that is still awaited. */
function useFreshFiles(device: Device): boolean {
  const { reachability } = useConnection()
  const [isAsked, setIsAsked] = useState(false)
  useEffect(() => {
    let isLeft = false
    const done = (): void => {
      if (!isLeft) setIsAsked(true)
    }
    if (reachability === 'away') done()
    else
      // What is kept serves, and the next change of the connection asks again.
      void import('../../device/own-files-at-office.ts')
        .then(({ bringOwnFiles }) => bringOwnFiles(device))
        .then(done, done)
    return () => {
      isLeft = true
    }
  }, [device, reachability])
  return !isAsked
}

/** Returns what the address says that the request is about. */
function subjectIn(asked: URLSearchParams, files: readonly FileFacts[]): Subject | undefined {
  const [fileId, fileNumber, money] = ['file', 'number', 'money'].map((name) => asked.get(name))
  if (money) return { kind: 'money', number: money }
  const own = files.find((file) => file.fileId === fileId || file.fileNumber === fileNumber)
  if (own) return { kind: 'own', file: own }
  const right = rights.find((one) => one === asked.get('right'))
  return fileNumber && right ? { kind: 'number', fileNumber, right } : undefined
}

export default function NewRequest() {
  const device = useDevice()
  const base = `/o/${device.officeId}`
  const words = useWords().drafting.away
  const own = useWordsOf(fileRequestsWords).choose
  const [asked] = useSearchParams()
  useFreshReference(device.officeId)
  const isAsking = useFreshFiles(device)
  const profile = useReference(device.officeId)
  const types = useRequestTypes(device.officeId, profile?.requestTypesDigest)
  const kept = useLive(async () => (await device.ownFiles.read()) ?? null, [device])
  if (profile === undefined || kept === undefined || (profile && types === undefined)) return <Opening />
  if (profile === null || (types === null && !isAsking))
    return <Away title={words.noProfile} lead={words.noProfileLead} to={`${base}/drafts`} words={own.back} />
  const subject = subjectIn(asked, kept?.files ?? [])
  if (subject)
    return (
      <Suspense fallback={<Opening />}>
        <ChooseRequest subject={subject} profile={profile} types={types ?? []} asOf={kept?.asOf} />
      </Suspense>
    )
  // A file that the office has just made may be on its way here.
  if (asked.has('file') && isAsking) return <Opening />
  return <ChooseFile profile={profile} types={types ?? []} kept={kept} isAsking={isAsking} />
}
