/** The words of the desk's file view in both languages: only the desk's own pages load them. */
import type { Language } from '@lodge/shared-types'
import { staffFileInArabic } from './staff-file.ar.ts'
import { staffFileInEnglish, type StaffFileWords } from './staff-file.en.ts'

export const staffFileWords: Readonly<Record<Language, StaffFileWords>> = {
  en: staffFileInEnglish,
  ar: staffFileInArabic,
}
