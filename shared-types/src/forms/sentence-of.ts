/** An error's sentence in a person's language; device and server say the same one. */
import type { Language } from '../languages.ts'
import type { FieldError } from '../problem.ts'
import { isSentenceCode, sentenceIn, sentences, type Saying } from '../sentences.ts'
import type { FieldLevel } from './form.ts'

/**
 * Returns what a form itself says where something is missing. The sentence travels in every language, so that nobody needs
 * the form to say it.
 */
export const missingSaying = (asked: FieldLevel, code: 'missing' | 'document-missing' = 'missing'): Saying =>
  asked.level === 'O'
    ? { code, message: sentences[code].en }
    : { code, message: asked.missing.en, params: { ar: asked.missing.ar } }

/** Returns what is to be put right, in `language`; for a code that is not known here, the message as it came. */
export function sentenceOf({ code, message, params = {} }: FieldError, language: Language): string {
  if (language === 'en' || !isSentenceCode(code)) return message
  const own = code === 'missing' || code === 'document-missing' ? params[language] : undefined
  return typeof own === 'string' ? own : sentenceIn(code, params, language)
}
