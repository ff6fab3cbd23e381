/** The office's list of terms, ready to be searched: made once for each list and kept while the tab lives. */
import { useEffect, useState } from 'react'
import { makeTermIndex, type TermIndex } from '@lodge/shared-types'
import { useTerms } from '../../device/use-device.tsx'

const made = new Map<string, TermIndex>()

/** Returns the index; null: the list never came to this device; undefined: it is being opened. */
export function useTermIndex(officeId: string, termsVersion: string): TermIndex | null | undefined {
  const key = `${officeId} ${termsVersion}`
  const known = made.get(key)
  const list = useTerms(officeId, known ? undefined : termsVersion)
  const [, setCount] = useState(0)
  useEffect(() => {
    if (!list || made.has(key)) return
    // After the page has been drawn: making it takes a moment on a small phone.
    const timer = setTimeout(() => {
      made.set(key, makeTermIndex(list))
      setCount((count) => count + 1)
    })
    return () => clearTimeout(timer)
  }, [list, key])
  if (known) return known
  return list === null ? null : undefined
}
