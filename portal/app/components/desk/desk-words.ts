/** The words of the desk, which only its own pages load. */
import type { Language } from '@lodge/shared-types'
import { useWordsOf } from '../../language.tsx'
import { deskInArabic } from '../../messages/desk.ar.ts'
import { deskInEnglish, type DeskWords } from '../../messages/desk.en.ts'

export const deskWords: Readonly<Record<Language, DeskWords>> = { en: deskInEnglish, ar: deskInArabic }

export const useDeskWords = (): DeskWords => useWordsOf(deskWords)
