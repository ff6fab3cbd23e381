/** The words by which a document is chosen, in both languages: loaded with what shows them. */
import { documentChoiceInArabic } from './document-choice.ar.ts'
import { documentChoiceInEnglish } from './document-choice.en.ts'

export const documentChoiceWords = { en: documentChoiceInEnglish, ar: documentChoiceInArabic }
