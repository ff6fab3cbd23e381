/** The desk's doors: the list, one payment, what can be done with it and its callbacks, and the stream of changes. */
import { parseAmount } from '@lodge/shared-types'
import { z } from 'zod'
import { HttpRefusal, readBody, sendHtml } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { newId } from './bank.ts'
import type { Bank } from './bank.ts'
import type { Books, PaymentRow } from './books.ts'
import type { BankDeliveries } from './callbacks.ts'
import { liveScript } from './desk-live.ts'
import { listPage } from './desk-page.ts'
import { paymentPage, unknownAtDesk } from './desk-payment-page.ts'
import type { Refused } from './desk-payment-page.ts'
import { markPolicy } from './look.ts'
import { isTrial, trials } from './desk-trials.ts'

/** The desk follows its bank by a script of its own. */
const policy = `script-src 'self'; connect-src 'self'; ${markPolicy}`
const coalesceMs = 100
const heartbeatMs = 20_000

const listSchema = z.object({
  q: z.string().max(140).catch(''),
  status: z.string().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
const formSchema = z.object({ act: z.string().max(40).catch('') })
const statusSchema = z
  .string()
  .trim()
  .regex(/^[A-Z_]{1,40}$/)
const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

/** Thrown by an act that a person typed wrongly. */
class Mistyped extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.message)
    this.name = 'Mistyped'
    this.refused = refused
  }
}

/** Returns the routes under /desk, and / that leads there. `onChange` calls back on every change until told to stop. */
export function deskRoutes(parts: {
  readonly bank: Bank
  readonly books: Books
  readonly deliveries: BankDeliveries
  readonly onChange: (listener: () => void) => () => void
}): Route[] {
  const { bank, books, deliveries, onChange } = parts
  const goTo = ({ response }: Exchange, location: string): void =>
    void response.writeHead(303, { location, 'cache-control': 'no-store' }).end()

  function showPayment(exchange: Exchange, id: string, refused?: Refused): void {
    const { response, url } = exchange
    if (!books.payments.has(id)) {
      sendHtml(response, 404, unknownAtDesk(), policy)
      return
    }
    const row = bank.payment(id)
    const done = refused ? null : url.searchParams.get('done')
    const page = paymentPage({ row, books, sending: deliveries.sending(), done, refused })
    sendHtml(response, refused ? 422 : 200, page, policy)
  }

  function refund(row: PaymentRow, typed: string): void {
    const { currency } = row.captured
    try {
      const amount = parseAmount(typed.replace(/[\s\u202f]/g, ''), currency)
      bank.refund(row.id, { reference: newId('desk'), amount }, newId('desk'))
    } catch (error) {
      if (error instanceof RangeError)
        throw new Mistyped({ field: 'amount', message: `${error.message}.`, typed })
      if (error instanceof HttpRefusal)
        throw new Mistyped({ field: 'amount', message: messageOf(error), typed })
      throw error
    }
  }

  function setStatus(row: PaymentRow, typed: string): void {
    const status = statusSchema.safeParse(typed)
    const message = 'Write the status in capitals and underscores, at most 40, such as ON_HOLD.'
    if (!status.success) throw new Mistyped({ field: 'status', message, typed })
    bank.setStatus(row.id, status.data)
  }

  const acts: Readonly<Record<string, (row: PaymentRow, typed: (name: string) => string) => unknown>> = {
    refund: (row, typed) => refund(row, typed('amount')),
    status: (row, typed) => setStatus(row, typed('status')),
    'charge-back': (row) => bank.chargeBack(row.id),
    capture: (row) => bank.captureLate(row.id),
    expire: (row) => bank.expire(row.id),
    tell: (row) => bank.sendBatch([row.id], []),
    'hold-all': (row) => bank.holdCallbacks(row.id, true),
    'release-all': (row) => bank.holdCallbacks(row.id, false),
  }

  /** Returns the notice's name. */
  async function actOnCallback(id: string, act: string): Promise<string | undefined> {
    if (act === 'hold') deliveries.hold(id)
    else if (act === 'send') await deliveries.deliver(id)
    else if (act === 'duplicate') await deliveries.deliver(bank.copyCallback(id).id)
    else if (isTrial(act)) {
      await deliveries.deliver(trials[act].needsNewId ? bank.copyCallback(id).id : id, act)
      return 'trial'
    } else return undefined
    return act
  }

  async function formOf({ request }: Exchange): Promise<{ act: string; typed: (name: string) => string }> {
    const fields = new URLSearchParams((await readBody(request)).toString())
    const { act } = formSchema.parse(Object.fromEntries(fields))
    return { act, typed: (name) => fields.get(name)?.slice(0, 140) ?? '' }
  }

  function streamChanges({ request, response }: Exchange): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(": the bank's changes\n\n")
    let due: NodeJS.Timeout | undefined
    const forget = onChange(() => {
      due ??= setTimeout(() => {
        due = undefined
        response.write('data: changed\n\n')
      }, coalesceMs)
    })
    const beat = setInterval(() => response.write(': still here\n\n'), heartbeatMs).unref()
    request.once('close', () => {
      forget()
      clearTimeout(due)
      clearInterval(beat)
    })
  }

  return [
    ['GET', /^\/$/, (exchange) => goTo(exchange, '/desk')],
    [
      'GET',
      /^\/desk$/,
      ({ url, response }) => {
        const { q, status, page } = listSchema.parse(Object.fromEntries(url.searchParams))
        sendHtml(response, 200, listPage(books, { words: q, status, page }), policy)
      },
    ],
    [
      'GET',
      /^\/desk\/live\.js$/,
      ({ response }) =>
        void response
          .writeHead(200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' })
          .end(liveScript),
    ],
    ['GET', /^\/desk\/changes$/, streamChanges],
    ['GET', /^\/desk\/payments\/([^/]+)$/, (exchange) => showPayment(exchange, exchange.params[0] ?? '')],
    [
      'POST',
      /^\/desk\/payments\/([^/]+)$/,
      async (exchange) => {
        const id = exchange.params[0] ?? ''
        const { act, typed } = await formOf(exchange)
        const work = Object.hasOwn(acts, act) ? acts[act] : undefined
        if (!work || !books.payments.has(id)) {
          showPayment(exchange, id)
          return
        }
        try {
          work(bank.payment(id), typed)
        } catch (error) {
          if (error instanceof Mistyped) showPayment(exchange, id, error.refused)
          else if (error instanceof HttpRefusal)
            showPayment(exchange, id, { field: 'told', message: messageOf(error), typed: '' })
          else throw error
          return
        }
        goTo(exchange, `/desk/payments/${id}?done=${act}`)
      },
    ],
    [
      'POST',
      /^\/desk\/callbacks\/([^/]+)$/,
      async (exchange) => {
        const id = exchange.params[0] ?? ''
        const { act } = await formOf(exchange)
        const about = books.paymentsOf(id)[0] ?? ''
        const done = books.callbacks.has(id) ? await actOnCallback(id, act) : undefined
        if (done === undefined) showPayment(exchange, about)
        else goTo(exchange, `/desk/payments/${about}?done=${done}`)
      },
    ],
  ]
}

/** Returns the bank's own words of a refusal. */
const messageOf = ({ body, message }: HttpRefusal): string =>
  refusalSchema.safeParse(body).data?.error.message ?? message
