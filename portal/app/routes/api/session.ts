/** The session of a program: sign in, look, sign out. */
import { z } from 'zod'
import { parseAtDoor } from '@lodge/shared-types'
import { noSessionCookie, sessionCookie } from '../../../server/cookies.ts'
import { json, officeOf, resource, sessionOf } from '../../edge/answers.server.ts'
import { jsonBody } from '../../edge/inputs.server.ts'
import type { Session } from '@lodge/processor'

const credentialsSchema = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) })

const facts = ({ csrfToken, userId, accountId, displayName, language, roles, expiresAt }: Session) => ({
  csrfToken,
  expiresAt,
  user: { id: userId, accountId: accountId ?? null, displayName, language, roles },
})

const { loader: answer } = resource({
  GET: (args) => Promise.resolve(json(facts(sessionOf(args)))),
  async POST(args) {
    const { id: officeId } = officeOf(args)
    const { email, password } = parseAtDoor(credentialsSchema, await jsonBody(args.request))
    const { token, expiresAt, session } = await args.context.services.signIn({ officeId, email, password })
    return json(facts(session), { headers: { 'set-cookie': sessionCookie(token, expiresAt) } })
  },
  async DELETE(args) {
    sessionOf(args)
    if (args.context.token !== undefined) await args.context.services.signOut(args.context.token)
    return new Response(null, { status: 204, headers: { 'set-cookie': noSessionCookie } })
  },
})
export const loader = answer
export const action = answer
