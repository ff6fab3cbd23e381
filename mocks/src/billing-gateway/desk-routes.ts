/** The desk's doors: what the service does with a bill and its notices on request, by forms. */
import { isZero, parseAmount } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import { trialOf } from '../fake-bank/desk-trials.ts'
import type { Deliveries } from '../deliveries.ts'
import { HttpRefusal, readBody, sendHtml } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Billing } from './billing.ts'
import { billsIn, channelSchema } from './books.ts'
import type { BillRow, Books } from './books.ts'
import { billPage, unknownAtDesk } from './desk-bill-page.ts'
import { listPage } from './desk-page.ts'
import { noticeTerms } from './desk-trials.ts'
import { isSpoilt } from './notice-signature.ts'
import type { Spoilt } from './notice-signature.ts'
import { refusal } from './wire.ts'

const policy = "img-src 'self'"
export const noticeModeSchema = z.enum(['once', 'lost', 'late', 'twice', 'wrong-amount'])
export const statusSchema = z
  .string()
  .trim()
  .regex(/^[A-Z_]{1,40}$/, 'Write the status in capitals and underscores, at most 40, such as ON_HOLD.')

const formSchema = z.object({
  act: z.string().max(40).catch(''),
  amount: z.string().max(24).catch(''),
  channel: channelSchema.catch('branch'),
  notice: noticeModeSchema.catch('once'),
  status: z.string().max(40).catch(''),
})
type Form = z.infer<typeof formSchema>
const refusalSchema = z.object({ text: z.string() })

/** Thrown by an act that a person typed wrongly. */
class Mistyped extends Error {}

/** @throws Mistyped */
function amountIn(typed: string, { currency }: Money): Money {
  try {
    const amount = parseAmount(typed.replaceAll(/[\s\u202f]/g, ''), currency)
    if (!isZero(amount) && amount.amountMinor > 0n) return amount
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new Mistyped(
    `Type an amount in ${currency}, such as 520.00, with no more decimals than the currency has.`,
  )
}

/** Returns the routes under /desk. */
export function deskRoutes(parts: {
  readonly billing: Billing
  readonly books: Books
  readonly deliveries: Deliveries<Spoilt>
}): Route[] {
  const { billing, books, deliveries } = parts
  const goTo = ({ response }: Exchange, location: string): void =>
    void response.writeHead(303, { location, 'cache-control': 'no-store' }).end()

  function showBill(exchange: Exchange, number: string, told?: string): void {
    const { response, url } = exchange
    if (!books.bills.has(number)) {
      sendHtml(response, 404, unknownAtDesk(), policy)
      return
    }
    const done = told === undefined ? url.searchParams.get('done') : null
    const view = { row: billing.bill(number), books, sending: deliveries.sending(), done, told }
    sendHtml(response, told === undefined ? 200 : 422, billPage(view), policy)
  }

  const acts: Readonly<Record<string, (row: BillRow, form: Form) => unknown>> = {
    collect: ({ number, total }, { channel, amount, notice }) =>
      billing.collect(number, channel, { amount: amountIn(amount, total), notice }),
    status({ number }, { status }) {
      const parsed = statusSchema.safeParse(status)
      if (!parsed.success) throw new Mistyped(parsed.error.issues[0]?.message)
      billing.setStatus(number, parsed.data)
    },
    expire: ({ number }) => billing.expire(number),
    reverse: ({ number }) => billing.reverse(number),
    tell: ({ number }) => billing.tell([number]),
    'hold-all': ({ number }) => billing.holdNotices(number, true),
    'release-all': ({ number }) => billing.holdNotices(number, false),
  }

  /** Returns the name of what was done. */
  async function actOnNotice(id: string, act: string): Promise<string | undefined> {
    const trial = trialOf(noticeTerms, act)
    if (act === 'hold') deliveries.hold(id)
    else if (act === 'send') await deliveries.deliver(id)
    else if (act === 'duplicate') await deliveries.deliver(billing.copyNotice(id).id)
    else if (trial && isSpoilt(act)) {
      await deliveries.deliver(trial.needsNewId ? billing.copyNotice(id).id : id, act)
      return 'trial'
    } else return undefined
    return act
  }

  const formOf = async ({ request }: Exchange): Promise<Form> =>
    formSchema.parse(Object.fromEntries(new URLSearchParams((await readBody(request)).toString())))

  return [
    [
      'GET',
      /^\/desk$/,
      ({ response, url }) => sendHtml(response, 200, listPage(books, url.searchParams.get('done')), policy),
    ],
    [
      'POST',
      /^\/desk$/,
      async (exchange) => {
        const { act } = await formOf(exchange)
        if (act === 'close-day') billing.closeDay()
        goTo(exchange, act === 'close-day' ? '/desk?done=close-day' : '/desk')
      },
    ],
    [
      'GET',
      /^\/desk\/settlements\/([^/]+)$/,
      ({ response, params }) => {
        const found = books.settlements.find(({ id }) => id === params[0])
        if (!found) throw refusal('unknown-settlement')
        const headers = {
          'content-type': 'application/xml',
          'content-disposition': `attachment; filename="${found.name}"`,
        }
        response.writeHead(200, headers).end(found.file)
      },
    ],
    ['GET', /^\/desk\/bills\/([^/]+)$/, (exchange) => showBill(exchange, exchange.params[0] ?? '')],
    [
      'POST',
      /^\/desk\/bills\/([^/]+)$/,
      async (exchange) => {
        const number = exchange.params[0] ?? ''
        const form = await formOf(exchange)
        const work = Object.hasOwn(acts, form.act) ? acts[form.act] : undefined
        if (!work || !books.bills.has(number)) {
          showBill(exchange, number)
          return
        }
        try {
          work(billing.bill(number), form)
        } catch (error) {
          const told =
            error instanceof HttpRefusal ? refusalSchema.safeParse(error.body).data?.text : undefined
          if (told === undefined && !(error instanceof Mistyped)) throw error
          showBill(exchange, number, told ?? (error instanceof Mistyped ? error.message : ''))
          return
        }
        goTo(exchange, `/desk/bills/${number}?done=${form.act}`)
      },
    ],
    [
      'POST',
      /^\/desk\/callbacks\/([^/]+)$/,
      async (exchange) => {
        const id = exchange.params[0] ?? ''
        const { act } = await formOf(exchange)
        const notice = books.notices.get(id)
        const about = notice ? (billsIn(notice)[0] ?? '') : ''
        const done = notice ? await actOnNotice(id, act) : undefined
        if (done === undefined) showBill(exchange, about)
        else goTo(exchange, `/desk/bills/${about}?done=${done}`)
      },
    ],
  ]
}
