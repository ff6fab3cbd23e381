/** The words of examination, notices and approvals in both languages: only the desk's own pages load them. */
import type { Language } from '@lodge/shared-types'
import { examinationInArabic } from './examination.ar.ts'
import { examinationInEnglish, type ExaminationWords } from './examination.en.ts'

export const examinationWords: Readonly<Record<Language, ExaminationWords>> = {
  en: examinationInEnglish,
  ar: examinationInArabic,
}
