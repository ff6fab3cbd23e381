/** The words of the cash desk in both languages: only its page loads them. */
import type { Language } from '@lodge/shared-types'
import { cashInArabic } from './cash.ar.ts'
import { cashInEnglish, type CashWords } from './cash.en.ts'

export const cashWords: Readonly<Record<Language, CashWords>> = { en: cashInEnglish, ar: cashInArabic }
