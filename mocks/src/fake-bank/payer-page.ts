/** The bank's payment pages: plain HTML without a script, in the payer's language. */
import { isZero } from '@lodge/shared-types'
import type { PaymentRow } from './books.ts'
import { cards } from './cards.ts'
import { amountOf, digitsOf, html, minuteOf } from './html.ts'
import type { Html, Part } from './html.ts'
import { frame, toneOf } from './look.ts'
import { otherLanguage, payerWords } from './payer-words.ts'
import type { PayerLanguage, PayerWords } from './payer-words.ts'

/** The code that every card of the demonstration takes. */
export const confirmationCode = '204816'

const style = `
html { scroll-padding-block-end: 112px }
:root { --page: 60rem }
.columns { display: grid; gap: 24px; align-items: start }
.sum { font-size: clamp(1.75rem, 9vw, 2.5rem); line-height: 1.15; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
.sum span { font-size: .55em; font-weight: 600; color: var(--soft); letter-spacing: .02em }
.summary { display: grid; gap: 16px } .summary h1 { font-size: 1.1875rem }
dl { display: grid; gap: 12px } dt { color: var(--soft); font-size: .875rem } dd { overflow-wrap: anywhere }
fieldset + fieldset, fieldset + .actions { margin-block-start: 24px } legend { padding: 0; font-weight: 600; margin-block-end: 8px }
form > h2 { margin-block-end: 16px }
.card { display: grid; grid-template-columns: auto 1fr; gap: 0 12px; align-items: start; border: 1px solid var(--line); border-radius: 8px; padding: 12px;
  cursor: pointer; background: var(--sheet); min-block-size: 44px }
.card + .card { margin-block-start: 8px } .card:hover { border-color: var(--strong) }
.card:has(:checked) { border-color: var(--accent); background: var(--accent-paper); box-shadow: inset 0 0 0 1px var(--accent) }
.card:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px } .card :focus-visible { outline: none }
.card input { inline-size: 20px; block-size: 20px; margin: 2px 0 0; accent-color: var(--accent) }
.card strong { display: flex; flex-wrap: wrap; gap: 0 16px; justify-content: space-between; font-weight: 600 }
.card bdi { font-weight: 400; font-variant-numeric: tabular-nums; color: var(--soft); font-size: .875rem }
.card span span { display: block; color: var(--soft); font-size: .875rem }
.actions { display: grid; gap: 12px } .actions button, .actions .button { inline-size: 100% }
.pay { position: sticky; inset-block-end: 0; margin-inline: -16px; margin-block: 24px -16px; padding: 12px 16px 16px; background: var(--sheet);
  border-block-start: 1px solid var(--line); border-end-start-radius: 10px; border-end-end-radius: 10px }
.actions + .actions, .sheet + form { margin-block-start: 12px }
.result { display: grid; gap: 16px; max-inline-size: 34rem; margin-inline: auto; padding: 24px 16px }
.result .tone { inline-size: 48px; block-size: 48px; border-radius: 50%; display: grid; place-items: center; font-size: 1.5rem; font-weight: 700;
  background: var(--sunk); color: var(--soft) }
.result .tone.good { color: var(--good); background: var(--good-paper) } .result .tone.wrong { color: var(--wrong); background: var(--wrong-paper) }
.result .tone.attention { color: var(--attention); background: var(--attention-paper) }
.message { border-inline-start: 4px solid var(--accent); background: var(--accent-paper); padding: 12px 16px }
.field { display: grid; gap: 4px } .field label { font-weight: 600 } .field input { max-inline-size: 12rem; font-size: 1.1875rem; letter-spacing: .15em;
  font-variant-numeric: tabular-nums }
@media (min-width: 52rem) { .columns { grid-template-columns: minmax(16rem, 2fr) 3fr; gap: 32px } .summary { position: sticky; inset-block-start: 24px }
  .sheet { padding: 24px } .pay { margin-inline: -24px; margin-block-end: -24px; padding: 16px 24px 24px } main { padding-block-start: 32px } }`

export type Problem = keyof PayerWords['problems']

function page(language: PayerLanguage, title: string, inner: Part): string {
  const words = payerWords[language]
  const [other, name] = otherLanguage[language]
  const beside = html`<span class="note">${words.demonstration}</span
    ><a href="?lang=${other}" lang="${other}" hreflang="${other}">${name}</a>`
  return frame(
    { language, title, bank: words.bank, skip: words.skip, beside, footer: words.footer, style },
    inner,
  )
}

const large = (row: PaymentRow): Html =>
  html`<bdi dir="ltr" class="sum">${digitsOf(row.amount)} <span>${row.amount.currency}</span></bdi>`

const fact = (name: string, value: Part): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const facts = (row: PaymentRow, words: PayerWords): Html[] => [
  fact(words.to, html`<bdi>${row.merchant}</bdi>`),
  ...(row.description === '' ? [] : [fact(words.purpose, html`<bdi>${row.description}</bdi>`)]),
  fact(words.reference, html`<bdi dir="ltr">${row.reference}</bdi>`),
]

const summary = (row: PaymentRow, words: PayerWords, title: string): Html =>
  html`<section class="sheet summary">
    <h1>${title}</h1>
    <div>
      <p class="soft small">${words.youPay}</p>
      ${large(row)}
    </div>
    <dl>${facts(row, words)}${fact(words.openUntil, minuteOf(row.expiresAt))}</dl>
  </section>`

