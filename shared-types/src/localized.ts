/** Schemas of languages, and of text that is kept in several of them. */
import { z } from 'zod'
import type { Language } from './languages.ts'

export const languageSchema = z.enum(['en', 'ar']) satisfies z.ZodType<Language>

/** Text by language; English is always there. */
export const localizedSchema = z.strictObject({ en: z.string().min(1), ar: z.string().min(1).optional() })
export type Localized = z.infer<typeof localizedSchema>

/** A provision of law in languages other than the one in which the office cites it. */
export const citationSchema = localizedSchema.partial()
