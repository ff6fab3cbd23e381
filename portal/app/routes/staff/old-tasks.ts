/** The old address of the work list: it goes on working. */
import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { page } from '../../edge/answers.server.ts'
import { staffOf } from '../../edge/desk.server.ts'

export const loader = (args: LoaderFunctionArgs) =>
  page(args, () => {
    const { officeId } = staffOf(args)
    return Promise.resolve(redirect(`/o/${officeId}/desk/tasks`, { status: 301 }))
  })
