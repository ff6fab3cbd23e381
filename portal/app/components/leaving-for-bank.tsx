/**
 * The step to the bank's own page. A page of ours in between, not a redirect of the form: the content security policy
 * lets forms lead only to this portal, and browsers hold redirects to it.
 */
import { useOfficeWords } from '../language.tsx'
import { Actions, PageHeader } from './page-header.tsx'
import button from './button.module.css'

/** Leads to the bank's own page. */
export function BankLink({ to }: { to: string }) {
  const words = useOfficeWords()
  return (
    <a className={button.button} href={to} rel="noreferrer">
      {words.leaving.go}
    </a>
  )
}

export function LeavingForBank({ to }: { to: string }) {
  const words = useOfficeWords()
  return (
    <>
      {/* At once: a page that goes on by itself after a while takes it from slow readers (WCAG 2.2.1). */}
      <meta httpEquiv="refresh" content={`0;url=${to}`} />
      <PageHeader title={words.leaving.title} lead={words.leaving.lead} />
      <Actions>
        <BankLink to={to} />
      </Actions>
    </>
  )
}