const alert = (words: PayerWords, problem: Problem | undefined, field: string): Part =>
  problem &&
  html`<div class="alert" role="alert">
    <h2>${words.problem}</h2>
    <p><a href="#${field}">${words.problems[problem]}</a></p>
  </div>`

const groups = {
  plain: ['approve', 'decline', 'challenge', 'pending', 'expire'],
  message: ['callback-lost', 'callback-late', 'callback-twice', 'callback-wrong-amount'],
  amount: ['short', 'over'],
} as const satisfies Record<keyof PayerWords['groups'], readonly (keyof PayerWords['cards'])[]>

const choice = (name: keyof PayerWords['cards'], { title, does }: { title: string; does: string }): Html =>
  html`<label class="card"
    ><input
      type="radio"
      name="card"
      value="${name}"
      id="card-${name}"
      ${name === 'approve' && html`checked`}
    />
    <span
      ><strong>${title} <bdi dir="ltr">${cards[name].number}</bdi></strong
      ><span>${does}</span></span
    ></label
  >`

const cancelForm = (id: string, words: PayerWords, language: PayerLanguage): Html =>
  html`<form method="post" action="/pay/${id}?lang=${language}" class="actions">
    <input type="hidden" name="card" value="cancel" /><button class="quiet" id="cancel">
      ${words.cancel}
    </button>
  </form>`

/** Returns where the payer goes back to; it names the payment and says nothing about its outcome. */
export function returnAddress(row: PaymentRow): string {
  const url = new URL(row.returnUrl)
  url.searchParams.set('payment', row.id)
  return url.href
}

/** Returns the page of an open payment: what is paid, and the choice of cards. */
export function choosePage(row: PaymentRow, language: PayerLanguage, problem?: Problem): string {
  const words = payerWords[language]
  const legend = (group: keyof typeof groups) =>
    html`<fieldset>
      <legend>${words.groups[group]}</legend>
      ${groups[group].map((name) => choice(name, words.cards[name]))}
    </fieldset>`
  return page(
    language,
    words.pay,
    html`${alert(words, problem, 'card-approve')}
      <div class="columns">
        ${summary(row, words, words.pay)}
        <div>
          <form method="post" action="/pay/${row.id}?lang=${language}" class="sheet">
            <h2>${words.choose}</h2>
            ${legend('plain')}${legend('message')}${legend('amount')}
            <div class="actions pay">
              <button id="pay">${words.payButton} ${amountOf(row.amount)}</button>
            </div>
          </form>
          ${cancelForm(row.id, words, language)}
        </div>
      </div>`,
  )
}

/** Returns the page on which a card asks who pays, as 3-D Secure does. */
export function confirmPage(row: PaymentRow, language: PayerLanguage, problem?: Problem): string {
  const words = payerWords[language]
  const { confirm } = words
  return page(
    language,
    confirm.title,
    html`${alert(words, problem, 'code')}
      <div class="columns">
        ${summary(row, words, confirm.title)}
        <div>
          <form method="post" action="/pay/${row.id}?lang=${language}" class="sheet actions">
            <p>${confirm.why}</p>
            <p class="message">${confirm.message(confirmationCode)}</p>
            <div class="field">
              <label for="code">${confirm.code}</label>
              <p class="soft small" id="code-hint">${confirm.hint}</p>
              ${problem && html`<p class="fault" id="code-fault">${words.problems[problem]}</p>`}
              <input
                type="text"
                id="code"
                name="code"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength="12"
                dir="ltr"
                aria-describedby="code-hint${problem && ' code-fault'}"
                ${problem && html`aria-invalid="true"`}
              />
            </div>
            <input type="hidden" name="card" value="challenge" />
            <button id="pay">${confirm.button}</button>
          </form>
          <form method="post" action="/pay/${row.id}?lang=${language}" class="actions">
            <input type="hidden" name="card" value="decline" /><button class="quiet">
              ${confirm.refuse}
            </button>
          </form>
        </div>
      </div>`,
  )
}

const signs: Readonly<Record<string, string>> = { good: '✓', wrong: '✕', attention: '…' }

/** Returns the page of a payment that is decided: how it stands, and the way back. */
export function resultPage(row: PaymentRow, language: PayerLanguage): string {
  const words = payerWords[language]
  const { title, means } = words.results[row.status] ?? words.otherResult
  const tone = toneOf(row.status)
  return page(
    language,
    title,
    html`<section class="sheet result">
      <span class="tone ${tone}" aria-hidden="true">${signs[tone] ?? '–'}</span>
      <div>
        <h1>${title}</h1>
        <p>${means}</p>
      </div>
      <p>${large(row)}</p>
      <dl>
        ${facts(row, words)} ${!isZero(row.captured) && fact(words.taken, amountOf(row.captured))}
        ${!isZero(row.refunded) && fact(words.refunded, amountOf(row.refunded))}
        ${fact(words.status, html`<code dir="ltr">${row.status}</code>`)}
      </dl>
      <div class="actions">
        <a class="button" id="return" href="${returnAddress(row)}">${words.back}</a>
        ${row.status === 'PROCESSING' && html`<a class="button quiet" href="/pay/${row.id}?lang=${language}">${words.lookAgain}</a>`}
      </div>
    </section>`,
  )
}

/** Returns the page of a payment that the bank has never heard of. */
export function unknownPage(language: PayerLanguage): string {
  const { title, means } = payerWords[language].unknown
  return page(
    language,
    title,
    html`<section class="sheet result">
      <h1>${title}</h1>
      <p>${means}</p>
    </section>`,
  )
}
