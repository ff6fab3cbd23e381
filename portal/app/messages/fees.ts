/** The words of the desk's pages of fees in both languages: only the desk's own pages load them. */
import type { Language } from '@lodge/shared-types'
import { feesInArabic } from './fees.ar.ts'
import { feesInEnglish, type FeesWords } from './fees.en.ts'

export const feesWords: Readonly<Record<Language, FeesWords>> = { en: feesInEnglish, ar: feesInArabic }
