/** Languages, and text that is kept in several of them. */
import { z } from 'zod'

/** The languages of the message catalogue, with the direction of their script. */
export const languages = { en: { direction: 'ltr' }, ar: { direction: 'rtl' } } as const
export type Language = keyof typeof languages
export const languageSchema = z.enum(['en', 'ar']) satisfies z.ZodType<Language>

/** Text by language; English is always there. */
export const localizedSchema = z.strictObject({ en: z.string().min(1), ar: z.string().min(1).optional() })
export type Localized = z.infer<typeof localizedSchema>

/** Returns the text in `language`, or in English where it has none. */
export const textIn = (text: Localized, language: Language): string => text[language] ?? text.en
