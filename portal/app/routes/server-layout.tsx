/** The frame of every page that the server renders: header, footer, and the page of a refusal inside them. */
import { Link, Outlet, useLocation } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { staffRoles } from '@lodge/shared-types'
import type { ReactNode } from 'react'
import { useChrome, type Chrome } from '../chrome.ts'
import { Button } from '../components/button.tsx'
import { Frame, FrameUser } from '../components/frame.tsx'
import { ProblemPage } from '../components/problem-page.tsx'
import { SecureForm } from '../components/secure-form.tsx'
import { useWords } from '../language.tsx'
import type { Words } from '../messages/en.ts'
import { signOutOfDevice } from '../shell/sign-out-of-device.ts'

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
      isApplicant: session.roles.every((role) => role === 'applicant'),
    },
    csrfToken: session?.csrfToken,
  }
}

/** Where the visitor can go, and the way in or out. */
function navigationOf({ id }: { id: string }, user: Chrome['user'], words: Words): ReactNode {
  const base = `/o/${id}`
  if (!user) return <Link to={`${base}/sign-in`}>{words.nav.signIn}</Link>
  return (
    <>
      {user.isStaff && <Link to={`${base}/desk`}>{words.nav.desk}</Link>}
      {user.isApplicant && <Link to={`${base}/following`}>{words.nav.following}</Link>}
      {!user.isStaff && !user.isApplicant && (
        <>
          <Link to={`${base}/files`}>{words.shell.nav.files}</Link>
          <Link to={`${base}/drafts`}>{words.shell.nav.drafts}</Link>
          <Link to={`${base}/dossiers`}>{words.nav.dossiers}</Link>
        </>
      )}
      <SecureForm action={`${base}/sign-out`} onSubmit={signOutOfDevice(id)} isInline>
        <FrameUser name={user.displayName} />
        <Button look="text">{words.nav.signOut}</Button>
      </SecureForm>
    </>
  )
}

function ServerFrame({ children }: { children: ReactNode }) {
  const words = useWords()
  const { office, user } = useChrome()
  const { pathname } = useLocation()
  const isSigningIn = !user && pathname.endsWith('/sign-in')
  // The page behind a secret address sends no form, not even that of signing out.
  const isFormless = /\/follow\/[^/]+\/?$/.test(pathname)
  return (
    <Frame
      office={office}
      nav={office === undefined || isSigningIn || isFormless ? null : navigationOf(office, user, words)}
    >
      {children}
    </Frame>
  )
}

export default function ServerLayout() {
  return (
    <ServerFrame>
      <Outlet />
    </ServerFrame>
  )
}

export function ErrorBoundary() {
  return (
    <ServerFrame>
      <ProblemPage />
    </ServerFrame>
  )
}
