/** An error's sentence in a person's language; device and server say the same one. */
import type { Language } from '../languages.ts'
import type { FieldError } from '../problem.ts'
import { isSentenceCode, sentenceIn, sentences, type Saying } from '../sentences.ts'
import { pagesOf, type FieldLevel, type FormDefinition, type Words } from './form.ts'
import { forms } from './trademark-form.ts'

/**
 * Returns what a form itself says where something is missing. `key` names a page's field ('mark.text'), a list
 * ('applicants'), or a field of its items ('applicants.address.city').
 */
export const missingSaying = (
  form: FormDefinition,
  key: string,
  asked: FieldLevel,
  code: 'missing' | 'document-missing' = 'missing',
): Saying => ({
  code,
  message: asked.level === 'O' ? sentences[code].en : asked.missing.en,
  params: { form: form.version, field: key },
})

const wordsOf = (asked: FieldLevel | undefined): Words | undefined =>
  asked === undefined || asked.level === 'O' ? undefined : asked.missing

function missingWords(form: FormDefinition | undefined, key: string): Words | undefined {
  for (const { fields, list } of form ? pagesOf(form) : []) {
    if (list?.path === key) return wordsOf(list)
    const field =
      fields?.find(({ name }) => name === key) ??
      list?.fields.find(({ name }) => `${list.path}.${name}` === key)
    if (field) return wordsOf(field)
  }
  return undefined
}

/** Returns what is to be put right, in `language`; for a code that is not known here, the message as it came. */
export function sentenceOf({ code, message, params = {} }: FieldError, language: Language): string {
  if (language === 'en' || !isSentenceCode(code)) return message
  const { form, field } = params
  const own =
    typeof form === 'string' && typeof field === 'string' && Object.hasOwn(forms, form)
      ? missingWords(forms[form], field)
      : undefined
  return own?.[language] ?? sentenceIn(code, params, language)
}
