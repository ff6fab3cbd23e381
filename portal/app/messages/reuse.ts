/** The words of templates and of filing a similar one, in both languages: loaded with what shows them. */
import { reuseInArabic } from './reuse.ar.ts'
import { reuseInEnglish } from './reuse.en.ts'

export const reuseWords = { en: reuseInEnglish, ar: reuseInArabic }
