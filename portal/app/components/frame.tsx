/** The frame around every page: the office's name, ways to go, the language, the content, and what stands below it. */
import { Link } from '@remix-run/react'
import { isLanguage, languages, textIn, type Localized } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../language.tsx'
import styles from './frame.module.css'

type Props = {
  office: { id: string; name: Localized | undefined } | undefined
  /** Links and forms of the navigation, in their order. */
  nav: ReactNode
  /** What stands below the bar, over the whole width. */
  below?: ReactNode
  /** Whether the page opened without a server: links to server pages then load a document, which the worker can answer. */
  isLocal?: boolean
  children: ReactNode
}

/** The same page in another language; a whole new document, because its direction may change. Links name no address. */
function LanguageSwitch() {
  const words = useWords()
  const language = useLanguage()
  const others = Object.keys(languages)
    .filter(isLanguage)
    .filter((one) => one !== language)
  return (
    <ul className={styles.languages} aria-label={words.nav.language}>
      {others.map((other) => (
        <li key={other}>
          <a href={`?lang=${other}`} lang={other} hrefLang={other}>
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
          <LanguageSwitch />
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
