/** The frame around every page: the office's name, ways to go, the language, the content, and what stands below it. */
import { Link, useLocation } from '@remix-run/react'
import { isLanguage, languages, textIn, type Language, type Localized } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../language.tsx'
import styles from './frame.module.css'

type Props = {
  office: { id: string; name: Localized | undefined } | undefined
  /** Links and forms of the navigation, in their order. */
  nav: ReactNode
  /** What stands below the bar, over the whole width. */
  below?: ReactNode
  /**
   * Whether the page opened without a server: links to server pages then load a document, which the worker can answer. Its
   * own document was made for every address, and names none.
   */
  isLocal?: boolean
  children: ReactNode
}

/** Returns the address of a page in another language, relative to the page itself. */
function addressIn(language: Language, query: string): string {
  const parameters = new URLSearchParams(query)
  parameters.set('lang', language)
  return `?${parameters}`
}

/** The same page in another language, with the same query; a whole new document, because its direction may change. */
function LanguageSwitch({ query }: { query: string }) {
  const words = useWords()
  const language = useLanguage()
  const others = Object.keys(languages)
    .filter(isLanguage)
    .filter((one) => one !== language)
  return (
    <ul className={styles.languages} aria-label={words.nav.language}>
      {others.map((other) => (
        <li key={other}>
          <a href={addressIn(other, query)} lang={other} hrefLang={other}>
            {languages[other].name}
          </a>
        </li>
      ))}
    </ul>
  )
}

export function Frame({ office, nav, below, isLocal = false, children }: Props) {
  const words = useWords()
  const language = useLanguage()
  const { search } = useLocation()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words.skip}
      </a>
      <header className={styles.header}>
        <div className={`page ${styles.bar}`}>
          <Link to={office ? `/o/${office.id}` : '/'} className={styles.mark} reloadDocument={isLocal}>
            <span className={styles.product}>{words.product}</span>
            {office?.name && <bdi className={styles.office}>{textIn(office.name, language)}</bdi>}
          </Link>
          {nav !== null && (
            <nav className={styles.nav} aria-label={words.nav.label}>
              {nav}
            </nav>
          )}
          <LanguageSwitch query={isLocal ? '' : search} />
        </div>
        {below}
      </header>
      <main className="page" id="content">
        {children}
      </main>
      <footer className={styles.footer}>
        <div className={`page ${styles.foot}`}>
          <p>{words.footer}</p>
          <Link to="/" reloadDocument={isLocal}>
            {words.nav.offices}
          </Link>
        </div>
      </footer>
    </div>
  )
}

/** Who works here, beside the way out. */
export const FrameUser = ({ name }: { name: string }) => <bdi className={styles.user}>{name}</bdi>
