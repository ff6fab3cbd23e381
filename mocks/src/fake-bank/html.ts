/** HTML in which everything that is put in is harmless, and amounts and times as the bank's pages write them. */
import { formatAmount } from '@lodge/shared-types'
import type { Money } from '@lodge/shared-types'
import { escapeHtml } from '../web-server.ts'

export type Html = { readonly html: string }
export type Part = Html | string | number | false | undefined | readonly Part[]

function put(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part !== 'object') return escapeHtml(String(part))
  return 'html' in part ? part.html : part.map(put).join('')
}

/** Returns the template as HTML: strings are escaped, `Html` stays, lists are joined, `undefined` and `false` are nothing. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, index) => text + put(parts[index])).join(''),
})

/** Returns the amount's digits in groups of three, such as "1 040.000": a narrow space reads as a decimal sign nowhere. */
export function digitsOf(amount: Money): string {
  const [whole = '', ...fraction] = formatAmount(amount).split('.')
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, '\u202f'), ...fraction].join('.')
}

/** Returns an amount that no direction of text turns round and no line breaks. */
export const amountOf = (amount: Money): Html =>
  html`<bdi dir="ltr" class="amount">${digitsOf(amount)} ${amount.currency}</bdi>`

/** Returns an instant to the minute, in UTC. */
export const minuteOf = (iso: string): Html =>
  html`<time datetime="${iso}"><bdi dir="ltr">${iso.slice(0, 16).replace('T', ' ')} UTC</bdi></time>`

/** Returns an instant to the millisecond, in UTC; its day only on request. */
export const instantOf = (iso: string, withDay = false): Html =>
  html`<time datetime="${iso}" title="${iso}"
    >${withDay && html`${iso.slice(0, 10)} `}${iso.slice(11, 23)}</time
  >`
