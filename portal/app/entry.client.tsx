/** Wakes the document up in the browser; every server page works without it. */
import { RemixBrowser } from '@remix-run/react'
import { isLanguage, type Language } from '@lodge/shared-types'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { addOfficeWords, addWords, DocumentProvider } from './language.tsx'
import { shellOf } from './shell/drafting-addresses.ts'
import { followInstallation } from './shell/install.ts'
import { rememberVisit } from './shell/remember-visit.ts'
import { followWorker } from './shell/worker-updates.ts'

const words = {
  en: async () => (await import('./messages/every-page.en.ts')).everyPageInEnglish,
  ar: async () => (await import('./messages/every-page.ar.ts')).everyPageInArabic,
}
const officeWords = {
  en: async () => (await import('./messages/office.en.ts')).officeInEnglish,
  ar: async () => (await import('./messages/office.ar.ts')).officeInArabic,
}

/** Loads the words of the document's language; a drafting document does without those of the office's pages. */
async function loadWords(language: Language): Promise<void> {
  if (shellOf(location.pathname) !== undefined) {
    addWords(language, await words[language]())
    return
  }
  const [ofAllPages, ofOffice] = await Promise.all([words[language](), officeWords[language]()])
  addOfficeWords(language, { ...ofAllPages, ...ofOffice })
}

/** Wakes the page up as soon as the words of its language are there. */
async function wake(): Promise<void> {
  const { lang } = document.documentElement
  const language = isLanguage(lang) ? lang : 'en'
  await loadWords(language)
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
