/** How the sender speaks with the office: one fetch for all, whose outcome is judged and whose refusals are errors. */
import { problemSchema } from '@lodge/shared-types'
import type { z } from 'zod'
import { failed, SendingError } from './problems.ts'
import type { Judge } from './reachability.ts'

export type Wish = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: BodyInit
  /** After this long the outcome counts as unknown. */
  timeoutMs?: number
  /** Gives the request up before. */
  signal?: AbortSignal
}

export type OfficeHttp = {
  /** Returns any answer of the office, refusals too. @throws SendingError where none came. */
  ask(path: string, wish?: Wish): Promise<Response>
  /** Returns a good answer. @throws SendingError for refusals and where no answer came. */
  get(path: string, wish?: Wish): Promise<Response>
  /** Returns the parsed JSON of a good answer. @throws SendingError as above, and `unreadable`. */
  read<S extends z.ZodType>(schema: S, path: string, wish?: Wish): Promise<z.infer<S>>
}

const usualTimeoutMs = 20_000

/** Returns the wait that a `Retry-After` header asks for: seconds, or a date by the office's own clock. */
export function retryAfterOf(headers: Headers): number | undefined {
  const asked = headers.get('retry-after')?.trim()
  if (asked === undefined || asked === '') return undefined
  if (/^\d+$/.test(asked)) return Number(asked) * 1000
  const waitMs = Date.parse(asked) - Date.parse(headers.get('date') ?? '')
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs)
}

/** Returns a refusal as an error; one without problem JSON (a proxy's) goes by its status. */
export async function refusalOf(response: Response): Promise<SendingError> {
  const { status, headers } = response
  const text = await response.text().catch(() => '')
  const retryAfterMs = retryAfterOf(headers)
  try {
    return new SendingError({ ...problemSchema.parse(JSON.parse(text)), status }, { retryAfterMs })
  } catch (cause) {
    const title = `The office answered with status ${status}`
    return new SendingError(
      { type: 'about:blank', title, status, code: `status-${status}` },
      { retryAfterMs, cause },
    )
  }
}

type Settings = {
  fetch: typeof fetch
  now: () => number
  judge: Judge
  /** The portal's origin. */
  origin: string
  /** Ends all requests with the sender. */
  ended: AbortSignal
}

/** Returns the way to the office. No answer is ever kept, and no redirect followed: the office's addresses do not redirect. */
export function makeOfficeHttp({ fetch, now, judge, origin, ended }: Settings): OfficeHttp {
  async function ask(path: string, wish: Wish = {}): Promise<Response> {
    const { method = 'GET', headers = {}, body, timeoutMs = usualTimeoutMs, signal } = wish
    const tooLate = AbortSignal.timeout(timeoutMs)
    const sentAt = now()
    const response = await fetch(new URL(path, origin), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.any([tooLate, ended, ...(signal ? [signal] : [])]),
    }).catch((error: unknown) => {
      // What was given up says nothing about the network.
      ended.throwIfAborted()
      signal?.throwIfAborted()
      judge.unanswered()
      throw failed(tooLate.aborted ? 'timed-out' : 'no-answer', error)
    })
    if (judge.answered(response, sentAt)) return response
    void response.body?.cancel().catch(() => undefined)
    throw failed('not-the-office')
  }

  async function get(path: string, wish?: Wish): Promise<Response> {
    const response = await ask(path, wish)
    if (response.ok) return response
    throw await refusalOf(response)
  }

  return {
    ask,
    get,
    async read(schema, path, wish) {
      const response = await get(path, wish)
      const text = await response.text().catch((error: unknown) => {
        ended.throwIfAborted()
        judge.unanswered()
        throw failed('no-answer', error)
      })
      try {
        return schema.parse(JSON.parse(text))
      } catch (error) {
        throw failed('unreadable', error)
      }
    },
  }
}
