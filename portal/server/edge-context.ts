/** What the edge hands to every route: who asks, in which language, and the office's services. */
import type { Language, Problem } from '@lodge/shared-types'
import type { OfficeServices, Session } from '@lodge/processor'

/** What the edge found out about a request. */
export type Visited = {
  readonly session: Session | undefined
  /** The token behind `session`, for signing out. */
  readonly token: string | undefined
  readonly language: Language
  readonly requestId: string
  readonly nonce: string
  /** Writes an error that no route expected to the log, under this request's id. */
  readonly reportFailure: (error: unknown) => void
  /** Set when the edge refused a page before any route ran; the page `/refused` shows it. */
  readonly refusal: Problem | undefined
}

/** Remix's load context. */
export type EdgeContext = Visited & { readonly services: OfficeServices }
