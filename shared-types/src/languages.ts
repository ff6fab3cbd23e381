/** The languages of Lodge. Without schemas: every page needs these, and most of them no schema. */
import type { Localized } from './localized.ts'

/** The languages of the message catalogue, with the direction of their script and the name that their readers know. */
export const languages = {
  en: { direction: 'ltr', name: 'English' },
  ar: { direction: 'rtl', name: 'العربية' },
} as const
export type Language = keyof typeof languages

/** Whether a text, such as an attribute of a document, names one of the languages. */
export const isLanguage = (text: string | null): text is Language =>
  text !== null && Object.hasOwn(languages, text)

/** Returns the text in `language`, or in English where it has none. */
export const textIn = (text: Localized, language: Language): string => text[language] ?? text.en
