/** The desk of the transfer bank, for whoever shows or tests: what was booked, what was published, and the levers. English only. */
import { formatIban } from '@lodge/shared-types'
import { amountOf, html, minuteOf } from '../fake-bank/html.ts'
import type { Html } from '../fake-bank/html.ts'
import { frame } from '../fake-bank/look.ts'
import type { BankClient } from './accounts.ts'
import type { Line, TransferBooks } from './books.ts'
import { waysToPay } from './mishaps.ts'
import { colours, mark } from './payer-page.ts'

const shownLines = 50

const style = `${colours}
:root { --page: 70rem } main { display: grid; gap: 24px; align-content: start } main > *, .sheet > * { min-inline-size: 0 } .sheet { display: grid; gap: 16px }
.scroll { overflow-x: auto } .scroll table { min-inline-size: 46rem }
select { font-weight: 400 } table { border-collapse: collapse; inline-size: 100% } th, td { text-align: start; padding: 8px; border-block-end: 1px solid var(--line); vertical-align: top }
th { color: var(--soft); font-size: .875rem; font-weight: 600 } td.end, th.end { text-align: end } .row { display: flex; flex-wrap: wrap; gap: 12px; align-items: end }
.row label { display: grid; gap: 4px; font-weight: 600; flex: 1 1 12rem } .row form { display: flex } td form { display: inline }`

const button = (action: string, label: string, quiet = false): Html =>
  html`<form method="post" action="${action}">
    <button ${quiet && html`class="quiet"`}>${label}</button>
  </form>`

const sums: ReadonlySet<string> = new Set(['Balance', 'Amount'])

/** A table that scrolls by itself where the screen is narrow. */
const table = (label: string, heads: readonly string[], rows: readonly Html[]): Html =>
  rows.length === 0
    ? html`<p class="soft">None yet.</p>`
    : html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
        <table>
          <thead>
            <tr>
              ${heads.map((head) => html`<th scope="col" ${sums.has(head) && html`class="end"`}>${head}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>`

const lineRow = (line: Line, isUndone: boolean): Html =>
  html`<tr>
    <td>${minuteOf(line.at)}</td>
    <td><bdi>${line.counterparty?.name ?? ''}</bdi></td>
    <td><code>${line.reference ?? line.text}</code></td>
    <td>${line.kind}</td>
    <td class="end">${amountOf(line.amount)}</td>
    <td>
      ${line.kind === 'transfer' && !isUndone && button(`/desk/lines/${line.id}/return`, 'Return', true)}
    </td>
  </tr>`

/** Returns the desk's page; `said` is what the last lever did. */
export function deskPage(
  { books, clients }: { readonly books: TransferBooks; readonly clients: readonly BankClient[] },
  said?: string,
): string {
  const accounts = clients.flatMap((client) => client.accounts)
  const isClients = new Set(accounts.map(({ account }) => account))
  const undone = new Set(books.lines.map(({ original }) => original))
  const lines = books.lines
    .filter(({ account }) => isClients.has(account))
    .slice(-shownLines)
    .toReversed()
  const input = (name: string, label: string) =>
    html`<label>${label}<input type="text" name="${name}" required autocomplete="off" /></label>`
  return frame(
    {
      language: 'en',
      title: 'Desk',
      bank: 'River Bank',
      skip: 'Skip to the desk',
      beside: html`<a href="/">Make a transfer</a>`,
      footer: 'Open on its own machine only. None of this is part of the interface for clients.',
      style,
      mark,
      home: '/desk',
    },
    html`<h1>Desk</h1>
      ${said !== undefined && html`<p class="sheet" role="status">${said}</p>`}
      <section class="sheet">
        <h2>Accounts of clients</h2>
        ${table(
          'Accounts of clients',
          ['Client', 'Account', 'Owner', 'Balance'],
          clients.flatMap(({ id, accounts: own }) =>
            own.map(
              ({ account, name, currency }) =>
                html`<tr>
                  <td>${id}</td>
                  <td><bdi dir="ltr">${formatIban(account)}</bdi></td>
                  <td><bdi>${name}</bdi></td>
                  <td class="end">${amountOf(books.balanceOf(account, currency))}</td>
                </tr>`,
            ),
          ),
        )}
        <div class="row">
          ${button('/desk/notify', 'Publish notifications (camt.054)', true)}
          ${button('/desk/close-day', 'Close the day: statements (camt.053)')}
        </div>
      </section>
      <form class="sheet" method="post" action="/desk/slips">
        <h2>Pay a slip, well or badly</h2>
        <div class="row">
          <label
            >Account<select name="account">
              ${accounts.map(({ account, name }) => html`<option value="${account}">${name}</option>`)}
            </select></label
          >
          ${input('reference', 'Reference')} ${input('amount', 'Amount')}
          <label
            >How<select name="as">
              ${waysToPay.map((way) => html`<option>${way}</option>`)}
            </select></label
          >
          <button>Pay</button>
        </div>
      </form>
      <section class="sheet">
        <h2>Booked, newest first</h2>
        ${table(
          'Booked lines',
          ['When', 'Counterparty', 'Reference or text', 'Kind', 'Amount', 'Act'],
          lines.map((line) => lineRow(line, undone.has(line.id))),
        )}
      </section>
      <section class="sheet">
        <h2>Files, newest first</h2>
        ${table(
          'Files',
          ['When', 'Client', 'File'],
          books.files.toReversed().map(
            ({ id, client, name, at }) =>
              html`<tr>
                <td>${minuteOf(at)}</td>
                <td>${client}</td>
                <td><a href="/desk/files/${id}">${name}</a></td>
              </tr>`,
          ),
        )}
      </section>`,
  )
}
