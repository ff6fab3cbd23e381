/** The words of operation and audit log in both languages: only their pages load them. */
import type { Language } from '@lodge/shared-types'
import { operationsInArabic } from './operations.ar.ts'
import { operationsInEnglish, type OperationsWords } from './operations.en.ts'

export const operationsWords: Readonly<Record<Language, OperationsWords>> = {
  en: operationsInEnglish,
  ar: operationsInArabic,
}
