/** The words by which goods and services are written into a class, in both languages: loaded with what shows them. */
import { termsInArabic } from './terms.ar.ts'
import { termsInEnglish } from './terms.en.ts'

export const termsWords = { en: termsInEnglish, ar: termsInArabic }
