/** The payer's doors: the payment page for people, and the same by JSON for clients without a screen. */
import { z } from 'zod'
import { parseBody, readBody, readJson, sendHtml, sendJson } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { Bank } from './bank.ts'
import type { Books, PaymentRow } from './books.ts'
import {
  choosePage,
  confirmationCode,
  confirmPage,
  resultPage,
  returnAddress,
  unknownPage,
} from './payer-page.ts'
import { markFile, markPolicy } from './look.ts'
import { languageOf } from './payer-words.ts'
import type { PayerLanguage } from './payer-words.ts'

/** A card by its name or number; `cancel` goes back without paying. */
const cardSchema = z.object({ card: z.string().max(64) })
const formSchema = z.object({ card: z.string().max(64).catch(''), code: z.string().max(64).optional() })

/** Returns the language of the page: as the payer chose there, as the merchant said, as the browser says. */
const spoken = ({ url, request }: Exchange, row?: PaymentRow): PayerLanguage =>
  languageOf([
    url.searchParams.get('lang'),
    row?.locale,
    ...(request.headers['accept-language'] ?? '').split(/[,;]/),
  ])

/** Returns the routes under /pay, and the bank's mark. */
export function payerRoutes({ bank, books }: { readonly bank: Bank; readonly books: Books }): Route[] {
  const named = ({ params }: Exchange): PaymentRow | undefined =>
    books.payments.has(params[0] ?? '') ? bank.payment(params[0] ?? '') : undefined
  const goTo = ({ response }: Exchange, location: string): void =>
    void response.writeHead(303, { location, 'cache-control': 'no-store' }).end()
  const send = ({ response }: Exchange, status: number, page: string): void =>
    sendHtml(response, status, page, markPolicy)
  const notKnown = (exchange: Exchange): void => send(exchange, 404, unknownPage(spoken(exchange)))

  async function payByForm(exchange: Exchange): Promise<void> {
    const { request } = exchange
    const fields = new URLSearchParams((await readBody(request)).toString())
    const row = named(exchange)
    if (!row) {
      notKnown(exchange)
      return
    }
    const { card, code } = formSchema.parse(Object.fromEntries(fields))
    const language = spoken(exchange, row)
    const page = `/pay/${row.id}?lang=${language}`
    if (row.status === 'NEW') {
      if (card === '') {
        send(exchange, 422, choosePage(row, language, 'no-card'))
        return
      }
      if (card === 'challenge' && code === undefined) {
        goTo(exchange, `/pay/${row.id}/confirm?lang=${language}`)
        return
      }
      if (card === 'challenge' && code?.replace(/\s/g, '') !== confirmationCode) {
        send(exchange, 422, confirmPage(row, language, 'wrong-code'))
        return
      }
      const { status } = bank.pay(row.id, card)
      goTo(exchange, status === 'CANCELLED' ? returnAddress(row) : page)
    } else goTo(exchange, page)
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
    [
      'GET',
      /^\/pay\/([^/]+)$/,
      (exchange) => {
        const row = named(exchange)
        if (!row) notKnown(exchange)
        else {
          const show = row.status === 'NEW' ? choosePage : resultPage
          send(exchange, 200, show(row, spoken(exchange, row)))
        }
      },
    ],
    [
      'GET',
      /^\/pay\/([^/]+)\/confirm$/,
      (exchange) => {
        const row = named(exchange)
        if (!row) notKnown(exchange)
        else if (row.status === 'NEW') send(exchange, 200, confirmPage(row, spoken(exchange, row)))
        else goTo(exchange, `/pay/${row.id}?lang=${spoken(exchange, row)}`)
      },
    ],
    [
      'POST',
      /^\/pay\/([^/]+)$/,
      async (exchange) => {
        const { request, response, params } = exchange
        if (!(request.headers['content-type']?.startsWith('application/json') ?? false)) {
          await payByForm(exchange)
          return
        }
        const { card } = parseBody(cardSchema, await readJson(request))
        const row = bank.pay(params[0] ?? '', card)
        sendJson(response, 200, { status: row.status, return_url: returnAddress(row) })
      },
    ],
  ]
}
