/** Every word on screen, in English, for the server and for tests; a browser loads what its document needs. */
import { everyPageInEnglish } from './every-page.en.ts'
import { officeInEnglish } from './office.en.ts'

export const en = { ...everyPageInEnglish, ...officeInEnglish }

/** The words that every page has, in any language. */
export type Words = typeof everyPageInEnglish
/** All words, in any language. */
export type OfficeWords = typeof en
