/** The desk's frame and its list of payments, for people who watch or test what a merchant does with the bank. */
import type { CallbackRow } from '../deliveries.ts'
import type { Books, PaymentRow } from './books.ts'
import { deskStyle } from './desk-look.ts'
import { amountOf, html, minuteOf } from './html.ts'
import type { Html, Part } from './html.ts'
import { frame, toneOf } from './look.ts'

/** Returns a page of the desk; it follows the bank's changes where scripts run, and is whole without. */
export const deskPage = (title: string, inner: Part): string =>
  frame(
    {
      language: 'en',
      title,
      bank: 'Harbour Bank · Desk',
      skip: 'Skip to the content',
      home: '/desk',
      beside: html`<span class="live" id="live">Reload the page to see what is new.</span>`,
      footer:
        'A simulated bank for trials, open on this machine only. No card, no money and no bank is real.',
      style: deskStyle,
      scripts: html`<script src="/desk/live.js"></script>`,
    },
    inner,
  )

export const statusBadge = (status: string): Html =>
  html`<span class="badge ${toneOf(status)}">${status}</span>`

const stateWords: Readonly<Record<CallbackRow['state'], readonly [words: string, tone: string]>> = {
  waiting: ['waiting', 'attention'],
  held: ['held back', 'attention'],
  delivered: ['delivered', 'good'],
  'given-up': ['given up', 'wrong'],
}

export function stateBadge(state: CallbackRow['state']): Html {
  const [words, tone] = stateWords[state]
  return html`<span class="badge ${tone}">${words}</span>`
}

export const pathOf = (row: PaymentRow): string => `/desk/payments/${row.id}`

const pageSize = 50

export type ListWish = { readonly words: string; readonly status: string; readonly page: number }

function callbackCell(callbacks: readonly CallbackRow[]): Part {
  const last = callbacks.at(-1)
  if (!last) return html`<span class="soft">none yet</span>`
  const answer = last.deliveries.at(-1)?.status ?? 0
  return html`${stateBadge(last.state)}
  ${answer > 0 && html`<span class="small soft">answered ${answer}</span>`}`
}

const rowOf = (row: PaymentRow, callbacks: readonly CallbackRow[]): Html =>
  html`<tr role="row">
    <td role="cell"><span class="small">${minuteOf(row.createdAt)}</span></td>
    <td role="cell">
      <a href="${pathOf(row)}"><bdi>${row.reference}</bdi></a
      ><small><bdi>${row.description}</bdi></small>
    </td>
    <td role="cell" data-head="Merchant"><bdi>${row.merchant}</bdi></td>
    <td role="cell" class="number">${amountOf(row.amount)}</td>
    <td role="cell">${statusBadge(row.status)}</td>
    <td role="cell" data-head="Callback">${callbackCell(callbacks)}</td>
  </tr>`

const heads = ['Made', 'Reference', 'Merchant', 'Amount', 'Status', 'Last callback']

/** Returns the list, newest first: payments whose id, reference, merchant or description has `words`, of one status or all. */
export function listPage(books: Books, { words, status, page }: ListWish): string {
  const sought = words.trim().toLowerCase()
  const all = [...books.payments.values()]
  const found = all
    .filter(
      (row) =>
        (status === '' || row.status === status) &&
        [row.id, row.reference, row.merchant, row.description].some((text) =>
          text.toLowerCase().includes(sought),
        ),
    )
    .toReversed()
  const shown = found.slice((page - 1) * pageSize, page * pageSize)
  const statuses = [...new Set(all.map((row) => row.status))].toSorted()
  const to = (number: number): string =>
    `/desk?${new URLSearchParams({ q: words, status, page: String(number) }).toString()}`
  return deskPage(
    'Payments',
    html`<div class="between">
        <h1>Payments</h1>
        <p class="soft" id="count" data-live role="status">
          ${found.length} ${found.length === 1 ? 'payment' : 'payments'}
        </p>
      </div>
      <form class="row lead" method="get" action="/desk">
        <label>Find <input type="search" name="q" value="${words}" maxlength="140" /></label>
        <label
          >Status
          <select name="status">
            <option value="">All</option>
            ${statuses.map((one) => html`<option ${one === status && html`selected`}>${one}</option>`)}
          </select></label
        >
        <button class="quiet">Show</button>
      </form>
      <div class="sheet" id="payments" data-live>
        ${
          shown.length === 0
            ? html`<p class="empty">
                ${
                  all.length === 0
                    ? 'No payment yet. One turns up here as soon as a merchant asks for it.'
                    : 'No payment is like this. Look for less.'
                }
              </p>`
            : html`<table role="table" aria-label="Payments, newest first">
                <thead role="rowgroup">
                  <tr role="row">
                    ${heads.map(
                      (head) =>
                        html`<th role="columnheader" scope="col" class="${head === 'Amount' ? 'number' : ''}">
                          ${head}
                        </th>`,
                    )}
                  </tr>
                </thead>
                <tbody role="rowgroup">
                  ${shown.map((row) => rowOf(row, books.callbacksOf(row.id)))}
                </tbody>
              </table>`
        }
        ${
          found.length > pageSize &&
          html`<nav class="pages" aria-label="Pages">
            ${page > 1 && html`<a href="${to(page - 1)}">Newer</a>`}
            ${page * pageSize < found.length && html`<a href="${to(page + 1)}">Older</a>`}
          </nav>`
        }
      </div>`,
  )
}
