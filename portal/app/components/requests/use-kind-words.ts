/** What a draft is called by its kind: a request about a file by the title of its type, as the office has it now. */
import type { RequestKind } from '@lodge/shared-types'
import { useCallback } from 'react'
import { useReference, useRequestTypes } from '../../device/use-device.tsx'
import { useLanguage, useWords } from '../../language.tsx'
import { kindIn } from '../../messages/words-for.ts'

type Kind = { requestKind: RequestKind; type?: string }

/** Returns how to say the kind of any of `drafts`; the office's types are read where one of them needs that. */
export function useKindWords(officeId: string, drafts: readonly Kind[]): (draft: Kind) => string {
  const words = useWords()
  const language = useLanguage()
  const profile = useReference(officeId)
  const isNeeded = drafts.some(({ type }) => type !== undefined)
  const types = useRequestTypes(officeId, isNeeded ? profile?.requestTypesDigest : undefined)
  return useCallback(
    ({ requestKind, type }) => {
      const found = types?.find((one) => one.type === type)
      return found ? found.title[language] : kindIn(words, requestKind)
    },
    [types, language, words],
  )
}

/** Returns what a draft is called among others: a request about a file by what it asks and about which. */
export const titleAmong = (
  { requestKind, title }: Kind & { title: string },
  kind: string,
  untitled: string,
): string => {
  if (requestKind === 'post-filing') return [kind, title].filter((part) => part !== '').join(' · ')
  return title === '' ? untitled : title
}
