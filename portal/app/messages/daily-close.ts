/** The words of the daily close in both languages: only its pages load them. */
import type { Language } from '@lodge/shared-types'
import { dailyCloseInArabic } from './daily-close.ar.ts'
import { dailyCloseInEnglish, type DailyCloseWords } from './daily-close.en.ts'

export const dailyCloseWords: Readonly<Record<Language, DailyCloseWords>> = {
  en: dailyCloseInEnglish,
  ar: dailyCloseInArabic,
}
