/** The pages on which a payer makes a transfer: plain HTML without a script, in the payer's language. */
import { formatCreditorReference, formatIban } from '@lodge/shared-types'
import { amountOf, html } from '../fake-bank/html.ts'
import type { Html, Part } from '../fake-bank/html.ts'
import { frame } from '../fake-bank/look.ts'
import { otherLanguage } from '../fake-bank/payer-words.ts'
import { payers } from './accounts.ts'
import type { CheckedTransfer, TransferForm } from './payer-form.ts'
import { transferWords } from './payer-words.ts'
import type { TransferLanguage, TransferProblem, TransferWords } from './payer-words.ts'

/** The bank's mark. */
export const mark: Html = {
  html: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="7" fill="#fff"/><path d="M6 11c3.300-3.300 6.700-3.300 10 0s6.700 3.300 10 0M6 17c3.300-3.300 6.700-3.300 10 0s6.700 3.300 10 0M6 23c3.300-3.300 6.700-3.300 10 0s6.700 3.300 10 0" fill="none" stroke="#3b2a6b" stroke-width="2.4" stroke-linecap="round"/></svg>`,
}

/** The bank's colours, for all of its pages. */
export const colours = `
:root { --brand: light-dark(#3b2a6b, #1c1437); --brand-soft: #d6cdf0; --accent: light-dark(#4b3697, #b7a6f5); --accent-deep: light-dark(#33246e, #d8cdfc);
  --on-accent: light-dark(#ffffff, #1a1238); --accent-paper: light-dark(#f1eefb, #241c42); --focus: light-dark(#4b3697, #ffd166) }`

const style = `${colours}
:root { --page: 40rem } main { display: grid; gap: 24px; align-content: start }
main > h1 + p { margin-block-start: -16px } form { display: grid; gap: 16px } form > h2 { margin: 0 }
.field { display: grid; gap: 4px } .field label { font-weight: 600 } .field .hint { color: var(--soft); font-size: .875rem }
.field input[aria-invalid], .field select[aria-invalid] { border: 2px solid var(--wrong) }
textarea { font: inherit; font-family: var(--mono); inline-size: 100%; min-block-size: 6.500rem; padding: 8px 12px; border: 1px solid var(--strong); border-radius: 6px;
  background: var(--sheet); color: var(--ink) }
.actions { display: grid; gap: 12px } .actions button, .actions .button { inline-size: 100% } .alert { margin: 0 }
dl { display: grid; gap: 12px } dt { color: var(--soft); font-size: .875rem } dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
details summary { cursor: pointer; padding-block: 10px; font-weight: 600; color: var(--accent) }
.alert ul { list-style: none; margin-block-start: 8px }
@media (min-width: 40rem) { .sheet { padding: 24px } .actions { grid-auto-flow: column; justify-content: start } .actions button, .actions .button { inline-size: auto } }`

export const emptyForm: TransferForm = {
  from: payers[0].account,
  to: '',
  account: '',
  amount: '',
  reference: '',
  order: '',
  code: '',
  step: 'check',
}

export type FieldProblems = Partial<Record<keyof TransferForm, TransferProblem>>

function page(language: TransferLanguage, title: string, inner: Part): string {
  const words = transferWords[language]
  const [other, name] = otherLanguage[language]
  const beside = html`<span class="note">${words.demonstration}</span
    ><a href="/?lang=${other}" lang="${other}" hreflang="${other}">${name}</a>`
  const { bank, skip, footer } = words
  return frame(
    { language, title, bank, skip, beside, footer, style, mark, home: `/?lang=${language}` },
    inner,
  )
}

const alertOf = (words: TransferWords, problems: FieldProblems): Part => {
  const all = Object.entries(problems)
  return (
    all.length > 0 &&
    html`<div class="alert" role="alert">
      <h2>${words.problem}</h2>
      <ul>
        ${all.map(([field, problem]) => html`<li><a href="#${field}">${words.problems[problem]}</a></li>`)}
      </ul>
    </div>`
  )
}

/** A label, what explains the field, what is wrong with it, and the field itself, tied together for a screen reader. */
function field(
  words: TransferWords,
  problems: FieldProblems,
  {
    name,
    label,
    hint,
    control,
  }: {
    readonly name: keyof TransferForm
    readonly label: string
    readonly hint?: string
    readonly control: (ties: Html) => Html
  },
): Html {
  const problem = problems[name]
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(problem ? [`${name}-fault`] : []),
  ].join(' ')
  const ties = html`id="${name}"
  name="${name}"${problem && html` aria-invalid="true"`}${described !== '' && html` aria-describedby="${described}"`}`
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${problem && html`<p class="fault" id="${name}-fault">${words.problems[problem]}</p>`} ${control(ties)}
  </div>`
}

const hidden = (form: TransferForm, step: TransferForm['step']): Html[] =>
  (['from', 'to', 'account', 'amount', 'reference', 'order'] as const)
    .map((name) => html`<input type="hidden" name="${name}" value="${form[name]}" />`)
    .concat(html`<input type="hidden" name="step" value="${step}" />`)

/** Returns the page of the form, with what was typed and what is wrong with it. */
export function formPage(
  language: TransferLanguage,
  form: TransferForm,
  problems: FieldProblems = {},
): string {
  const words = transferWords[language]
  const input = (name: 'to' | 'account' | 'amount' | 'reference', more: Part) => (ties: Html) =>
    html`<input type="text" ${ties} value="${form[name]}" ${more} />`
  const selected = (account: string) => account === form.from && html`selected`
  const action = `/transfer?lang=${language}`
  return page(
    language,
    words.title,
    html`${alertOf(words, problems)}
      <h1>${words.title}</h1>
      <p>${words.lead}</p>
      <section class="sheet">
        <details ${(problems.code !== undefined || form.code !== '') && html`open`}>
          <summary>${words.haveCode}</summary>
          <form method="post" action="${action}">
            <input type="hidden" name="step" value="fill" /><input
              type="hidden"
              name="order"
              value="${form.order}"
            />
            ${field(words, problems, {
              name: 'code',
              label: words.code,
              hint: words.codeHint,
              control: (ties) =>
                html`<textarea ${ties} dir="ltr" rows="5" spellcheck="false">${form.code}</textarea>`,
            })}
            <div class="actions"><button class="quiet">${words.codeButton}</button></div>
          </form>
        </details>
      </section>
      <form class="sheet" method="post" action="${action}">
        <input type="hidden" name="order" value="${form.order}" />
        ${field(words, problems, {
          name: 'from',
          label: words.from,
          control: (ties) =>
            html`<select ${ties}>
              ${payers.map(
                ({ account, name, currency }) =>
                  html`<option value="${account}" ${selected(account)}>
                    ${name} · ${currency} · …${account.slice(-4)}
                  </option>`,
              )}
            </select>`,
        })}
        ${field(words, problems, { name: 'to', label: words.to, control: input('to', html`autocomplete="off"`) })}
        ${field(words, problems, {
          name: 'account',
          label: words.account,
          hint: words.accountHint,
          control: input(
            'account',
            html`dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck="false"`,
          ),
        })}
        ${field(words, problems, {
          name: 'amount',
          label: words.amount,
          control: input('amount', html`dir="ltr" inputmode="decimal" autocomplete="off"`),
        })}
        ${field(words, problems, {
          name: 'reference',
          label: words.reference,
          hint: words.referenceHint,
          control: input('reference', html`dir="auto" autocomplete="off" spellcheck="false"`),
        })}
        <div class="actions"><button name="step" value="check" id="next">${words.next}</button></div>
      </form>`,
  )
}

const fact = (name: string, value: Part): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`

const factsOf = (
  words: TransferWords,
  form: TransferForm,
  { payer, payee, amount, reference, text }: CheckedTransfer,
) =>
  html`<dl>
    ${fact(words.amount, html`<strong>${amountOf(amount)}</strong>`)}
    ${fact(words.from, html`<bdi>${payer.name}</bdi>, <bdi dir="ltr">${formatIban(payer.account)}</bdi>`)}
    ${fact(words.to, html`<bdi>${form.to}</bdi>`)}
    ${fact(words.account, html`<bdi dir="ltr">${formatIban(payee.account)}</bdi>`)}
    ${fact(words.reference, html`<bdi>${reference === null ? text || '–' : formatCreditorReference(reference)}</bdi>`)}
  </dl>`

/** Returns the page on which the payer confirms. */
export function checkPage(language: TransferLanguage, form: TransferForm, transfer: CheckedTransfer): string {
  const words = transferWords[language]
  const action = `/transfer?lang=${language}`
  return page(
    language,
    words.check,
    html`<h1>${words.check}</h1>
      <p>${words.checkLead}</p>
      <section class="sheet">${factsOf(words, form, transfer)}</section>
      <div class="actions">
        <form method="post" action="${action}">
          ${hidden(form, 'confirm')}<button id="confirm">${words.confirm}</button>
        </form>
        <form method="post" action="${action}">
          ${hidden(form, 'change')}<button class="quiet">${words.change}</button>
        </form>
      </div>`,
  )
}

/** Returns the page of a transfer that was made. */
export function donePage(
  language: TransferLanguage,
  form: TransferForm,
  { transfer, number }: { readonly transfer: CheckedTransfer; readonly number: string },
): string {
  const words = transferWords[language]
  return page(
    language,
    words.done,
    html`<h1>${words.done}</h1>
      <p>${words.doneMeans}</p>
      <section class="sheet">
        ${factsOf(words, form, transfer)}
        <dl>${fact(words.number, html`<bdi dir="ltr" id="number">${number}</bdi>`)}</dl>
      </section>
      <div class="actions"><a class="button" href="/?lang=${language}">${words.another}</a></div>`,
  )
}
