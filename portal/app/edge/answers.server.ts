/** How routes answer: JSON without loss, problems as RFC 9457, and pages that turn refusals into error pages. */
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import {
  problemSchema,
  ProblemError,
  toProblem,
  type Actor,
  type OfficeProfile,
  type Problem,
} from '@lodge/shared-types'
import type { Session } from '@lodge/processor'
import { z } from 'zod'

/** Returns a JSON response; bigint becomes a decimal string, Date ISO 8601 in UTC. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers)
  if (!headers.has('content-type')) headers.set('content-type', 'application/json; charset=utf-8')
  const text = JSON.stringify(body, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  return new Response(text, { ...init, headers })
}

/** Returns a refusal as problem JSON. */
function problemJson(error: ProblemError, allow?: string): Response {
  const problem = toProblem(error)
  return json(problem, {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(problem.retryAfterS === undefined ? {} : { 'retry-after': String(problem.retryAfterS) }),
      ...(allow === undefined ? {} : { allow }),
    },
  })
}

export type Args = LoaderFunctionArgs | ActionFunctionArgs
type Method = 'GET' | 'POST' | 'DELETE'
type Handlers = Partial<Record<Method, (args: Args) => Promise<Response>>>

const isMethod = (method: string): method is Method => ['GET', 'POST', 'DELETE'].includes(method)

/** Returns loader and action of an address for programs: methods that it lacks are 405, refusals are problem JSON. */
export function resource(handlers: Handlers) {
  const allow = Object.keys(handlers)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ')
  const answer = async (args: Args): Promise<Response> => {
    const method = args.request.method === 'HEAD' ? 'GET' : args.request.method
    const handler = isMethod(method) ? handlers[method] : undefined
    if (!handler) return problemJson(new ProblemError('method-not-allowed'), allow)
    try {
      return await handler(args)
    } catch (error) {
      if (error instanceof ProblemError) return problemJson(error)
      if (error instanceof Response) return error
      args.context.reportFailure(error)
      return problemJson(new ProblemError('internal'))
    }
  }
  return { loader: answer, action: answer }
}

/** What a page's error boundary finds: the problem, as data of a response that carries its status. */
const problemResponse = (problem: Problem): Response => Response.json(problem, { status: problem.status })

/** Throws a problem as a page does. */
export function throwProblem(problem: Problem): never {
  throw problemResponse(problem)
}

/** Turns a refusal into what a page shows: the sign-in page where that is missing, else an error page. */
function refusePage(error: unknown, { request, params }: Args): never {
  if (!(error instanceof ProblemError)) throw error
  const to = new URL(request.url).pathname.replace(/\.data$/, '')
  if (error.code === 'not-signed-in' && params['officeId'] !== undefined)
    throw redirect(`/o/${params['officeId']}/sign-in?to=${encodeURIComponent(to)}`)
  throw problemResponse(toProblem(error))
}

/** Runs a page's loader; a refusal becomes an error page with the same facts. */
export async function page<T>(args: Args, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    return refusePage(error, args)
  }
}

type Outcome = { errors: Record<string, unknown> | null; actionData: Record<string, unknown> | null }

/** What a page shows of a problem: thrown by a route, or come back to a form. */
const shownSchema = z.union([z.object({ data: problemSchema }), z.object({ problem: problemSchema })])

/** Returns the seconds after which a page asks to be tried again, if it shows a problem that passes. */
export function retryAfterOf({ errors, actionData }: Outcome): number | undefined {
  const problems = [...Object.values(errors ?? {}), ...Object.values(actionData ?? {})].map((shown) => {
    const { data: parsed } = shownSchema.safeParse(shown)
    return parsed && ('data' in parsed ? parsed.data : parsed.problem)
  })
  return problems.find((problem) => problem?.retryAfterS !== undefined)?.retryAfterS
}

/** Refusals that a form shows on its own page, because the person can go on from there. */
const shownOnPage = [401, 409, 422, 429, 502]

/**
 * Runs a form's action; a refusal that the person can put right comes back to the same page with its status, and with
 * the entries that `work` put into `typed`.
 */
export async function form<T>(args: Args, work: (typed: Record<string, string>) => Promise<T>) {
  const typed: Record<string, string> = {}
  try {
    return await work(typed)
  } catch (error) {
    if (error instanceof ProblemError && error.code !== 'not-signed-in') {
      const problem = toProblem(error)
      if (shownOnPage.includes(problem.status)) return data({ problem, typed }, { status: problem.status })
    }
    return refusePage(error, args)
  }
}

/** Returns the office that the address names. @throws ProblemError not-found. */
export function officeOf({
  params,
  context,
}: {
  params: Args['params']
  context: AppLoadContext
}): OfficeProfile {
  const office = context.services.profile(params['officeId'] ?? '')
  if (!office) throw new ProblemError('not-found')
  return office
}

/** Returns the session at the office that the address names; another office's session knows nothing here. */
export function sessionOf(args: Args): Session {
  const office = officeOf(args)
  const { session } = args.context
  if (!session) throw new ProblemError('not-signed-in')
  if (session.officeId !== office.id) throw new ProblemError('not-found')
  return session
}

/** Returns who asks. @throws ProblemError not-signed-in, or not-found at another office. */
export const actorOf = (args: Args): Actor => sessionOf(args).actor

/** Returns a parameter of the address. */
export function parameter({ params }: Pick<Args, 'params'>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new ProblemError('not-found')
  return value
}
