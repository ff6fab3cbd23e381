/** One payment at the desk: how it stands, what the bank may do with it, its callbacks, its history and its postings. */
import { addMoney, formatAmount, isZero, subtractMoney } from '@lodge/shared-types'
import type { CallbackRow, Sending } from '../deliveries.ts'
import type { Books, PaymentRow, Posting } from './books.ts'
import { callbackSection } from './desk-delivery.ts'
import { deskPage, pathOf, statusBadge } from './desk-page.ts'
import { bankTerms } from './desk-trials.ts'
import { amountOf, html, instantOf, minuteOf } from './html.ts'
import type { Html, Part } from './html.ts'
import { returnAddress } from './payer-page.ts'

const notices: Readonly<Record<string, string>> = {
  send: 'The callback was sent; the answer stands below.',
  hold: 'The callback is held back until somebody sends it.',
  duplicate: 'The same words were sent under a new id; the answer stands below.',
  trial: 'The spoilt callback was sent; the answer stands below.',
  refund: 'The money was given back.',
  'charge-back': 'The money was charged back.',
  capture: 'The money was taken after all.',
  expire: 'The payment has expired.',
  'hold-all': 'Callbacks about this payment now wait until somebody sends them.',
  'release-all': 'Callbacks about this payment go out by themselves again.',
  status: 'The payment has the new status; no money has moved.',
  tell: 'A callback tells how the payment stands now.',
}

export type Refused = { readonly field: string; readonly message: string; readonly typed: string }

const notice = (done: string | null, refused: Refused | undefined): Part => {
  if (refused)
    return html`<div class="alert" role="alert">
      <h2>The bank did not do it</h2>
      <p><a href="#${refused.field}">${refused.message}</a></p>
    </div>`
  const words = notices[done ?? '']
  return words !== undefined && html`<p class="notice" role="status">${words}</p>`
}

const left = (row: PaymentRow) => subtractMoney(row.captured, addMoney(row.refunded, row.chargedBack))

function act(row: PaymentRow, name: string, label: string, does: string, fields: Part = ''): Html {
  return html`<form method="post" action="${pathOf(row)}">
    <div class="row">
      ${fields}<button class="quiet" id="do-${name}" name="act" value="${name}">${label}</button>
    </div>
    <p>${does}</p>
  </form>`
}

function acts(row: PaymentRow, refused: Refused | undefined): Html {
  const isOpen = row.status === 'NEW' || row.status === 'PROCESSING'
  const canGoBack = !isZero(left(row))
  const typed = (field: string, value: string): Part =>
    html`id="${field}" value="${refused?.field === field ? refused.typed : value}"
    ${refused?.field === field && html`aria-invalid="true"`}`
  return html`<div class="acts">
    ${
      row.holdsCallbacks === true
        ? act(
            row,
            'release-all',
            'Let callbacks go',
            'New callbacks go out by themselves again; held ones stay.',
          )
        : act(
            row,
            'hold-all',
            'Hold callbacks back',
            'The merchant is not told what happens from now on, until somebody sends it.',
          )
    }
    ${isOpen && act(row, 'expire', 'Expire now', 'Ends the time to pay.')}
    ${isZero(row.captured) && !isOpen && act(row, 'capture', 'Capture late', 'Takes the money although the payment had ended.')}
    ${
      canGoBack &&
      act(
        row,
        'refund',
        'Refund',
        'Gives back the amount, or a part.',
        html`<label
          >Amount in ${row.amount.currency}
          <input
            type="text"
            inputmode="decimal"
            name="amount"
            maxlength="24"
            dir="ltr"
            ${typed('amount', formatAmount(left(row)))}
        /></label>`,
      )
    }
    ${canGoBack && act(row, 'charge-back', 'Charge back', 'The card holder’s bank takes all that is left.')}
    ${act(row, 'tell', 'Tell how it stands', 'Sends a new callback with the status of this moment.')}
    ${act(
      row,
      'status',
      'Set status',
      'Moves no money. A status that no document names shows what the merchant does with the unknown.',
      html`<label
        >Status <input type="text" name="status" maxlength="40" dir="ltr" ${typed('status', 'ON_HOLD')}
      /></label>`,
    )}
  </div>`
}

