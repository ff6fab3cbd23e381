/** The moment between asking for a similar application and its draft. */
import { useNavigate } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { PublicProfile } from '@lodge/shared-types'
import { useDevice } from '../../device/use-device.tsx'
import { useWordsOf } from '../../language.tsx'
import { reuseWords } from '../../messages/reuse.ts'
import { useOfficeDay } from '../../office-clock.ts'
import { Away, Opening } from '../filing/screen-states.tsx'
import { beginSimilar } from './begin-similar.ts'

/** Asked once for each file: a page that is drawn twice makes one draft. */
const begun = new Map<string, Promise<string | undefined>>()

export default function Similar({ fileId, profile }: { fileId: string; profile: PublicProfile }) {
  const words = useWordsOf(reuseWords)
  const device = useDevice()
  const navigate = useNavigate()
  const on = useOfficeDay(profile)
  const [failure, setFailure] = useState<'away' | 'not-taken'>()
  const base = `/o/${device.officeId}`
  useEffect(() => {
    let isLeft = false
    const draft = begun.get(fileId) ?? beginSimilar(device, fileId, { profile, on })
    begun.set(fileId, draft)
    draft
      .then(
        (id) => {
          if (isLeft) return
          if (id === undefined) setFailure('not-taken')
          else navigate(`${base}/drafts/${id}`, { replace: true })
        },
        () => {
          if (!isLeft) setFailure('away')
        },
      )
      .finally(() => begun.delete(fileId))
    return () => {
      isLeft = true
    }
  }, [device, fileId, profile, on, base, navigate])
  if (failure === undefined) return <Opening />
  return (
    <Away
      title={failure === 'away' ? words.similar.awayTitle : words.templates.notTaken}
      lead={words.similar.awayLead}
      to={`${base}/drafts`}
      words={words.similar.back}
    />
  )
}
