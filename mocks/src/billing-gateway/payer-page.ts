/** The billing service's pages for payers: plain HTML without a script, in the payer's language. */
import { amountOf, digitsOf, html, minuteOf } from '../fake-bank/html.ts'
import type { Html, Part } from '../fake-bank/html.ts'
import { otherLanguage } from '../fake-bank/payer-words.ts'
import type { PayerLanguage } from '../fake-bank/payer-words.ts'
import { formatBillNumber } from './bill-number.ts'
import { channels } from './books.ts'
import type { BillRow, Channel, MovementRow } from './books.ts'
import { servicePage, toneOf } from './look.ts'
import { payerWords } from './payer-words.ts'
import type { PayerWords, Problem } from './payer-words.ts'

function page(language: PayerLanguage, title: string, inner: Part, query = ''): string {
  const words = payerWords[language]
  const [other, name] = otherLanguage[language]
  const beside = html`<span class="note">${words.demonstration}</span
    ><a href="?lang=${other}${query}" lang="${other}" hreflang="${other}">${name}</a>`
  const { service: bank, skip, footer } = words
  return servicePage(
    {
      language,
      title,
      bank,
      skip,
      beside,
      footer,
      style: ':root { --page: 60rem }',
      home: `/?lang=${language}`,
    },
    inner,
  )
}

const fact = (name: string, value: Part): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const numberOf = ({ number }: BillRow): Html =>
  html`<bdi dir="ltr" class="number">${formatBillNumber(number)}</bdi>`

const alert = (words: PayerWords, problem: Problem | undefined, field: string): Part =>
  problem &&
  html`<div class="alert" role="alert">
    <h2>${words.problem}</h2>
    <p><a href="#${field}">${words.problems[problem]}</a></p>
  </div>`

const sum = ({ total }: BillRow): Html =>
  html`<bdi dir="ltr" class="sum">${digitsOf(total)} <span>${total.currency}</span></bdi>`

const facts = (row: BillRow, words: PayerWords): Html[] => [
  fact(words.number, numberOf(row)),
  fact(words.to, html`<bdi>${row.biller}</bdi>`),
  ...(row.description === '' ? [] : [fact(words.purpose, html`<bdi>${row.description}</bdi>`)]),
  fact(words.invoice, html`<bdi dir="ltr">${row.invoice}</bdi>`),
]

const itemsOf = ({ items }: BillRow, words: PayerWords): Html =>
  fact(
    words.items,
    html`<ul class="items">
      ${items.map(
        ({ label, amount }) =>
          html`<li>
            <span><bdi>${label}</bdi></span> ${amountOf(amount)}
          </li>`,
      )}
    </ul>`,
  )

/** What is to be paid; `more` comes last. */
const summary = (row: BillRow, words: PayerWords, more: Part = ''): Html =>
  html`<section class="sheet summary">
    <h1>${words.pay}</h1>
    <div>
      <p class="soft small">${words.youPay}</p>
      ${sum(row)}
    </div>
    <dl>${facts(row, words)}${fact(words.openUntil, minuteOf(row.expiresAt))}${more}</dl>
  </section>`

/** Returns the front page, where a bill is found by its number. */
export function findPage(language: PayerLanguage, problem?: Problem, typed = ''): string {
  const words = payerWords[language]
  const { title, label, hint, button } = words.find
  return page(
    language,
    title,
    html`${alert(words, problem, 'number')}
      <form class="sheet narrow" method="get" action="/find">
        <h1>${title}</h1>
        <input type="hidden" name="lang" value="${language}" />
        <div class="field">
          <label for="number">${label}</label>
          <p class="soft small" id="number-hint">${hint}</p>
          ${problem && html`<p class="fault" id="number-fault">${words.problems[problem]}</p>`}
          <input
            type="text"
            id="number"
            name="number"
            inputmode="numeric"
            autocomplete="off"
            maxlength="24"
            dir="ltr"
            value="${typed}"
            aria-describedby="number-hint${problem && ' number-fault'}"
            ${problem && html`aria-invalid="true"`}
          />
        </div>
        <div class="actions"><button id="show">${button}</button></div>
      </form>`,
    typed === '' ? '' : `&number=${encodeURIComponent(typed)}`,
  )
}

