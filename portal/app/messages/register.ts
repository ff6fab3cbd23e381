/** The words of the register and of the requests about a file, in both languages: only the desk's own pages load them. */
import type { Language } from '@lodge/shared-types'
import { registerInArabic } from './register.ar.ts'
import { registerInEnglish, type RegisterWords } from './register.en.ts'

export const registerWords: Readonly<Record<Language, RegisterWords>> = {
  en: registerInEnglish,
  ar: registerInArabic,
}
