/** The desk's frame, and its list of bills and payouts, for people who watch or test what a biller does with the service. */
import { deskStyle } from '../fake-bank/desk-look.ts'
import { amountOf, html, minuteOf } from '../fake-bank/html.ts'
import type { Html, Part } from '../fake-bank/html.ts'
import { formatBillNumber } from './bill-number.ts'
import type { BillRow, Books, SettlementRow } from './books.ts'
import { servicePage, statusBadge } from './look.ts'

/** Returns a page of the desk. */
export const deskFrame = (title: string, inner: Part): string =>
  servicePage(
    {
      language: 'en',
      title,
      bank: 'National Billing Service · Desk',
      skip: 'Skip to the content',
      home: '/desk',
      beside: html`<a href="/">Payer’s page</a>`,
      footer: 'A simulated service for trials, open on this machine only. No bill and no money is real.',
      style: `${deskStyle} .between + .sheet { margin-block-start: 12px }`,
    },
    inner,
  )

export const pathOf = ({ number }: BillRow): string => `/desk/bills/${number}`
export const numberOf = ({ number }: BillRow): Html => html`<bdi dir="ltr">${formatBillNumber(number)}</bdi>`

/** Returns a table with its heads, also where there is no room for columns. */
export const table = (label: string, heads: readonly string[], rows: readonly (readonly Part[])[]): Html =>
  html`<table role="table" aria-label="${label}">
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (cells) =>
          html`<tr role="row">
            ${cells.map((cell, index) => html`<td role="cell" data-head="${heads[index] ?? ''}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`

const shownMost = 100

const billCells = (row: BillRow): Part[] => [
  minuteOf(row.createdAt),
  html`<a href="${pathOf(row)}">${numberOf(row)}</a><small><bdi>${row.description}</bdi></small>`,
  html`<bdi>${row.biller}</bdi>`,
  html`<bdi>${row.invoice}</bdi>`,
  amountOf(row.total),
  statusBadge(row.status),
]

const payoutCells = ({ at, payout, biller, movements, net, id, name }: SettlementRow): Part[] => [
  minuteOf(at),
  html`<code>${payout}</code>`,
  html`<bdi>${biller}</bdi>`,
  String(movements.length),
  amountOf(net),
  html`<a href="/desk/settlements/${id}">${name}</a>`,
]

/** Returns the list of bills and payouts, newest first. */
export function listPage(books: Books, done: string | null): string {
  const bills = [...books.bills.values()].toReversed()
  const waiting = books.unsettled().length
  return deskFrame(
    'Bills',
    html`${done === 'close-day' && html`<p class="notice" role="status">The day is closed; what came in is paid out.</p>`}
      <div class="between">
        <h1>Bills</h1>
        <p class="soft">
          ${bills.length} in all${bills.length > shownMost && `, the newest ${shownMost} shown`}
        </p>
      </div>
      <div class="sheet lead">
        ${
          bills.length === 0
            ? html`<p class="empty">No bill yet. One turns up here as soon as a biller registers it.</p>`
            : table(
                'Bills, newest first',
                ['Made', 'Bill', 'Biller', 'Invoice', 'Total', 'Status'],
                bills.slice(0, shownMost).map(billCells),
              )
        }
      </div>
      <div class="between">
        <h2>Payouts</h2>
        <form method="post" action="/desk" class="row">
          <p class="soft">
            ${waiting} ${waiting === 1 ? 'payment waits' : 'payments wait'} for the end of the day
          </p>
          <button class="quiet" id="do-close-day" name="act" value="close-day">Close the day now</button>
        </form>
      </div>
      <div class="sheet">
        ${
          books.settlements.length === 0
            ? html`<p class="empty">No payout yet.</p>`
            : table(
                'Payouts, newest first',
                ['Made', 'Payout', 'Biller', 'Payments', 'Net', 'File'],
                books.settlements.toReversed().slice(0, shownMost).map(payoutCells),
              )
        }
      </div>`,
  )
}
