/** The words of paying and of deposit accounts in both languages: only the pages about them load these. */
import type { Language } from '@lodge/shared-types'
import { payingInArabic } from './paying.ar.ts'
import { payingInEnglish, type PayingWords } from './paying.en.ts'

export const payingWords: Readonly<Record<Language, PayingWords>> = {
  en: payingInEnglish,
  ar: payingInArabic,
}
