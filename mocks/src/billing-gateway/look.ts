/** How the pages of the billing service look: the frame of all mocks, in the service's own colours and with its own mark. */
import type { Html, Part } from '../fake-bank/html.ts'
import { html } from '../fake-bank/html.ts'
import { frame } from '../fake-bank/look.ts'
import type { Frame } from '../fake-bank/look.ts'

const mark: Html = {
  html: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="16" fill="#fff"/><path d="M9.5 6.500h13v19l-3.250-2-3.250 2-3.250-2-3.250 2z" fill="none" stroke="#0d4f45" stroke-width="2" stroke-linejoin="round"/><path d="M13 12h6M13 16h6" stroke="#b0872a" stroke-width="2" stroke-linecap="round"/></svg>`,
}
/** The service's mark as a file. */
export const markFile = mark.html

const colours = `
:root { --brand: light-dark(#0d4f45, #07302a); --brand-soft: #bfdcd6; --accent: light-dark(#0c6657, #7fd3c0); --accent-deep: light-dark(#084a3f, #b4ebdf);
  --on-accent: light-dark(#ffffff, #06251f); --accent-paper: light-dark(#e9f4f1, #14302b); --focus: light-dark(#0c6657, #ffd166) }
.columns { display: grid; gap: 24px; align-items: start } .summary { display: grid; gap: 16px } .summary h1 { font-size: 1.1875rem }
.sum { font-size: clamp(1.75rem, 9vw, 2.5rem); line-height: 1.15; font-weight: 650; overflow-wrap: anywhere; font-variant-numeric: tabular-nums }
.sum span { font-size: .55em; font-weight: 600; color: var(--soft) }
.number { font-family: var(--mono); font-size: 1.125rem; letter-spacing: .02em; white-space: nowrap }
dl { display: grid; gap: 12px } dt { color: var(--soft); font-size: .875rem } dd { overflow-wrap: anywhere }
.items { list-style: none; display: grid; gap: 8px } .items li { display: grid; grid-template-columns: 1fr auto; gap: 0 16px } form > h2 { margin-block-end: 8px }
.items span { overflow-wrap: anywhere }
.channels { list-style: none; display: grid; gap: 8px; margin-block-start: 16px }
.channels a { display: grid; gap: 2px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; text-decoration: none; color: var(--ink); min-block-size: 44px }
.channels a:hover { border-color: var(--accent); background: var(--accent-paper) } .channels strong { color: var(--accent) } .channels span { color: var(--soft); font-size: .875rem }
.actions { display: grid; gap: 12px; margin-block-start: 16px } .actions button, .actions .button { inline-size: 100% }
.message { border-inline-start: 4px solid var(--accent); background: var(--accent-paper); padding: 12px 16px; margin-block-start: 16px }
.field { display: grid; gap: 4px; margin-block-start: 16px } .field label { font-weight: 600 } .field input { max-inline-size: 16rem; font-size: 1.1875rem;
  font-variant-numeric: tabular-nums }
.narrow { max-inline-size: 34rem; margin-inline: auto; display: grid; gap: 16px; padding: 24px 16px }
.tone { inline-size: 48px; block-size: 48px; border-radius: 50%; display: grid; place-items: center; font-size: 1.5rem; font-weight: 700; background: var(--sunk); color: var(--soft) }
.tone.good { color: var(--good); background: var(--good-paper) } .tone.wrong { color: var(--wrong); background: var(--wrong-paper) }
@media (min-width: 52rem) { .columns { grid-template-columns: minmax(16rem, 2fr) 3fr; gap: 32px } .sheet { padding: 24px } main { padding-block-start: 32px } }`

/** Returns a whole page of the service. */
export const servicePage = (page: Omit<Frame, 'mark'>, inner: Part): string =>
  frame({ ...page, mark, style: colours + page.style }, inner)

const tones: Readonly<Record<string, string>> = {
  ISSUED: 'attention',
  IN_PROGRESS: 'attention',
  PAID: 'good',
  REVERSED: 'wrong',
}

/** Returns which of the meanings a bill's status has: `good`, `attention`, `wrong`, or none. */
export const toneOf = (status: string): string => tones[status] ?? ''

export const statusBadge = (status: string): Html =>
  html`<span class="badge ${toneOf(status)}">${status}</span>`
