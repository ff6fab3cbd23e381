/** The mail sink's pages: a list and one mail, as text only; HTML parts are never rendered. */
import { escapeHtml } from '../web-server.ts'
import type { Mail } from './mailbox.ts'

const style = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1d2433; background: #f3f4f7 }
body { margin: 0; padding: 1.5rem 1rem }
main { max-inline-size: 50rem; margin-inline: auto }
h1 { font-size: 1.375rem; margin: 0 0 1rem; overflow-wrap: anywhere }
a { color: #1f5fbf } :focus-visible { outline: 3px solid #f2a900; outline-offset: 2px }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; margin-block-end: 1rem }
label { flex: 1 1 14rem; font-size: .875rem } input, button { font: inherit; padding: .5rem .75rem;
  border: 1px solid #b9c1d0; border-radius: 8px; box-sizing: border-box; min-block-size: 44px }
input { inline-size: 100% } button { background: #1f5fbf; border-color: #1f5fbf; color: #fff; cursor: pointer }
ul { list-style: none; margin: 0; padding: 0; background: #fff; border-radius: 12px; box-shadow: 0 1px 3px #0002 }
li + li { border-block-start: 1px solid #e3e6ed }
li a { display: grid; padding: .75rem 1rem; color: inherit; text-decoration: none }
li a:hover { background: #f0f6ff } li strong { overflow-wrap: anywhere }
small, dt { color: #545e75 }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem } dd { margin: 0; overflow-wrap: anywhere }
article { background: #fff; border-radius: 12px; padding: 1rem 1.25rem; box-shadow: 0 1px 3px #0002 }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding-block-start: 1rem;
  border-block-start: 1px solid #e3e6ed }`

const frame = (title: string, inner: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Mail sink</title><style>${style}</style></head>
<body><main>${inner}</main></body></html>`

const time = (iso: string): string =>
  `<time datetime="${escapeHtml(iso)}">${escapeHtml(iso.slice(0, 19).replace('T', ' '))} UTC</time>`

/** Returns the text with its http and https addresses as links; all of it escaped. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/)
    .map((part, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(part)}" rel="noreferrer">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join('')

/** Returns the list, newest first; `to` is the filter that it was made with. */
export function listPage(mails: readonly Mail[], to: string): string {
  const rows = mails
    .map(
      (mail) =>
        `<li><a href="/mails/${encodeURIComponent(mail.id)}"><strong dir="auto">${escapeHtml(mail.subject || '(no subject)')}</strong>` +
        `<small>To <bdi>${escapeHtml(mail.to.join(', '))}</bdi> · ${time(mail.receivedAt)}</small></a></li>`,
    )
    .join('\n')
  return frame(
    'Mails',
    `<h1>Mail sink: ${mails.length} ${mails.length === 1 ? 'mail' : 'mails'}</h1>
<form><label>Only to <input type="email" name="to" value="${escapeHtml(to)}" placeholder="agent@example.org"></label>
<button>Show</button></form>
${rows ? `<ul>${rows}</ul>` : '<p>Nothing here yet. Whatever Lodge sends turns up on this page and goes no further.</p>'}`,
  )
}

/** Returns the page of one mail: its text part, and its attachments to download. */
export function mailPage(mail: Mail): string {
  const base = `/api/mails/${encodeURIComponent(mail.id)}`
  const attachments = mail.attachments
    .map(
      (file, index) =>
        `<dd><a href="${base}/attachments/${index}" download>${escapeHtml(file.filename)}</a> <small>${escapeHtml(file.mimeType)}, ${file.sizeBytes} bytes</small></dd>`,
    )
    .join('')
  const text =
    mail.text || (mail.hasHtml ? '(This mail has an HTML part only, which is not shown.)' : '(empty)')
  return frame(
    mail.subject,
    `<p><a href="/">All mails</a></p><article><h1 dir="auto">${escapeHtml(mail.subject || '(no subject)')}</h1><dl>
<dt>From</dt><dd><bdi>${escapeHtml(mail.from)}</bdi></dd>
<dt>To</dt><dd><bdi>${escapeHtml(mail.to.join(', '))}</bdi></dd>
<dt>Received</dt><dd>${time(mail.receivedAt)}</dd>
<dt>Message-ID</dt><dd><bdi>${escapeHtml(mail.messageId)}</bdi></dd>
${attachments ? `<dt>Attachments</dt>${attachments}` : ''}</dl>
<pre dir="auto">${linked(text)}</pre></article>
<p><a href="${base}/raw" download>The mail as it came (.eml)</a></p>`,
  )
}
