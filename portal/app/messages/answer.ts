/** The words of notices and answers in both languages: only the pages about them load these. */
import type { Language } from '@lodge/shared-types'
import { answerInArabic } from './answer.ar.ts'
import { answerInEnglish, type AnswerWords } from './answer.en.ts'

export const answerWords: Readonly<Record<Language, AnswerWords>> = {
  en: answerInEnglish,
  ar: answerInArabic,
}
