/** Every word on screen, in Arabic, as in `en.ts`. */
import type { OfficeWords } from './en.ts'
import { everyPageInArabic } from './every-page.ar.ts'
import { officeInArabic } from './office.ar.ts'

export const ar: OfficeWords = { ...everyPageInArabic, ...officeInArabic }