const fact = (name: string, value: Part): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`

const facts = (row: PaymentRow): Html =>
  html`<dl class="facts">
    ${fact('Merchant', html`<bdi>${row.merchant}</bdi>`)} ${fact('For', html`<bdi>${row.description}</bdi>`)}
    ${fact('Captured', amountOf(row.captured))} ${fact('Refunded', amountOf(row.refunded))}
    ${fact('Charged back', amountOf(row.chargedBack))}
    ${fact('Card', row.card === '' ? html`<span class="soft">none yet</span>` : html`<code>${row.card}</code>`)}
    ${fact('Made', minuteOf(row.createdAt))} ${fact('Open until', minuteOf(row.expiresAt))}
    ${fact('Bank’s id', html`<code>${row.id}</code>`)}
    ${fact('Idempotency key', html`<code>${row.idempotencyKey}</code>`)}
    ${fact('Payer’s page', html`<a href="/pay/${row.id}">Open</a>`)}
    ${fact('Way back', html`<code>${returnAddress(row)}</code>`)}
  </dl>`

const memos = { capture: 'Captured', refund: 'Refunded', 'charge-back': 'Charged back' } as const

/** Returns what happened, newest first: statuses, money and deliveries, each at its time. */
function history(
  row: PaymentRow,
  books: Books,
  postings: readonly Posting[],
  callbacks: readonly CallbackRow[],
): Html {
  const entries: { at: string; words: Part }[] = [
    ...books.stepsOf(row.id).map(({ at, status, card }, index) => ({
      at,
      words:
        index === 0
          ? html`Made by the merchant: ${statusBadge(status)}`
          : html`${statusBadge(status)}
            ${card !== '' && html`<span class="soft">card <code>${card}</code></span>`}`,
    })),
    ...postings.map(({ at, memo, amount }) => ({ at, words: html`${memos[memo]} ${amountOf(amount)}` })),
    ...callbacks.flatMap(({ id, deliveries }) =>
      deliveries.map(({ at, status, fault }) => ({
        at,
        words: html`Callback
          <code>${id.slice(0, 9)}…</code>
          ${fault !== undefined && `(${fault}) `}${status === 0 ? 'had no answer' : `was answered ${status}`}`,
      })),
    ),
  ]
  const sorted = entries.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).toReversed()
  return html`<ol class="steps" reversed>
    ${sorted.map(({ at, words }) => html`<li>${instantOf(at)}<span>${words}</span></li>`)}
  </ol>`
}

const ledger = (postings: readonly Posting[]): Html =>
  postings.length === 0
    ? html`<p class="soft">No money has moved.</p>`
    : html`<table role="table" aria-label="Postings">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">Time</th>
            <th role="columnheader" scope="col">From</th>
            <th role="columnheader" scope="col">To</th>
            <th role="columnheader" scope="col" class="number">Amount</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${postings.map(
            ({ at, debit, credit, amount }) =>
              html`<tr role="row">
                <td role="cell">${instantOf(at)}</td>
                <td role="cell" data-head="From"><code>${debit}</code></td>
                <td role="cell" data-head="To"><code>${credit}</code></td>
                <td role="cell" class="number">${amountOf(amount)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`

/** In one sentence, for those who hear the page: status and the last answer. */
function told(row: PaymentRow, callbacks: readonly CallbackRow[]): Html {
  const answers = callbacks.flatMap(({ deliveries }) => deliveries).toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const last = answers.at(-1)
  const answer = last ? `last answer ${last.status === 0 ? 'none' : last.status}` : 'nothing sent yet'
  return html`${statusBadge(row.status)}
    <span class="soft"
      >${callbacks.length} ${callbacks.length === 1 ? 'callback' : 'callbacks'}, ${answer}</span
    >`
}

/** Returns the page of one payment. `done` names what was just done, `refused` what the bank would not do. */
export function paymentPage(parts: {
  readonly row: PaymentRow
  readonly books: Books
  readonly sending: readonly Sending[]
  readonly done?: string | null
  readonly refused?: Refused | undefined
}): string {
  const { row, books, sending, done = null, refused } = parts
  const callbacks = books.callbacksOf(row.id).toReversed()
  const postings = books.ledger.filter(({ payment }) => payment === row.id)
  return deskPage(
    row.reference,
    html`<a class="back" href="/desk">All payments</a>
      <div id="notice" data-live>${notice(done, refused)}</div>
      <div class="between">
        <div>
          <p class="soft small">Payment</p>
          <h1><bdi>${row.reference}</bdi></h1>
        </div>
        <p class="sum">${amountOf(row.amount)}</p>
      </div>
      <p class="lead" id="told" data-live role="status">${told(row, callbacks)}</p>
      <div class="two">
        <div class="stack">
          <section class="sheet">
            <h2>Facts</h2>
            <div id="facts" data-live>${facts(row)}</div>
          </section>
          <section class="sheet">
            <h2>What the bank does</h2>
            <div id="acts" data-live>${acts(row, refused)}</div>
          </section>
        </div>
        <div class="stack">
          <section class="sheet">
            <h2>Callbacks to the merchant</h2>
            <div id="callbacks" data-live>
              ${
                callbacks.length === 0
                  ? html`<p class="soft">None yet: the first goes out when the status changes.</p>`
                  : callbacks.map((one, index) =>
                      callbackSection(
                        one,
                        sending.filter(({ callback }) => callback === one.id),
                        index === 0,
                        bankTerms,
                      ),
                    )
              }
            </div>
          </section>
          <section class="sheet">
            <h2>History</h2>
            <div id="history" data-live>${history(row, books, postings, callbacks)}</div>
          </section>
          <section class="sheet">
            <h2>Ledger</h2>
            <div id="ledger" data-live>${ledger(postings)}</div>
          </section>
        </div>
      </div>`,
  )
}

export const unknownAtDesk = (): string =>
  deskPage(
    'Unknown payment',
    html`<h1>This payment is not in the books</h1>
      <p>The bank may have been started with new books since. <a href="/desk">All payments</a></p>`,
  )
