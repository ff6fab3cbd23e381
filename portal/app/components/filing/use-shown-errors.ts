/** Which of a page's errors are shown: never while a person writes for the first time, always once they asked to go on. */
import { useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { focusField } from './error-list.tsx'
import type { ToldError } from './judge.ts'
import type { Filing } from './use-filing.tsx'

export type ShownErrors = {
  /** All of this page, or of this item. */
  all: readonly ToldError[]
  /** Those that stand at their fields now. */
  shown: readonly ToldError[]
  /** Whether the person asked for all of them; how often, so that the list can take the focus. */
  isAsked: boolean
  asked: number
  leave: (path: string) => void
  ask: () => void
}

/** Errors are shown of fields that were left with something in them, and all of them once the page is asked about. */
export function useShownErrors(
  { judged, values }: Pick<Filing, 'judged' | 'values'>,
  pageId: string,
  itemId?: string,
): ShownErrors {
  const { hash } = useLocation()
  const check = judged?.check
  // Who comes from a list of errors, or back to a page that is wrong, sees what is wrong at once.
  const [isAsked, setIsAsked] = useState(hash !== '' || check?.pages[pageId] === 'needs-you')
  const isChecked = check !== undefined
  useEffect(() => {
    if (check?.pages[pageId] === 'needs-you') setIsAsked(true)
    // Only of the first check: what becomes wrong while a person writes waits until they leave the field.
  }, [isChecked])
  const [asked, setAsked] = useState(0)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (hash === '') return
    setIsAsked(true)
    focusField(decodeURIComponent(hash.slice(1)))
  }, [hash])
  const all = (check?.errors ?? []).filter((error) => error.pageId === pageId && error.itemId === itemId)
  const wasLeft = (path: string): boolean =>
    [...left].some((field) => path === field || path.startsWith(`${field}.`))
  return {
    all,
    shown: isAsked ? all : all.filter(({ path }) => wasLeft(path)),
    isAsked,
    asked,
    leave: (path) => {
      if (values.has(path) && !left.has(path)) setLeft(new Set(left).add(path))
    },
    ask: () => {
      setIsAsked(true)
      setAsked((count) => count + 1)
    },
  }
}
