/** The words of following a file in both languages: only the pages for applicants, and the deadlines of agents, load them. */
import type { Language } from '@lodge/shared-types'
import { followInArabic } from './follow.ar.ts'
import { followInEnglish, type FollowWords } from './follow.en.ts'

export const followWords: Readonly<Record<Language, FollowWords>> = {
  en: followInEnglish,
  ar: followInArabic,
}
