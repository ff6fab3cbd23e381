/** What is asked of an account's deposits: a currency, the days from and to, both included, and a page. */
import { currencySchema, ProblemError, plainDateSchema, type PlainDate } from '@lodge/shared-types'
import type { OfficeServices } from '@lodge/processor'
import { oneOf } from '../../edge/asked.server.ts'
import { sessionOf, type Args } from '../../edge/answers.server.ts'

/** Returns the session of someone whose account can have deposits. @throws ProblemError not-signed-in; not-found for others. */
export function payerOf(args: Args) {
  const session = sessionOf(args)
  if (session.accountId === undefined || !session.roles.includes('agent')) throw new ProblemError('not-found')
  return session
}

export type Days = { from?: PlainDate; to?: PlainDate }

/** Returns the days that an address asks for. @throws ProblemError `invalid` at `from` where they go backwards. */
export function daysAsked(request: Request): Days {
  const { searchParams } = new URL(request.url)
  const day = (name: string): PlainDate | undefined => plainDateSchema.safeParse(searchParams.get(name)).data
  const [from, to] = [day('from'), day('to')]
  if (from !== undefined && to !== undefined && from > to) {
    const message = 'The first day must not be after the last one.'
    throw new ProblemError('invalid', message, { errors: [{ path: 'from', code: 'days-order', message }] })
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** Returns the currency that the address names. @throws ProblemError not-found for what is none. */
export function currencyIn(text: string) {
  const { data } = currencySchema.safeParse(text)
  if (data === undefined) throw new ProblemError('not-found')
  return data
}

/** Returns one of the deposits by its currency, else the first. */
export function depositAsked<D extends { balance: { currency: string } }>(
  request: Request,
  deposits: readonly D[],
): D | undefined {
  const asked = new URL(request.url).searchParams.get('currency') ?? undefined
  const currency = oneOf(
    deposits.map(({ balance }) => balance.currency),
    asked,
  )
  return deposits.find(({ balance }) => balance.currency === currency) ?? deposits[0]
}

export type Movements = Awaited<ReturnType<OfficeServices['depositMovements']>>
