/** The payer's doors: the payment page for people, and the same by JSON for clients without a screen. */
import { z } from 'zod'
import { parseBody, readBody, readJson, sendHtml, sendJson } from '../web-server.ts'
import type { Route } from '../web-server.ts'
import type { Bank } from './bank.ts'
import type { Books } from './books.ts'
import { paymentPage, returnAddress, unknownPaymentPage } from './page.ts'

/** A card by its name or number; `cancel` goes back without paying. */
const cardSchema = z.object({ card: z.string().max(64) })

/** Returns the routes under /pay. */
export function payerRoutes({ bank, books }: { readonly bank: Bank; readonly books: Books }): Route[] {
  return [
    [
      'GET',
      /^\/pay\/([^/]+)$/,
      ({ params, response }) => {
        const id = params[0] ?? ''
        if (books.payments.has(id)) sendHtml(response, 200, paymentPage(bank.payment(id)))
        else sendHtml(response, 404, unknownPaymentPage())
      },
    ],
    [
      'POST',
      /^\/pay\/([^/]+)$/,
      async ({ request, response, params }) => {
        const isJson = request.headers['content-type']?.startsWith('application/json') ?? false
        const { card } = parseBody(
          cardSchema,
          isJson
            ? await readJson(request)
            : Object.fromEntries(new URLSearchParams((await readBody(request)).toString())),
        )
        const row = bank.pay(params[0] ?? '', card)
        const back = returnAddress(row)
        if (isJson) sendJson(response, 200, { status: row.status, return_url: back })
        else response.writeHead(303, { location: back, 'cache-control': 'no-store' }).end()
      },
    ],
  ]
}
