/** Both catalogues at once: for the server, and for tests of components. A browser loads what its document needs. */
import type { Language } from '@lodge/shared-types'
import { addOfficeWords } from '../language.tsx'
import { ar } from './ar.ts'
import { en, type OfficeWords } from './en.ts'

export const allWords: Readonly<Record<Language, OfficeWords>> = { en, ar }

addOfficeWords('en', en)
addOfficeWords('ar', ar)
