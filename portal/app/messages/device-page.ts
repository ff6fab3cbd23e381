/** The words of the page of this device in both languages: only that page loads them. */
import { devicePageInArabic } from './device-page.ar.ts'
import { devicePageInEnglish } from './device-page.en.ts'

export const devicePageWords = { en: devicePageInEnglish, ar: devicePageInArabic }
