/** The office's rules have changed since a draft was begun; what is submitted is judged by the new ones, so the draft follows. */
import { useState } from 'react'
import { useReference } from '../../device/use-device.tsx'
import { useWords } from '../../language.tsx'
import { Notice } from '../notice.tsx'
import { ActButton } from './act-button.tsx'
import type { Filing } from './use-filing.tsx'

export function NewRules({ filing: { device, draft, editor, closedBy } }: { filing: Filing }) {
  const words = useWords().drafting.newRules
  const current = useReference(device.officeId)
  const [hasFailed, setHasFailed] = useState(false)
  if (!current || closedBy !== undefined || current.version === draft.profileVersion) return null
  const { version: profileVersion, termsVersion } = current
  if (draft.type !== undefined && !Object.hasOwn(current.postFiling.types, draft.type))
    return (
      <Notice meaning="wrong" title={words.gone}>
        <p>{words.goneLead}</p>
      </Notice>
    )

  async function follow(): Promise<void> {
    await editor.flush()
    // Which tariff the draft was begun with stays noted: the cart shows what has changed since.
    await device.drafts.pin(draft.id, { profileVersion, termsVersion, tariffVersion: draft.tariffVersion })
  }
  return (
    <Notice meaning="attention" title={words.title}>
      <p>{hasFailed ? words.failed : words.lead}</p>
      <ActButton look="quiet" onAct={() => void follow().catch(() => setHasFailed(true))}>
        {words.follow}
      </ActButton>
    </Notice>
  )
}
