/** The bank's payment page: plain HTML, no script. */
import { formatMoney } from '@lodge/shared-types'
import { escapeHtml } from '../web-server.ts'
import type { PaymentRow } from './books.ts'
import { cards } from './cards.ts'

const style = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #14213d; background: #eef1f6 }
body { margin: 0; padding: 1.5rem 1rem }
main { max-inline-size: 30rem; margin-inline: auto; background: #fff; border-radius: 12px; overflow: hidden;
  box-shadow: 0 1px 3px #14213d33 }
header { background: #14213d; color: #fff; padding: 1rem 1.5rem }
header p { margin: 0; font-size: .875rem; color: #cdd6ea }
h1 { font-size: 1.125rem; margin: 0 }
section, form { padding: 1rem 1.5rem }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: 0 }
dt { color: #4a5672 } dd { margin: 0; text-align: end; overflow-wrap: anywhere }
dd.sum { font-size: 1.5rem; font-weight: 650 }
fieldset { border: 0; padding: 0; margin: 0 0 1rem } legend { font-weight: 600; padding: 0 0 .5rem }
label { display: flex; gap: .75rem; align-items: center; border: 1px solid #c3cbdb; border-radius: 8px;
  padding: .5rem .75rem; margin-block-end: .375rem; cursor: pointer }
label:has(:checked) { border-color: #1f5fbf; background: #f0f6ff }
label small { display: block; color: #4a5672; font-variant-numeric: tabular-nums }
input { inline-size: 1.125rem; block-size: 1.125rem; flex: none }
button, a.button { font: inherit; font-weight: 600; display: block; box-sizing: border-box; inline-size: 100%;
  min-block-size: 44px; padding: .625rem 1rem; border-radius: 8px; border: 1px solid #1f5fbf; background: #1f5fbf;
  color: #fff; text-align: center; text-decoration: none; cursor: pointer; margin-block-start: .5rem }
button.quiet { background: #fff; color: #1f5fbf }
:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px }`

const frame = (title: string, inner: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Harbour Bank</title><style>${style}</style></head>
<body><main><header><p>Harbour Bank (a demonstration: no real money)</p><h1>${escapeHtml(title)}</h1></header>
${inner}</main></body></html>`

const facts = (row: PaymentRow): string => `<section><dl>
<dt>Amount</dt><dd class="sum"><bdi>${escapeHtml(formatMoney(row.amount))}</bdi></dd>
<dt>To</dt><dd><bdi>${escapeHtml(row.merchant)}</bdi></dd>
<dt>For</dt><dd><bdi>${escapeHtml(row.description)}</bdi></dd>
<dt>Reference</dt><dd><bdi>${escapeHtml(row.reference)}</bdi></dd>
</dl></section>`

const choices = (): string =>
  Object.entries(cards)
    .filter(([name]) => name !== 'cancel')
    .map(
      ([name, card], index) =>
        `<label><input type="radio" name="card" value="${name}"${index === 0 ? ' checked' : ''}>` +
        `<span>${escapeHtml(card.title)}<small>${card.number}</small></span></label>`,
    )
    .join('\n')

/** Returns where the payer goes back to; it names the payment and says nothing about its outcome. */
export function returnAddress(row: PaymentRow): string {
  const url = new URL(row.returnUrl)
  url.searchParams.set('payment', row.id)
  return url.href
}

/** Returns the page for a payment: a choice of cards while it waits, else how it stands and the way back. */
export const paymentPage = (row: PaymentRow): string =>
  row.status === 'NEW'
    ? frame(
        'Pay by card',
        `${facts(row)}<form method="post">
<fieldset><legend>Choose a dummy card</legend>
${choices()}</fieldset>
<button>Pay <bdi>${escapeHtml(formatMoney(row.amount))}</bdi></button></form>
<form method="post"><input type="hidden" name="card" value="cancel">
<button class="quiet">Cancel and go back</button></form>`,
      )
    : frame(
        'This payment is closed',
        `${facts(row)}<section><p>Status: <strong>${escapeHtml(row.status)}</strong></p>
<a class="button" href="${escapeHtml(returnAddress(row))}">Back to the merchant</a></section>`,
      )

export const unknownPaymentPage = (): string =>
  frame('Unknown payment', '<section><p>The bank knows no payment under this address.</p></section>')
