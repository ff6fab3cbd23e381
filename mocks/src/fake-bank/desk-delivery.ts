/** One callback at the desk: what can be done with it, and each delivery with the exact request and its answer. */
import type { CallbackRow, Delivery, Sending } from '../deliveries.ts'
import { stateBadge } from './desk-page.ts'
import { trialOf, verdictOf } from './desk-trials.ts'
import type { DeskTerms, Trial } from './desk-trials.ts'
import { html, instantOf } from './html.ts'
import type { Html, Part } from './html.ts'

/** Returns JSON with a member a line and an amount in one; what is no JSON stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).replace(
      /\{\s+("value": "\d+",)\s+("currency": "[A-Z]+")\s+\}/g,
      '{ $1 $2 }',
    )
  } catch {
    return text
  }
}

/** Returns a body that differs from what was signed, with the first differing character marked. */
function marked(sent: string, signed: string): Part[] {
  const [was, is] = [pretty(signed), pretty(sent)]
  let place = 0
  while (place < is.length && is[place] === was[place]) place += 1
  return [is.slice(0, place), html`<mark>${is.slice(place, place + 1)}</mark>`, is.slice(place + 1)]
}

/** Returns a message as it goes over the wire: first line, headers, an empty line, the body. */
function message(first: string, headers: Readonly<Record<string, string>>, body: Part): Part {
  const lines = Object.entries(headers).map(([name, value]): Part[] => [html`<b>${name}:</b>`, ` ${value}\n`])
  return [first, '\n', lines, '\n', body]
}

const asSent = (name: string, text: Part): Html =>
  html`<div>
    <h4>${name}</h4>
    <pre tabindex="0" role="region" aria-label="${name}">${text}</pre>
  </div>`

function wire(row: CallbackRow, { request, answer, status, note }: Delivery): Part {
  if (!request) return html`<p class="soft small">The exact request and answer are no longer kept.</p>`
  const { pathname, search, host } = new URL(row.url)
  const body = request.body === undefined ? pretty(row.body) : marked(request.body, row.body)
  const text = answer
    ? message(`HTTP/1.1 ${status}`, answer.headers, answer.body === '' ? '(empty)' : pretty(answer.body))
    : note
  return html`<div class="wire">
    ${asSent('Request', message(`POST ${pathname}${search} HTTP/1.1`, { host, ...request.headers }, body))}
    ${asSent('Answer', text)}
  </div>`
}

function faultTitle(terms: DeskTerms, fault: string | undefined): Part {
  const trial = trialOf(terms, fault)
  return trial && html`<strong>${trial.title}</strong>`
}

function deliveryItem(
  row: CallbackRow,
  delivery: Delivery,
  index: number,
  isOpen: boolean,
  terms: DeskTerms,
): Html {
  const { tone, words } = verdictOf(delivery, terms)
  const { at, status, tookMs, fault } = delivery
  const key = `${row.id}-${index}`
  return html`<li>
    <details id="${key}" ${isOpen && html`open`}>
      <summary id="${key}-head">
        ${instantOf(at)} ${faultTitle(terms, fault)}
        <span class="badge ${tone}">${status === 0 ? 'none' : status}</span>
        <span>${words}</span>
        ${tookMs !== undefined && html`<span class="soft small amount">${tookMs} ms</span>`}
      </summary>
      ${wire(row, delivery)}
    </details>
  </li>`
}

const trialRow = (row: CallbackRow, name: string, { title, does, expected }: Trial): Html =>
  html`<li>
    <button class="quiet" id="${row.id}-${name}" name="act" value="${name}">${title}</button>
    <span>${does} Expected answer: ${expected}.</span>
  </li>`

const actions = (row: CallbackRow, { trials, first }: DeskTerms): Html =>
  html`<form method="post" action="/desk/callbacks/${row.id}">
    <div class="row">
      <button id="${row.id}-send" name="act" value="send">
        ${row.deliveries.length === 0 ? 'Send now' : 'Send again'}
      </button>
      ${row.state === 'waiting' && html`<button class="quiet" id="${row.id}-hold" name="act" value="hold">Hold back</button>`}
      <button class="quiet" id="${row.id}-duplicate" name="act" value="duplicate">
        Send a duplicate under a new id
      </button>
    </div>
    <details id="${row.id}-tamper">
      <summary id="${row.id}-tamper-head">Tamper with it</summary>
      <ul class="trials">
        ${[
          ...Object.entries(trials).filter(([name]) => first.includes(name)),
          ...Object.entries(trials).filter(([name]) => !first.includes(name)),
        ].map(([name, trial]) => trialRow(row, name, trial))}
      </ul>
    </details>
  </form>`

/** Returns a callback with its deliveries, newest first; `isLatest` has its last delivery open. */
export function callbackSection(
  row: CallbackRow,
  sending: readonly Sending[],
  isLatest: boolean,
  terms: DeskTerms,
): Html {
  const last = row.deliveries.length - 1
  const due = row.state === 'waiting' && row.deliveries.length > 0
  return html`<section class="callback" aria-labelledby="${row.id}-title">
    <div class="between">
      <h3 id="${row.id}-title"><code>${row.id}</code></h3>
      ${stateBadge(row.state)}
    </div>
    <p class="small soft">
      ${row.copyOf !== undefined && html`The words of <code>${row.copyOf}</code> under an id of its own. `}
      ${row.wanted > 1 && `To be accepted ${row.wanted} times. `}
      ${due && html`Next try at ${instantOf(row.dueAt)}. `} To <code>${row.url}</code>
    </p>
    ${actions(row, terms)}
    ${
      (last >= 0 || sending.length > 0) &&
      html`<ol class="deliveries" aria-label="Deliveries, newest first" reversed>
        ${sending.map(
          ({ at, fault }) =>
            html`<li>
              <p>${instantOf(at)} ${faultTitle(terms, fault)} <span class="badge attention">sending</span></p>
            </li>`,
        )}
        ${row.deliveries.map((one, index) => deliveryItem(row, one, index, isLatest && index === last, terms)).toReversed()}
      </ol>`
    }
  </section>`
}
