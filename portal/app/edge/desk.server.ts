/** The door of the desk: only people of the office come in. */
import { isChecker, parseAtDoor, ProblemError, staffRoles } from '@lodge/shared-types'
import type { Session } from '@lodge/processor'
import type { z } from 'zod'
import { officeOf, sessionOf, type Args } from './answers.server.ts'

/** Returns the session of a member of staff. @throws ProblemError not-signed-in; not-found for everyone else. */
export function staffOf(args: Args): Session {
  const session = sessionOf(args)
  if (!session.roles.some((role) => staffRoles.some((staff) => staff === role)))
    throw new ProblemError('not-found')
  return session
}

/** Whether approvals are the business of whoever looks: they approve what others do, or look after the office. */
export function looksAtApprovals(args: Args): boolean {
  const { roles } = staffOf(args)
  // Finance and registrars approve each other's lower fees.
  const ofFees = roles.includes('finance') || roles.includes('registrar')
  return ofFees || roles.includes('administrator') || isChecker(officeOf(args).workflow, roles)
}

/**
 * Returns the fields of a posted form by `schema`, with those that `lists` names as lists, however often they come.
 * @throws ProblemError malformed-request where any other field comes twice.
 */
export async function postedLists<S extends z.ZodType>(
  request: Request,
  { schema, lists }: { schema: S; lists: readonly string[] },
): Promise<z.infer<S>> {
  // One pass: a form of 256 KB may hold tens of thousands of names.
  const posted = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(await request.text())) {
    const values = posted.get(name)
    if (values) values.push(value)
    else posted.set(name, [value])
  }
  posted.delete('csrf')
  const fields = [...posted].map(([name, values]) => {
    if (lists.includes(name)) return [name, values]
    if (values.length > 1) throw new ProblemError('malformed-request', 'A field came twice.')
    return [name, values[0]]
  })
  return parseAtDoor(schema, Object.fromEntries(fields))
}
