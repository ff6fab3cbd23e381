/** The payer's doors: a bill by its number, the ways to pay it, and the same by JSON for clients without a screen. */
import { isZero, money, parseAmount } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { z } from 'zod'
import { languageOf } from '../fake-bank/payer-words.ts'
import type { PayerLanguage } from '../fake-bank/payer-words.ts'
import { parseBody, readBody, readJson, sendHtml, sendJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { parseBillNumber } from './bill-number.ts'
import type { Billing } from './billing.ts'
import { channelSchema } from './books.ts'
import type { BillRow, Books, Channel } from './books.ts'
import { markFile } from './look.ts'
import { channelPage, choosePage, findPage, resultPage } from './payer-page.ts'
import type { Problem } from './payer-words.ts'

const jsonSchema = z.strictObject({ channel: channelSchema })
const formSchema = z.object({ act: z.string().max(20).catch(''), amount: z.string().max(24).catch('') })
const policy = "img-src 'self'"

type Outcome = { readonly problem: Problem; readonly typed: string } | undefined

/** Returns the routes under / and /pay, and the service's mark. */
export function payerRoutes({
  billing,
  books,
}: {
  readonly billing: Billing
  readonly books: Books
}): Route[] {
  /** As the payer chose there, as the biller said, as the browser says. */
  const spoken = ({ url, request }: Exchange, row?: BillRow): PayerLanguage =>
    languageOf([
      url.searchParams.get('lang'),
      row?.language,
      ...(request.headers['accept-language'] ?? '').split(/[,;]/),
    ])
  const send = ({ response }: Exchange, status: number, page: string): void =>
    sendHtml(response, status, page, policy)
  const goTo = ({ response }: Exchange, location: string): void =>
    void response.writeHead(303, { location, 'cache-control': 'no-store' }).end()

  /** Handles a bill that is here, whatever its number is written like; others get the front page. */
  const withBill =
    (handle: (exchange: Exchange, row: BillRow) => Promise<void> | void): Route[2] =>
    (exchange) => {
      const typed = exchange.params[0] ?? ''
      const number = parseBillNumber(typed)
      if (number !== undefined && books.bills.has(number)) return handle(exchange, billing.bill(number))
      const problem = number === undefined ? 'mistyped' : 'unknown'
      send(exchange, 404, findPage(spoken(exchange), problem, typed.slice(0, 24)))
    }

  function show(exchange: Exchange, row: BillRow): void {
    const language = spoken(exchange, row)
    const payment = books.movementsOf(row.number).findLast(({ kind }) => kind === 'payment')
    if (row.status === 'IN_PROGRESS') goTo(exchange, `/pay/${row.number}/mobile?lang=${language}`)
    else if (row.status === 'ISSUED') send(exchange, 200, choosePage(row, language))
    else send(exchange, 200, resultPage(row, language, payment))
  }

  /** What a payer does on the page of a channel; a problem is shown there, anything else leads to the bill. */
  const acts: Readonly<Record<Channel, (row: BillRow, act: string, amount: string) => Outcome>> = {
    mobile({ number, total }, act) {
      if (act === 'begin') billing.begin(number)
      else if (act === 'refuse') billing.giveUp(number)
      else if (act === 'approve' && billing.bill(number).status === 'IN_PROGRESS')
        billing.pay(number, 'mobile', total)
      return undefined
    },
    branch({ number, total }, _act, typed) {
      const amount = amountIn(typed, total)
      if (!amount) return { problem: 'no-amount', typed }
      if (amount.amountMinor !== total.amountMinor) return { problem: 'part-payment', typed }
      billing.pay(number, 'branch', amount)
      return undefined
    },
    card({ number, total }, act) {
      if (act === 'decline') return { problem: 'declined', typed: '' }
      if (act === 'approve') billing.pay(number, 'card', total)
      return undefined
    },
  }

  async function payByForm(exchange: Exchange, row: BillRow): Promise<void> {
    const { request, params } = exchange
    const fields = new URLSearchParams((await readBody(request)).toString())
    const { act, amount } = formSchema.parse(Object.fromEntries(fields))
    const channel = channelSchema.safeParse(params[1]).data
    const language = spoken(exchange, row)
    // Somebody may have paid or cancelled it while the page stood open: then it only shows how it stands.
    const isOpen = row.status === 'ISSUED' || row.status === 'IN_PROGRESS'
    const outcome = isOpen && channel ? acts[channel](row, act, amount) : undefined
    if (outcome && channel)
      send(exchange, 422, channelPage(row, channel, language, outcome.problem, outcome.typed))
    else goTo(exchange, `/pay/${row.number}?lang=${language}`)
  }

  return [
    [
      'GET',
      /^\/mark\.svg$/,
      ({ response }) =>
        void response
          .writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' })
          .end(markFile),
    ],
    ['GET', /^\/$/, (exchange) => send(exchange, 200, findPage(spoken(exchange)))],
    [
      'GET',
      /^\/find$/,
      (exchange) => {
        const typed = exchange.url.searchParams.get('number')?.slice(0, 24) ?? ''
        const number = parseBillNumber(typed)
        const language = spoken(exchange)
        if (number !== undefined && books.bills.has(number)) goTo(exchange, `/pay/${number}?lang=${language}`)
        else send(exchange, 422, findPage(language, number === undefined ? 'mistyped' : 'unknown', typed))
      },
    ],
    ['GET', /^\/pay\/([^/]+)$/, withBill(show)],
    [
      'GET',
      /^\/pay\/([^/]+)\/(mobile|branch|card)$/,
      withBill((exchange, row) => {
        const channel = channelSchema.parse(exchange.params[1])
        const isOpen = row.status === 'ISSUED' || (row.status === 'IN_PROGRESS' && channel === 'mobile')
        if (isOpen) send(exchange, 200, channelPage(row, channel, spoken(exchange, row)))
        else show(exchange, row)
      }),
    ],
    ['POST', /^\/pay\/([^/]+)\/(mobile|branch|card)$/, withBill(payByForm)],
    [
      'POST',
      /^\/pay\/([^/]+)$/,
      async ({ request, response, params }) => {
        const { channel } = parseBody(jsonSchema, await readJson(request))
        const row = billing.bill(params[0] ?? '')
        const { status } = billing.pay(row.number, channel, row.total)
        sendJson(response, 200, { status, return_url: row.returnUrl })
      },
    ],
  ]
}

/** Returns the amount that was typed, undefined for none. */
function amountIn(typed: string, { currency }: Money): Money | undefined {
  try {
    const amount = parseAmount(typed.replaceAll(/[\s\u202f]/g, ''), currency)
    return isZero(amount) ? undefined : money(amount.amountMinor, currency)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
