/** The words of requests about a file in both languages: only the pages about them load these. */
import type { Language } from '@lodge/shared-types'
import { fileRequestsInArabic } from './file-requests.ar.ts'
import { fileRequestsInEnglish, type FileRequestsWords } from './file-requests.en.ts'

export const fileRequestsWords: Readonly<Record<Language, FileRequestsWords>> = {
  en: fileRequestsInEnglish,
  ar: fileRequestsInArabic,
}
