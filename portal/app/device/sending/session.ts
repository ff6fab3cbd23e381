/** Whose session the browser holds at the office: only this device's user may send. */
import { z } from 'zod'
import type { OfficeHttp } from './office-http.ts'
import { SendingError } from './problems.ts'
import type { Authority } from './sender-state.ts'

const sessionSchema = z.object({
  csrfToken: z.string().min(1),
  user: z.object({ id: z.string() }),
})

/** What reading the session finds; the token goes with every change. */
export type Standing =
  | { readonly authority: 'ok'; readonly csrfToken: string }
  | { readonly authority: Exclude<Authority, 'ok' | 'unknown'> }

/**
 * Asks the office whose session this browser holds; it is the light probe of reachability as well.
 * @throws SendingError where the office does not answer, or not now.
 */
export async function readStanding(http: OfficeHttp, officeId: string, userId: string): Promise<Standing> {
  try {
    const { csrfToken, user } = await http.read(sessionSchema, `/o/${officeId}/api/session`, {
      timeoutMs: 10_000,
    })
    return user.id === userId ? { authority: 'ok', csrfToken } : { authority: 'other-user' }
  } catch (error) {
    if (!(error instanceof SendingError)) throw error
    // A session at another office is unknown here: 404.
    const isNobody = error.kind === 'lost-authority' || error.problem.status === 404
    if (isNobody) return { authority: 'sign-in-needed' }
    throw error
  }
}