/** Returns the page of an open bill: what is to be paid, and the ways to pay it. */
export function choosePage(row: BillRow, language: PayerLanguage): string {
  const words = payerWords[language]
  return page(
    language,
    words.pay,
    html`<div class="columns">
      ${summary(row, words, itemsOf(row, words))}
      <section class="sheet">
        <h2>${words.choose}</h2>
        <ul class="channels">
          ${channels.map(
            (channel) =>
              html`<li>
                <a id="${channel}" href="/pay/${row.number}/${channel}?lang=${language}"
                  ><strong>${words.channels[channel].title}</strong
                  ><span>${words.channels[channel].does}</span></a
                >
              </li>`,
          )}
        </ul>
      </section>
    </div>`,
  )
}

const act = (name: string, label: Part, quiet = false): Html =>
  html`<button id="${name}" name="act" value="${name}" ${quiet && html`class="quiet"`}>${label}</button>`

const forms: Readonly<
  Record<Channel, (row: BillRow, words: PayerWords, problem: Problem | undefined, typed: string) => Html>
> = {
  mobile: (row, words) =>
    row.status === 'IN_PROGRESS'
      ? html`<p class="message">${words.mobile.message(words.service)}</p>
          <div class="actions">
            ${act('approve', words.mobile.approve)}${act('refuse', words.mobile.refuse, true)}
          </div>`
      : html`<p>${words.mobile.explain}</p>
          <div class="actions">${act('begin', words.mobile.begin)}</div>`,
  branch: (row, words, problem, typed) =>
    html`<p>${words.branch.explain}</p>
      <div class="field">
        <label for="amount">${words.branch.label(row.total.currency)}</label>
        <p class="soft small" id="amount-hint">${words.branch.hint}</p>
        ${problem && html`<p class="fault" id="amount-fault">${words.problems[problem]}</p>`}
        <input
          type="text"
          id="amount"
          name="amount"
          inputmode="decimal"
          autocomplete="off"
          maxlength="24"
          dir="ltr"
          value="${typed}"
          aria-describedby="amount-hint${problem && ' amount-fault'}"
          ${problem && html`aria-invalid="true"`}
        />
      </div>
      <div class="actions">${act('hand-over', words.branch.button)}</div>`,
  card: (row, words) =>
    html`<p>${words.card.explain}</p>
      <div class="actions">
        ${act('approve', html`${words.card.approve} · ${amountOf(row.total)}`)}${act('decline', words.card.decline, true)}
      </div>`,
}
const fieldOf = { mobile: 'begin', branch: 'amount', card: 'approve' } as const satisfies Record<
  Channel,
  string
>

/** Returns the page of one way to pay. */
export function channelPage(
  row: BillRow,
  channel: Channel,
  language: PayerLanguage,
  problem?: Problem,
  typed = '',
): string {
  const words = payerWords[language]
  const { title } = words.channels[channel]
  const here = `/pay/${row.number}/${channel}?lang=${language}`
  return page(
    language,
    title,
    html`${alert(words, problem, fieldOf[channel])}
      <div class="columns">
        ${summary(row, words)}
        <div>
          <form method="post" action="${here}" class="sheet">
            <h2>${title}</h2>
            ${forms[channel](row, words, problem, typed)}
          </form>
          ${
            row.status === 'ISSUED' &&
            html`<p class="actions">
              <a class="button quiet" href="/pay/${row.number}?lang=${language}">${words.otherChannel}</a>
            </p>`
          }
        </div>
      </div>`,
  )
}

const signs: Readonly<Record<string, string>> = { good: '✓', wrong: '✕' }

/** Returns the page of a bill that is not open: how it stands, as a receipt where it was paid. */
export function resultPage(row: BillRow, language: PayerLanguage, payment: MovementRow | undefined): string {
  const words = payerWords[language]
  const { title, means } = words.results[row.status] ?? words.otherResult
  const tone = toneOf(row.status)
  const paid = row.status === 'PAID' ? payment : undefined
  return page(
    language,
    title,
    html`<section class="sheet narrow">
      <span class="tone ${tone}" aria-hidden="true">${signs[tone] ?? '–'}</span>
      <div>
        <h1>${title}</h1>
        <p>${means}</p>
      </div>
      <p>${sum(row)}</p>
      <dl>
        ${facts(row, words)}
        ${
          paid && [
            fact(words.amountPaid, amountOf(row.paid)),
            fact(words.channel, words.channels[paid.channel].title),
            fact(words.paidOn, minuteOf(paid.at)),
            fact(words.payment, html`<code dir="ltr">${paid.id}</code>`),
          ]
        }
      </dl>
      <p class="actions"><a class="button" id="return" href="${row.returnUrl}">${words.back}</a></p>
    </section>`,
  )
}
