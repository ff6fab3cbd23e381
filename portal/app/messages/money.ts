/** The words of the desk's money pages in both languages: only those pages load them. */
import type { Language } from '@lodge/shared-types'
import { moneyInArabic } from './money.ar.ts'
import { moneyInEnglish, type MoneyWords } from './money.en.ts'

export const moneyWords: Readonly<Record<Language, MoneyWords>> = { en: moneyInEnglish, ar: moneyInArabic }
