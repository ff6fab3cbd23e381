/** The frame of every page that the server renders: header, footer, and the page of a refusal inside them. */
import { Link, Outlet, useLocation } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { languages, staffRoles, textIn, type Language } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useChrome, type Chrome } from '../chrome.ts'
import { Button } from '../components/button.tsx'
import { ProblemPage } from '../components/problem-page.tsx'
import { SecureForm } from '../components/secure-form.tsx'
import { useLanguage, useWords, wordsIn } from '../language.tsx'
import styles from './server-layout.module.css'

export function loader({ params, context }: LoaderFunctionArgs): Chrome {
  const office = context.services.profile(params['officeId'] ?? '')
  const session = office && context.session?.officeId === office.id ? context.session : undefined
  return {
    office: office && {
      id: office.id,
      name: office.name,
      timeZone: office.timeZone,
      languages: office.languages,
    },
    user: session && {
      displayName: session.displayName,
      isStaff: session.roles.some((role) => staffRoles.some((staff) => staff === role)),
    },
    csrfToken: session?.csrfToken,
  }
}

const isLanguage = (key: string): key is Language => Object.hasOwn(languages, key)

/** The same page in another language; a whole new document, because its direction may change. */
function LanguageSwitch() {
  const words = useWords()
  const { pathname } = useLocation()
  const language = useLanguage()
  const others = Object.keys(languages)
    .filter(isLanguage)
    .filter((one) => one !== language)
  return (
    <ul className={styles.languages} aria-label={words.nav.language}>
      {others.map((other) => (
        <li key={other}>
          <a href={`${pathname}?lang=${other}`} lang={other} hrefLang={other}>
            {wordsIn(other).languageName}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Where the visitor can go, and the way in or out. */
function Navigation({ base }: { base: string }) {
  const words = useWords()
  const { user } = useChrome()
  const { pathname } = useLocation()
  const signIn = `${base}/sign-in`
  if (!user && pathname === signIn) return null
  return (
    <nav className={styles.nav} aria-label={words.nav.label}>
      {user ? (
        <>
          <Link to={user.isStaff ? `${base}/tasks` : `${base}/dossiers`}>
            {user.isStaff ? words.nav.tasks : words.nav.dossiers}
          </Link>
          <SecureForm action={`${base}/sign-out`} isInline>
            <bdi className={styles.user}>{user.displayName}</bdi>
            <Button look="text">{words.nav.signOut}</Button>
          </SecureForm>
        </>
      ) : (
        <Link to={signIn}>{words.nav.signIn}</Link>
      )}
    </nav>
  )
}

function Header() {
  const words = useWords()
  const language = useLanguage()
  const { office } = useChrome()
  const base = office && `/o/${office.id}`
  return (
    <header className={styles.header}>
      <div className={`page ${styles.bar}`}>
        <Link to={base ?? '/'} className={styles.mark}>
          <span className={styles.product}>{words.product}</span>
          {office && <bdi className={styles.office}>{textIn(office.name, language)}</bdi>}
        </Link>
        {base !== undefined && <Navigation base={base} />}
        <LanguageSwitch />
      </div>
    </header>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const words = useWords()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skip}
      </a>
      <Header />
      <main className="page" id="content">
        {children}
      </main>
      <footer className={styles.footer}>
        <div className={`page ${styles.foot}`}>
          <p>{words.footer}</p>
          <Link to="/">{words.nav.offices}</Link>
        </div>
      </footer>
    </div>
  )
}

export default function ServerLayout() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}

export function ErrorBoundary() {
  return (
    <Frame>
      <ProblemPage />
    </Frame>
  )
}
