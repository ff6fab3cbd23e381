/** One bill at the desk: how it stands, what the service may do with it, its money and its notices. */
import { formatAmount } from '@lodge/shared-types'
import type { Sending } from '../deliveries.ts'
import { callbackSection } from '../fake-bank/desk-delivery.ts'
import { amountOf, html, instantOf, minuteOf } from '../fake-bank/html.ts'
import type { Html, Part } from '../fake-bank/html.ts'
import { channels } from './books.ts'
import type { BillRow, Books, MovementRow } from './books.ts'
import { deskFrame, numberOf, pathOf, table } from './desk-page.ts'
import { noticeTerms } from './desk-trials.ts'
import { statusBadge } from './look.ts'

const notices: Readonly<Record<string, string>> = {
  collect: 'The money was taken.',
  expire: 'The bill has expired.',
  reverse: 'The channel took the money back.',
  status: 'The bill has the new status; no money has moved.',
  tell: 'A notice tells how the bill stands now.',
  'hold-all': 'Notices about this bill now wait until somebody sends them.',
  'release-all': 'Notices about this bill go out by themselves again.',
  send: 'The notice was sent; the answer stands below.',
  hold: 'The notice is held back until somebody sends it.',
  duplicate: 'The same words were sent under a new id; the answer stands below.',
  trial: 'The spoilt notice was sent; the answer stands below.',
}

const noticeModes = {
  once: 'once',
  lost: 'lost: held back',
  late: 'late',
  twice: 'twice',
  'wrong-amount': 'with one minor unit too much',
} as const

function act(row: BillRow, name: string, label: string, does: string, fields: Part = ''): Html {
  return html`<form method="post" action="${pathOf(row)}">
    <div class="row">
      ${fields}<button class="quiet" id="do-${name}" name="act" value="${name}">${label}</button>
    </div>
    <p>${does}</p>
  </form>`
}

const options = (entries: readonly (readonly [string, string])[]): Html[] =>
  entries.map(([value, words]) => html`<option value="${value}">${words}</option>`)

function acts(row: BillRow): Html {
  const isOpen = row.status === 'ISSUED' || row.status === 'IN_PROGRESS'
  const canGoBack = row.paid.amountMinor > row.reversed.amountMinor
  return html`<div class="acts">
    ${
      row.holdsNotices
        ? act(row, 'release-all', 'Let notices go', 'New notices go out by themselves again; held ones stay.')
        : act(
            row,
            'hold-all',
            'Hold notices back',
            'The biller is not told from now on, until somebody sends it.',
          )
    }
    ${act(
      row,
      'collect',
      'Take money',
      'Whatever the status says: another sum, once more, or after the end.',
      html`<label
          >Amount in ${row.total.currency}
          <input
            type="text"
            inputmode="decimal"
            id="amount"
            name="amount"
            maxlength="24"
            dir="ltr"
            value="${formatAmount(row.total)}" /></label
        ><label
          >By
          <select name="channel">
            ${options(channels.map((one) => [one, one]))}
          </select></label
        ><label
          >Notice
          <select name="notice">
            ${options(Object.entries(noticeModes))}
          </select></label
        >`,
    )}
    ${isOpen && act(row, 'expire', 'Expire now', 'Ends the time to pay.')}
    ${canGoBack && act(row, 'reverse', 'Reverse', 'The channel takes back all that came, as for a bad cheque.')}
    ${act(row, 'tell', 'Tell how it stands', 'Sends a new notice with the status of this moment.')}
    ${act(
      row,
      'status',
      'Set status',
      'Moves no money. A status that no document names shows what the biller does with the unknown.',
      html`<label
        >Status <input type="text" id="status" name="status" maxlength="40" dir="ltr" value="ON_HOLD"
      /></label>`,
    )}
  </div>`
}

const fact = (name: string, value: Part): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`

const facts = (row: BillRow): Html =>
  html`<dl class="facts">
    ${fact('Biller', html`<bdi>${row.biller}</bdi>`)} ${fact('For', html`<bdi>${row.description}</bdi>`)}
    ${fact('Invoice', html`<bdi>${row.invoice}</bdi>`)}
    ${fact('Reference', html`<code>${row.reference}</code>`)}
    ${fact('Creditor reference', html`<code>${row.creditorReference}</code>`)}
    ${fact('Paid', amountOf(row.paid))} ${fact('Reversed', amountOf(row.reversed))}
    ${fact('Made', minuteOf(row.createdAt))} ${fact('Pay by', minuteOf(row.expiresAt))}
    ${fact('Payer’s page', html`<a href="/pay/${row.number}">Open</a>`)}
  </dl>`

const movementCells = ({ at, kind, channel, amount, fee }: MovementRow): Part[] => [
  instantOf(at, true),
  kind === 'payment' ? 'Paid' : 'Taken back',
  channel,
  amountOf(amount),
  amountOf(fee),
]

/** `told`: what the service would not do. */
export type BillView = {
  readonly row: BillRow
  readonly books: Books
  readonly sending: readonly Sending[]
  readonly done: string | null
  readonly told?: string | undefined
}

/** Returns the page of one bill. */
export function billPage({ row, books, sending, done, told }: BillView): string {
  const about = books.noticesOf(row.number).toReversed()
  const movements = books.movementsOf(row.number)
  const notice = notices[done ?? '']
  return deskFrame(
    row.invoice,
    html`<a class="back" href="/desk">All bills</a>
      ${
        told !== undefined &&
        html`<div class="alert" role="alert">
          <h2>The service did not do it</h2>
          <p>${told}</p>
        </div>`
      }
      ${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`}
      <div class="between">
        <div>
          <p class="soft small">Bill</p>
          <h1>${numberOf(row)}</h1>
        </div>
        <p class="sum">${amountOf(row.total)}</p>
      </div>
      <p class="lead">${statusBadge(row.status)}</p>
      <div class="two">
        <div class="stack">
          <section class="sheet">
            <h2>Facts</h2>
            ${facts(row)}
          </section>
          <section class="sheet">
            <h2>What the service does</h2>
            ${acts(row)}
          </section>
        </div>
        <div class="stack">
          <section class="sheet">
            <h2>Money</h2>
            ${
              movements.length === 0
                ? html`<p class="soft">No money has moved.</p>`
                : table('Money', ['Time', 'What', 'Channel', 'Amount', 'Fee'], movements.map(movementCells))
            }
          </section>
          <section class="sheet">
            <h2>Notices to the biller</h2>
            ${
              about.length === 0
                ? html`<p class="soft">None yet: the first goes out when the status changes.</p>`
                : about.map((one, index) =>
                    callbackSection(
                      one,
                      sending.filter(({ callback }) => callback === one.id),
                      index === 0,
                      noticeTerms,
                    ),
                  )
            }
          </section>
        </div>
      </div>`,
  )
}

export const unknownAtDesk = (): string =>
  deskFrame(
    'Unknown bill',
    html`<h1>This bill is not in the books</h1>
      <p>The service may have been started with new books since. <a href="/desk">All bills</a></p>`,
  )
