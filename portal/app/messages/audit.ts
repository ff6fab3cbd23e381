/** The words of the audit log in both languages: only its page loads them. */
import type { Language } from '@lodge/shared-types'
import { auditInArabic } from './audit.ar.ts'
import { auditInEnglish, type AuditWords } from './audit.en.ts'

export const auditWords: Readonly<Record<Language, AuditWords>> = {
  en: auditInEnglish,
  ar: auditInArabic,
}
