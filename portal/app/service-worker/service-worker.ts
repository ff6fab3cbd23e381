/**
 * Opens drafting pages without a server, and says so where a server page cannot be had. It keeps what the build laid down
 * and nothing else: no answer of the office is ever stored. Everything that it does not know goes to the network untouched.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching'
import { isLanguage, type Language } from '@lodge/shared-types'
import { keepLanguage, keptLanguage, keptOffice, officeIn } from '../shell/choices.ts'
import { shellOf } from '../shell/drafting-addresses.ts'
import { officePlaceholder, offlineShell, shellFile } from '../shell/shell-files.ts'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

const precache = new PrecacheController({ cacheName: 'lodge-shell' })
precache.addToCacheList(self.__WB_MANIFEST)

/** The language asked for now, chosen before, or the browser's. */
async function languageOf({ searchParams }: URL): Promise<Language> {
  const asked = searchParams.get('lang')
  if (isLanguage(asked)) {
    await keepLanguage(asked).catch(() => undefined)
    return asked
  }
  const kept = await keptLanguage().catch(() => undefined)
  return kept ?? (self.navigator.language.startsWith('ar') ? 'ar' : 'en')
}

/** Returns a document of this build. @throws TypeError when it is not there and the network is not either. */
const documentOf = async (file: string): Promise<Response> =>
  (await precache.matchPrecache(file)) ?? fetch(file)

/** Says that there is no network, and leads to the drafts of the office that the address names, or that was visited last. */
async function offlinePage(url: URL): Promise<Response> {
  const language = await languageOf(url)
  const officeId = officeIn(url.pathname) ?? (await keptOffice().catch(() => undefined))
  const page = await documentOf(shellFile(offlineShell(officeId !== undefined), language))
  const text = (await page.text()).replaceAll(officePlaceholder, officeId ?? '')
  return new Response(text, { status: 503, headers: page.headers })
}

async function answerNavigation(request: Request, url: URL): Promise<Response> {
  const shell = shellOf(url.pathname)
  if (shell !== undefined) return documentOf(shellFile(shell, await languageOf(url)))
  try {
    return await fetch(request)
  } catch {
    return offlinePage(url)
  }
}

self.addEventListener('install', (event) => void precache.install(event))
self.addEventListener('activate', (event) => {
  void precache.activate(event)
  // The page that brought the first worker along takes what it loads later from here as well.
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(answerNavigation(request, url))
  else if (precache.getCacheKeyForURL(url.pathname) !== undefined) event.respondWith(documentOf(url.pathname))
})

// A page says so after a person agreed and every tab has saved.
self.addEventListener('message', ({ data }) => {
  if (data === 'take-over') void self.skipWaiting()
})
