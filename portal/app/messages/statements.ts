/** The words of statements and matching in both languages: only the desk's money pages load them. */
import type { Language } from '@lodge/shared-types'
import { statementsInArabic } from './statements.ar.ts'
import { statementsInEnglish, type StatementsWords } from './statements.en.ts'

export const statementsWords: Readonly<Record<Language, StatementsWords>> = {
  en: statementsInEnglish,
  ar: statementsInArabic,
}
