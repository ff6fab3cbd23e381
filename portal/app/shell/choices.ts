/**
 * What this browser was last told, kept where the service worker can read it: the language of its pages, and the office
 * that was visited. Nothing personal; no user's data is ever put into a cache.
 */
import { isLanguage, type Language } from '@lodge/shared-types'

const cacheName = 'lodge-choices'

async function read(name: string): Promise<string | null> {
  const kept = await caches.match(`/choices/${name}`, { cacheName })
  return kept ? kept.text() : null
}

async function keep(name: string, value: string): Promise<void> {
  if ((await read(name)) === value) return
  const cache = await caches.open(cacheName)
  await cache.put(`/choices/${name}`, new Response(value))
}

/** Returns the language of the last page, if there was one. */
export async function keptLanguage(): Promise<Language | undefined> {
  const language = await read('language')
  return isLanguage(language) ? language : undefined
}
export const keepLanguage = (language: Language): Promise<void> => keep('language', language)

/** Returns the id of the office that was visited last, if there was one. */
export async function keptOffice(): Promise<string | undefined> {
  return officeIn(`/o/${(await read('office')) ?? ''}`)
}
export const keepOffice = (officeId: string): Promise<void> => keep('office', officeId)

/** Returns the office that an address names. Only letters that are safe inside HTML count. */
export const officeIn = (pathname: string): string | undefined =>
  /^\/o\/([\w-]{1,60})(?:\/|$)/.exec(pathname)?.[1]
