/** Wakes the document up in the browser; every server page works without it. */
import { RemixBrowser } from '@remix-run/react'
import { languageSchema } from '@lodge/shared-types'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { DocumentProvider } from './language.tsx'

const language = languageSchema.catch('en').parse(document.documentElement.lang)

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
