/** Wakes the document up in the browser; every server page works without it. */
import { RemixBrowser } from '@remix-run/react'
import { isLanguage, type Language } from '@lodge/shared-types'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { addWords, DocumentProvider } from './language.tsx'
import type { Words } from './messages/en.ts'
import { followInstallation } from './shell/install.ts'
import { rememberVisit } from './shell/remember-visit.ts'
import { followWorker } from './shell/worker-updates.ts'

/** The words of one language are loaded: those of the document. */
const wordsOf: Record<Language, () => Promise<Words>> = {
  en: async () => (await import('./messages/en.ts')).en,
  ar: async () => (await import('./messages/ar.ts')).ar,
}

/** Wakes the page up as soon as the words of its language are there. */
async function wake(): Promise<void> {
  const { lang } = document.documentElement
  const language = isLanguage(lang) ? lang : 'en'
  addWords(language, await wordsOf[language]())
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <DocumentProvider language={language} nonce={undefined}>
          <RemixBrowser />
        </DocumentProvider>
      </StrictMode>,
    )
  })
  rememberVisit(language)
  followWorker()
}

// The browser may offer at once, and only once.
followInstallation()
void wake()
