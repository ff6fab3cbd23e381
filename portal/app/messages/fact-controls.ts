/** The words of views, statements and choices from a file's register, in both languages: loaded with what shows them. */
import { factControlsInArabic } from './fact-controls.ar.ts'
import { factControlsInEnglish } from './fact-controls.en.ts'

export const factControlWords = { en: factControlsInEnglish, ar: factControlsInArabic }
