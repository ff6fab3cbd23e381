/** The words of the address book in both languages: loaded with what shows it. */
import { addressBookInArabic } from './address-book.ar.ts'
import { addressBookInEnglish } from './address-book.en.ts'

export const addressBookWords = { en: addressBookInEnglish, ar: addressBookInArabic }
