/** How the desk looks: dense, still, and wide enough for two columns where there is room. */
export const deskStyle = `
:root { --page: 84rem }
h2 { margin-block-end: 12px } .between { display: flex; flex-wrap: wrap; gap: 8px 16px; justify-content: space-between; align-items: baseline }
.stack { display: grid; gap: 24px; align-content: start; min-inline-size: 0 } .stack > * { min-inline-size: 0 }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: end } .row label { display: grid; gap: 4px; font-weight: 600; font-size: .875rem; flex: 1 1 10rem }
.row label select, .row label input { font-weight: 400 }
.lead { margin-block: 8px 16px } form.lead { max-inline-size: 44rem } .sum { font-size: 2rem; font-weight: 650; line-height: 1.2 }
.live { color: var(--brand-soft); font-size: .875rem }
table { inline-size: 100%; border-collapse: collapse } th { text-align: start; font-size: .875rem; color: var(--soft); font-weight: 600; padding: 8px }
td { padding: 8px; border-block-start: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere } .number { text-align: end }
tbody tr:hover { background: var(--sunk) } td a { display: inline-block; padding-block: 2px } td small { display: block; color: var(--soft) }
dl.facts { display: grid; grid-template-columns: minmax(6rem, auto) 1fr; gap: 4px 16px } dl.facts dt { color: var(--soft) } dd { overflow-wrap: anywhere; min-inline-size: 0 }
.steps { list-style: none; display: grid; gap: 8px } .steps li { display: grid; grid-template-columns: 7rem 1fr; gap: 0 12px } .steps time { color: var(--soft) }
.callback + .callback { margin-block-start: 24px; padding-block-start: 24px; border-block-start: 1px solid var(--line) }
.callback h3 { overflow-wrap: anywhere; font-weight: 600 } .callback form { margin-block: 12px } .callback form details { margin-block-start: 8px }
details > summary { cursor: pointer; min-block-size: 44px; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; padding: 4px 8px; border-radius: 6px }
summary::before { content: '▸'; inline-size: 1em; color: var(--soft) } details[open] > summary::before { content: '▾' } summary:hover { background: var(--sunk) }
.deliveries { list-style: none; border: 1px solid var(--line); border-radius: 8px } .deliveries > li + li { border-block-start: 1px solid var(--line) }
.deliveries > li > p { padding: 10px 12px } .wire { display: grid; gap: 12px; padding: 4px 12px 12px } .wire h4 { margin: 0 0 4px; font-size: .875rem; color: var(--soft) }
.wire > div { min-inline-size: 0 }
pre { font: .8125rem/1.5 var(--mono); background: var(--sunk); border: 1px solid var(--line); border-radius: 6px; padding: 12px; white-space: pre-wrap;
  overflow-wrap: anywhere; max-block-size: 48rem; overflow-y: auto }
pre b { font-weight: 600; color: var(--accent) } mark { background: var(--wrong); color: var(--sheet); padding-inline: 2px; border-radius: 2px }
.acts { display: grid; gap: 16px } .acts p { color: var(--soft); font-size: .875rem; margin-block-start: 4px } .acts form { display: grid; justify-items: start }
.trials { list-style: none; display: grid; gap: 8px; padding-block-start: 8px } .trials li { display: grid; gap: 2px 12px; align-items: center; color: var(--soft);
  font-size: .875rem }
.notice { border-inline-start: 4px solid var(--good); background: var(--good-paper); color: var(--good); padding: 12px 16px; margin-block-end: 16px }
.pages { display: flex; gap: 16px; margin-block-start: 16px } .pages a { display: inline-flex; min-block-size: 44px; align-items: center }
.empty { padding: 32px 8px; text-align: center; color: var(--soft) } .back { display: inline-flex; min-block-size: 44px; align-items: center }
[data-busy] button { opacity: .6; cursor: progress }
@media (min-width: 40rem) { .trials li { grid-template-columns: 12rem 1fr } .trials button { inline-size: 100% } .sheet { padding: 20px } }
@media (min-width: 64rem) { .two { display: grid; grid-template-columns: minmax(20rem, 2fr) minmax(0, 3fr); gap: 24px; align-items: start } .wire { grid-template-columns: 3fr 2fr } }
@media (max-width: 47.99rem) { .two { display: grid; gap: 24px } thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }
  table, tbody, tr, td { display: block } tr { padding-block: 12px; border-block-start: 1px solid var(--line) } td { border: 0; padding: 2px 0 }
  tbody tr:first-child { border: 0 } .number { text-align: start; font-weight: 600 } td[data-head]::before { content: attr(data-head) ' '; color: var(--soft); font-weight: 400 }
  .steps li { grid-template-columns: 1fr } dl.facts { grid-template-columns: 1fr; gap: 0 } dl.facts dd { margin-block-end: 8px } }`
