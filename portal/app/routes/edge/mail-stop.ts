/** One click in a reader's program stops courtesy mail (RFC 8058); a person who follows the address gets the page to choose. */
import { redirect } from '@remix-run/node'
import { ProblemError } from '@lodge/shared-types'
import { officeOf, parameter, resource } from '../../edge/answers.server.ts'

/** Whether a body is the one that RFC 8058 asks for, in either of its forms. */
async function isOneClick(request: Request): Promise<boolean> {
  try {
    return (await request.formData()).get('List-Unsubscribe') === 'One-Click'
  } catch {
    return false
  }
}

const { loader: answer } = resource({
  GET(args) {
    const { id } = officeOf(args)
    return Promise.resolve(redirect(`/o/${id}/mail/${parameter(args, 'code')}`, { status: 303 }))
  },
  async POST(args) {
    const { id } = officeOf(args)
    if (!(await isOneClick(args.request)))
      throw new ProblemError('malformed-request', 'Send the field List-Unsubscribe with the value One-Click.')
    await args.context.services.setMailPreference(id, parameter(args, 'code'), 'none')
    // RFC 8058, 3.2: no redirect.
    return new Response('No more e-mail of this kind is sent.\n', {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  },
})
export const loader = answer
export const action = answer
