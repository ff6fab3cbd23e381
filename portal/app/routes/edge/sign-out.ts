/** Signing out: the session is dead at once, wherever its cookie was copied. */
import { redirect } from '@remix-run/node'
import { noSessionCookie } from '../../../server/cookies.ts'
import { officeOf, resource } from '../../edge/answers.server.ts'

const { loader: answer } = resource({
  async POST(args) {
    const { id } = officeOf(args)
    if (args.context.token !== undefined) await args.context.services.signOut(args.context.token)
    return redirect(`/o/${id}`, { status: 303, headers: { 'set-cookie': noSessionCookie } })
  },
})
export const loader = answer
export const action = answer
