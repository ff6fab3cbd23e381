/** The words of the office's messages in both languages: only their pages at the desk load them. */
import type { Language } from '@lodge/shared-types'
import { deskMessagesInArabic } from './desk-messages.ar.ts'
import { deskMessagesInEnglish, type DeskMessagesWords } from './desk-messages.en.ts'

export const deskMessagesWords: Readonly<Record<Language, DeskMessagesWords>> = {
  en: deskMessagesInEnglish,
  ar: deskMessagesInArabic,
}
