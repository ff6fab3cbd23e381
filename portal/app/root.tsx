/** The document around every page. It has no loader: pages under a local layout must open without a server. */
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from '@remix-run/react'
import type { MetaFunction } from '@remix-run/node'
import { languages } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { ProblemPage } from './components/problem-page.tsx'
import { useLanguage, useNonce } from './language.tsx'
import { titleOf } from './page-title.ts'
import { isPlain } from './plain-page.ts'
import './styles/tokens.css'
import './styles/base.css'

/** The title of pages that have none of their own, such as problems. */
export const meta: MetaFunction = () => titleOf(undefined)

export function Layout({ children }: { children: ReactNode }) {
  const language = useLanguage()
  const nonce = useNonce()
  const hasScripts = !useMatches().some(isPlain)
  return (
    <html lang={language} dir={languages[language].direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1a2024" media="(prefers-color-scheme: dark)" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="apple-touch-icon" href="/icons/apple-touch.png" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {hasScripts && (
          <>
            <ScrollRestoration {...(nonce === undefined ? {} : { nonce })} />
            <Scripts {...(nonce === undefined ? {} : { nonce })} />
          </>
        )}
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <main className="page" id="content">
      <ProblemPage />
    </main>
  )
}
