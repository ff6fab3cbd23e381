/** Many filings from a table: the frame, which opens without a server; what reads tables comes after it. */
import { lazy, Suspense } from 'react'
import { Link } from '@remix-run/react'
import type { RequestType } from '@lodge/shared-types'
import { useFreshReference } from '../../components/filing/keep-reference-fresh.ts'
import { Away, Opening } from '../../components/filing/screen-states.tsx'
import { ScreenHead } from '../../components/filing/screen-head.tsx'
import styles from '../../components/filing/filing.module.css'
import { useDevice, useLive, useReference, useRequestTypes } from '../../device/use-device.tsx'
import { useWords, useWordsOf } from '../../language.tsx'
import { bulkWords } from '../../messages/bulk.ts'

const ImportTable = lazy(() => import('../../components/bulk/import-table.tsx'))

/** Without them on this device, applications alone are offered. */
const noTypes: readonly RequestType[] = []

export default function Import() {
  const device = useDevice()
  const { away } = useWords().drafting
  const words = useWordsOf(bulkWords)
  useFreshReference(device.officeId)
  const profile = useReference(device.officeId)
  const types = useRequestTypes(device.officeId, profile?.requestTypesDigest)
  const own = useLive(async () => (await device.ownFiles.read()) ?? null, [device])
  const base = `/o/${device.officeId}`
  if (profile === undefined || own === undefined || (profile && types === undefined)) return <Opening />
  if (profile === null)
    return <Away title={away.noProfile} lead={away.noProfileLead} to={`${base}/drafts`} words={words.back} />
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <Link className={styles.back} to={`${base}/drafts`}>
          {words.back}
        </Link>
      </div>
      <ScreenHead title={words.title} lead={words.lead} />
      <Suspense fallback={<Opening />}>
        <ImportTable profile={profile} types={types ?? noTypes} own={own ?? undefined} />
      </Suspense>
    </div>
  )
}
