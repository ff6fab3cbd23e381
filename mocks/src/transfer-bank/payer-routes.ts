/** The payer's door: a form, a page to check it, and the transfer itself. */
import { randomUUID } from 'node:crypto'
import { markPolicy } from '../fake-bank/look.ts'
import { languageOf } from '../fake-bank/payer-words.ts'
import { readBody, sendHtml } from '../web-server.ts'
import type { Exchange, Route } from '../web-server.ts'
import type { TransferBank } from './bank.ts'
import { checkTransfer, filledByCode, transferFormSchema } from './payer-form.ts'
import type { TransferForm } from './payer-form.ts'
import { checkPage, donePage, emptyForm, formPage, mark } from './payer-page.ts'
import type { FieldProblems } from './payer-page.ts'
import type { TransferLanguage } from './payer-words.ts'

const spoken = ({ url, request }: Exchange): TransferLanguage =>
  languageOf([url.searchParams.get('lang'), ...(request.headers['accept-language'] ?? '').split(/[,;]/)])

/** Returns the routes of the payer's pages, and the bank's mark. */
export function payerRoutes(bank: TransferBank): Route[] {
  const show = ({ response }: Exchange, status: number, page: string): void =>
    sendHtml(response, status, page, markPolicy)

  /** Returns status and page for what the payer sent. */
  function answerTo(language: TransferLanguage, form: TransferForm): readonly [number, string] {
    if (form.step === 'fill') {
      const filled = filledByCode(form)
      return filled
        ? [200, formPage(language, filled)]
        : [422, formPage(language, { ...emptyForm, ...form, from: emptyForm.from }, { code: 'code' })]
    }
    if (form.step === 'change') return [200, formPage(language, form)]
    const checked = checkTransfer(form, bank.findAccount)
    if ('problems' in checked) {
      const problems: FieldProblems = Object.fromEntries(checked.problems.toReversed())
      return [422, formPage(language, form, problems)]
    }
    const { transfer } = checked
    if (form.step === 'check') return [200, checkPage(language, form, transfer)]
    const { payer, payee, amount, reference, text } = transfer
    const [line] = bank.transfer({
      from: payer,
      to: payee.account,
      amount,
      reference,
      text,
      ...(form.order === '' ? {} : { order: form.order }),
    })
    return [200, donePage(language, form, { transfer, number: line?.id ?? '' })]
  }

  return [
    [
      'GET',
      /^\/mark\.svg$/,
      ({ response }) =>
        void response
          .writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=3600' })
          .end(mark.html),
    ],
    [
      'GET',
      /^\/(?:transfer)?$/,
      (exchange) => {
        const typed = transferFormSchema.parse(Object.fromEntries(exchange.url.searchParams))
        const form = { ...typed, from: typed.from || emptyForm.from, order: randomUUID() }
        show(exchange, 200, formPage(spoken(exchange), form))
      },
    ],
    [
      'POST',
      /^\/transfer$/,
      async (exchange) => {
        const fields = new URLSearchParams((await readBody(exchange.request)).toString())
        const form = transferFormSchema.parse(Object.fromEntries(fields))
        show(exchange, ...answerTo(spoken(exchange), form))
      },
    ],
  ]
}
