/** What header, footer and forms of every server page need: which office, and who is signed in. */
import { useRouteLoaderData } from '@remix-run/react'
import type { Language, Localized } from '@lodge/shared-types'

export type Chrome = {
  office: { id: string; name: Localized; timeZone: string; languages: readonly Language[] } | undefined
  /** `isApplicant`: follows files and has none of their own. */
  user: { displayName: string; isStaff: boolean; isApplicant: boolean } | undefined
  csrfToken: string | undefined
}

const nothing: Chrome = { office: undefined, user: undefined, csrfToken: undefined }

/** Returns what the server layout loaded; nothing above it, as on an error page of the root. */
export const useChrome = (): Chrome => useRouteLoaderData<Chrome>('routes/server-layout') ?? nothing
