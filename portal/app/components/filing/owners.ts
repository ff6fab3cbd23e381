/** Whose drafts these are: read after the list is drawn, a few at a time, and remembered until a draft changes. */
import { useEffect, useState } from 'react'
import { itemsOf, type FormValues } from '@lodge/shared-types'
import type { DraftSummary } from '../../device/drafts.ts'
import type { Device } from '../../device/open-device.ts'
import { textOf } from './value-text.ts'

/** Returns the first applicant's name, or an empty text. */
function ownerOf(values: FormValues): string {
  const [first] = itemsOf(values, 'applicants')
  if (first === undefined) return ''
  const part = (name: string): string => textOf(values.get(`applicants.${first}.${name}`))
  return part('kind') === 'natural' ? `${part('givenName')} ${part('familyName')}`.trim() : part('name')
}

/** Between two drawings of the list. */
const readAtOnce = 20

const known = new Map<string, string>()
const keyOf = ({ id, updatedAt }: DraftSummary): string => `${id} ${updatedAt}`

/** Returns the owners that are known so far, by draft id. */
export function useOwners(
  device: Device,
  drafts: readonly DraftSummary[] | undefined,
): ReadonlyMap<string, string> {
  const [owners, setOwners] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    if (!drafts) return
    let isCurrent = true
    const show = (): void => {
      if (isCurrent) setOwners(new Map(drafts.map((draft) => [draft.id, known.get(keyOf(draft)) ?? ''])))
    }
    async function read(missing: readonly DraftSummary[]): Promise<void> {
      show()
      for (let at = 0; at < missing.length && isCurrent; at += readAtOnce) {
        const some = missing.slice(at, at + readAtOnce)
        const found = await Promise.all(some.map(({ id }) => device.drafts.read(id)))
        found.forEach((draft, index) => {
          const summary = some[index]
          if (summary) known.set(keyOf(summary), draft ? ownerOf(draft.values) : '')
        })
        show()
      }
    }
    // The list is complete without; a device that was closed meanwhile shows no list at all.
    void read(drafts.filter((draft) => !known.has(keyOf(draft)))).catch(() => undefined)
    return () => {
      isCurrent = false
    }
  }, [device, drafts])
  return owners
}
