/** The desk's door: the page, the levers behind its buttons, and the files as they were published. */
import { parseAmount } from '@lodge/shared-types'
import { z } from 'zod'
import { markPolicy } from '../fake-bank/look.ts'
import { HttpRefusal, readBody, sendHtml } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import { payers } from './accounts.ts'
import type { BankClient } from './accounts.ts'
import type { TransferBank } from './bank.ts'
import type { TransferBooks } from './books.ts'
import { deskPage } from './desk-page.ts'
import { paySlip, waysToPay } from './mishaps.ts'

const slipSchema = z.object({
  account: z.string(),
  reference: z.string().trim().min(1).max(35),
  amount: z.string().max(30),
  as: z.enum(waysToPay),
})
const toldSchema = z.object({ error: z.object({ message: z.string() }) })

/** Returns the routes under /desk. */
export function deskRoutes({
  bank,
  books,
  clients,
}: {
  readonly bank: TransferBank
  readonly books: TransferBooks
  readonly clients: readonly BankClient[]
}): Route[] {
  const show = ({ response }: Exchange, status: number, said?: string): void =>
    sendHtml(response, status, deskPage({ books, clients }, said), markPolicy)
  /** Does what a button asks for and says on the page what came of it. */
  const lever =
    (work: (exchange: Exchange) => Promise<string> | string): Route[2] =>
    async (exchange) => {
      try {
        show(exchange, 200, await work(exchange))
      } catch (error) {
        if (error instanceof HttpRefusal)
          show(exchange, error.status, toldSchema.safeParse(error.body).data?.error.message ?? 'Refused.')
        else if (error instanceof RangeError || error instanceof z.ZodError)
          show(exchange, 422, 'Fill in an account, a reference and an amount such as 520.00.')
        else throw error
      }
    }
  const publish = (kind: 'statement' | 'notification') => () => {
    const names = bank.publish(kind).map(({ name }) => name)
    return names.length === 0 ? 'There is nothing new to tell.' : `Published: ${names.join(', ')}.`
  }
  return [
    ['GET', /^\/desk$/, (exchange) => show(exchange, 200)],
    ['POST', /^\/desk\/notify$/, lever(publish('notification'))],
    ['POST', /^\/desk\/close-day$/, lever(publish('statement'))],
    [
      'POST',
      /^\/desk\/slips$/,
      lever(async ({ request }) => {
        const fields = new URLSearchParams((await readBody(request)).toString())
        const { account, reference, amount, as } = slipSchema.parse(Object.fromEntries(fields))
        const currency = bank.findAccount(account)?.currency ?? 'EUR'
        const from = payers.find((payer) => payer.currency === currency) ?? payers[0]
        const compact = reference.replaceAll(/\s/g, '')
        const lines = paySlip(
          bank,
          { from, account, reference: compact, amount: parseAmount(amount, currency) },
          as,
        )
        return `Booked: ${lines.length === 1 ? 'one line' : `${lines.length} lines`}.`
      }),
    ],
    [
      'POST',
      /^\/desk\/lines\/([^/]+)\/return$/,
      lever(({ params }) => {
        bank.giveBack(params[0] ?? '')
        return 'The money went back.'
      }),
    ],
    [
      'GET',
      /^\/desk\/files\/([^/]+)$/,
      ({ params, response }) => {
        const file = books.files.find(({ id }) => id === params[0])
        if (!file)
          throw new HttpRefusal(404, { error: { code: 'not-found', message: 'There is no such file.' } })
        response
          .writeHead(200, {
            'content-type': 'application/xml',
            'content-disposition': `attachment; filename="${file.name}"`,
          })
          .end(file.xml)
      },
    ],
  ]
}
