/** The words of the page about mail in both languages: nobody else loads them. */
import type { Language } from '@lodge/shared-types'
import { mailPreferenceInArabic } from './mail-preference.ar.ts'
import { mailPreferenceInEnglish, type MailPreferenceWords } from './mail-preference.en.ts'

export const mailPreferenceWords: Readonly<Record<Language, MailPreferenceWords>> = {
  en: mailPreferenceInEnglish,
  ar: mailPreferenceInArabic,
}
