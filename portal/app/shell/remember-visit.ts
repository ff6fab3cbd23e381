/** After each document: what the service worker needs to answer the next one, and what the server needs to agree with it. */
import { isLanguage, type Language } from '@lodge/shared-types'
import { keepLanguage, keepOffice, officeIn } from './choices.ts'
import { languageCookie } from '../../server/language-cookie.ts'

/**
 * Keeps the language and the office of this document for the service worker. A language chosen on a page that opened
 * without a server is told to the server by its own cookie.
 */
export function rememberVisit(language: Language): void {
  const asked = new URLSearchParams(location.search).get('lang')
  if (isLanguage(asked)) document.cookie = languageCookie(asked)
  if (!('caches' in globalThis)) return
  const officeId = officeIn(location.pathname)
  const kept = [keepLanguage(language), ...(officeId === undefined ? [] : [keepOffice(officeId)])]
  // A full or blocked store costs the memory of a choice, nothing else.
  void Promise.allSettled(kept)
}
