/** The two answers of a question that asks for yes or no. */
import type { Choice } from './form.ts'

export const yesNo: readonly Choice[] = [
  { value: 'yes', label: { en: 'Yes', ar: 'نعم' } },
  { value: 'no', label: { en: 'No', ar: 'لا' } },
]
