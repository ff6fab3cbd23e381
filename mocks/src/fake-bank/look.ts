/** How every page of Harbour Bank looks: its measures and colours in light and dark, its mark, and the frame of a page. */
import { html } from './html.ts'
import type { Html, Part } from './html.ts'

const base = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
  --ink: light-dark(#16233b, #e7ebf2); --soft: light-dark(#55617a, #a5b0c3); --paper: light-dark(#f2f4f8, #0e141f);
  --sheet: light-dark(#ffffff, #172030); --sunk: light-dark(#f6f8fb, #111927); --line: light-dark(#d9dfe9, #2b374b);
  --strong: light-dark(#76839b, #7b8aa4); --brand: light-dark(#14325c, #0b1a33); --on-brand: #ffffff; --brand-soft: #c7d5ea;
  --accent: light-dark(#17569b, #8fc1f7); --accent-deep: light-dark(#0f3f75, #bcdcff); --on-accent: light-dark(#ffffff, #0b1d33);
  --accent-paper: light-dark(#edf4fc, #182a43); --focus: light-dark(#17569b, #ffd166);
  --good: light-dark(#17633a, #7fd6a0); --good-paper: light-dark(#e6f3eb, #15291d);
  --attention: light-dark(#7a4a00, #f2c26b); --attention-paper: light-dark(#fcf3e0, #2d2412);
  --wrong: light-dark(#a3251c, #ff9d92); --wrong-paper: light-dark(#fcebe9, #331a18);
  --shadow: 0 1px 2px light-dark(rgb(22 35 59 / 8%), rgb(0 0 0 / 40%)), 0 6px 20px light-dark(rgb(22 35 59 / 7%), rgb(0 0 0 / 30%)) }
* { box-sizing: border-box }
body { margin: 0; min-block-size: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink) }
h1, h2, h3, p, dl, dd, ul, ol, fieldset, pre { margin: 0; padding: 0 } fieldset { border: 0; min-inline-size: 0 }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere } h2 { font-size: 1.1875rem; line-height: 1.3 } h3 { font-size: 1rem }
a { color: var(--accent); text-underline-offset: .15em } a:hover { color: var(--accent-deep) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px }
bdi { overflow-wrap: anywhere } code { font-family: var(--mono); font-size: .9375em; overflow-wrap: anywhere }
.amount { font-variant-numeric: tabular-nums; white-space: nowrap } time { font-variant-numeric: tabular-nums }
.soft { color: var(--soft) } .small { font-size: .875rem }
.skip { position: absolute; inset-inline-start: 16px; inset-block-start: -100px; background: var(--sheet); padding: 8px 16px; z-index: 2 }
.skip:focus { inset-block-start: 8px }
.bar { background: var(--brand); color: var(--on-brand) }
.bar > div { max-inline-size: var(--page); margin-inline: auto; padding: 12px 16px; display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center;
  justify-content: space-between }
.bar a { color: var(--on-brand); display: inline-flex; align-items: center; min-block-size: 44px }
.bar :focus-visible { outline-color: #ffd166 }
.mark { display: inline-flex; align-items: center; gap: 12px; font-weight: 650; font-size: 1.125rem; text-decoration: none }
.mark svg { inline-size: 32px; block-size: 32px; flex: none } .bar .note { color: var(--brand-soft); font-size: .875rem }
main { flex: 1; inline-size: 100%; max-inline-size: var(--page); margin-inline: auto; padding: 24px 16px 48px }
footer { border-block-start: 1px solid var(--line); color: var(--soft); font-size: .875rem }
footer p { max-inline-size: var(--page); margin-inline: auto; padding: 16px }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: 16px }
button, .button { font: inherit; font-weight: 600; min-block-size: 44px; padding: 8px 16px; border-radius: 6px; border: 1px solid var(--accent);
  background: var(--accent); color: var(--on-accent); cursor: pointer; text-decoration: none; display: inline-flex; align-items: center;
  justify-content: center; gap: .4em; text-align: center }
button:hover, .button:hover { background: var(--accent-deep); border-color: var(--accent-deep); color: var(--on-accent) }
.quiet { background: transparent; color: var(--accent) }
.quiet:hover { background: var(--accent-paper); color: var(--accent-deep); border-color: var(--accent-deep) }
input[type=text], input[type=search], select { font: inherit; min-block-size: 44px; padding: 8px 12px; border: 1px solid var(--strong); border-radius: 6px;
  background: var(--sheet); color: var(--ink); inline-size: 100% }
.badge { display: inline-block; padding: 2px 8px; border-radius: 4px; font-size: .875rem; font-weight: 600; background: var(--sunk); color: var(--soft);
  border: 1px solid var(--line) }
.good { color: var(--good); background: var(--good-paper); border-color: transparent }
.attention { color: var(--attention); background: var(--attention-paper); border-color: transparent }
.wrong { color: var(--wrong); background: var(--wrong-paper); border-color: transparent }
.alert { border: 2px solid var(--wrong); border-radius: 10px; background: var(--wrong-paper); padding: 16px; margin-block-end: 24px }
.alert h2, .alert a, .fault { color: var(--wrong) } .fault { font-weight: 600 }
@media print { .bar, footer, .skip, button, form { display: none } body { background: none } }
@media (forced-colors: active) { .badge { border: 1px solid } }`

const mark: Html = {
  html: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="7" fill="#fff"/><path d="M16 5.5v14M16 6l7 11H16" fill="none" stroke="#14325c" stroke-width="2.4" stroke-linejoin="round"/><path d="M6 21.5c2.5 2.4 4.6 2.4 6.7 0 2.1 2.4 4.5 2.4 6.6 0 2.1 2.4 4.2 2.4 6.7 0M8.500 26c1.700 1.300 2.900 1.300 4.200 0 2.100 1.800 4.500 1.800 6.600 0 1.300 1.300 2.500 1.300 4.200 0" fill="none" stroke="#1f8a8a" stroke-width="2" stroke-linecap="round"/></svg>`,
}

/** The bank's mark as a file, and what a page's policy adds to show it. */
export const markFile = mark.html
export const markPolicy = "img-src 'self'"

export type Frame = {
  readonly language: 'en' | 'ar'
  readonly title: string
  readonly bank: string
  readonly skip: string
  /** Beside the bank's name. */
  readonly beside: Part
  readonly footer: Part
  readonly style: string
  /** Where the bank's name leads to. */
  readonly home?: string
  readonly scripts?: Part
  /** Beside the name; this bank's where there is none. */
  readonly mark?: Html
}

/** Returns a whole page around `inner`. */
export function frame(page: Frame, inner: Part): string {
  const { language, title, bank, skip, beside, footer, style, home, scripts } = page
  const name = html`${page.mark ?? mark}<span>${bank}</span>`
  return html`<!doctype html>
    <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – ${bank}</title>
        <link rel="icon" href="/mark.svg" />
        <style>
          ${{ html: base + style }}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">${skip}</a>
        <header class="bar">
          <div>
            ${
              home === undefined
                ? html`<span class="mark">${name}</span>`
                : html`<a class="mark" href="${home}">${name}</a>`
            }
            ${beside}
          </div>
        </header>
        <main id="main" tabindex="-1">${inner}</main>
        <footer><p>${footer}</p></footer>
        ${scripts}
      </body>
    </html>`.html
}

const tones: Readonly<Record<string, string>> = {
  NEW: 'attention',
  PROCESSING: 'attention',
  CAPTURED: 'good',
  PARTLY_REFUNDED: 'attention',
  DECLINED: 'wrong',
  CHARGED_BACK: 'wrong',
}

/** Returns which of the meanings a payment's status has: `good`, `attention`, `wrong`, or none. */
export const toneOf = (status: string): string => tones[status] ?? ''
