/** The words of filing many at once, in both languages: loaded with the page that shows them. */
import { bulkInArabic } from './bulk.ar.ts'
import { bulkInEnglish } from './bulk.en.ts'

export const bulkWords = { en: bulkInEnglish, ar: bulkInArabic }
