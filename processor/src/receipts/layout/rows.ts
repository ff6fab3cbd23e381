/** Draws label-and-value rows and tables: cells side by side that break over pages line by line. */
import { colours, contentBottom, contentWidth, margins, sizes } from './design.ts'
import type { Block, Fact } from '../document.ts'
import { fullWidth, type Align, type Flow, type Strip, type TextBlock } from './flow.ts'
import type { Phrase } from '../text/paragraph.ts'

export interface Cell {
  text: TextBlock
  strip: Strip
  align: Align
}

const labelWidth = 132

/** Draws labels with their values beside them. */
export function drawFacts(flow: Flow, rows: readonly Fact[]): void {
  const gap = 12
  for (const { label, values, named } of rows) {
    const labelStrip = { start: 0, width: labelWidth }
    const valueStrip = { start: labelWidth + gap, width: contentWidth - labelWidth - gap }
    const labelStyle = { size: sizes.label, colour: colours.quiet, direction: 'document' } as const
    const name: Cell = { text: flow.layOut(label, labelStyle, labelWidth), strip: labelStrip, align: 'start' }
    const text = values.map((phrase, index) => {
      const weight = named && index === 0 ? 'bold' : 'regular'
      return flow.layOut(phrase, { size: sizes.body, weight }, valueStrip.width)
    })
    for (const [index, part] of text.entries()) {
      drawRow(flow, [...(index === 0 ? [name] : []), { text: part, strip: valueStrip, align: 'start' }])
    }
    flow.space(4)
  }
  flow.space(3)
}

/** Rows up to this height stay on one page; longer ones run over line by line. */
export const keepTogether = (contentBottom - margins.top) * 0.3

/** Draws cells side by side; `onNewPage` repeats what a new page must start with. */
export function drawRow(flow: Flow, cells: readonly Cell[], onNewPage?: () => void): void {
  const lineHeight = Math.max(...cells.map((cell) => cell.text.lineHeight))
  const lines = Math.max(...cells.map((cell) => cell.text.lines.length))
  if (lines * lineHeight <= keepTogether && flow.need(lines * lineHeight)) onNewPage?.()
  for (let line = 0; line < lines; line++) {
    if (flow.need(lineHeight)) onNewPage?.()
    for (const cell of cells) {
      // Smaller text keeps its baseline on that of the tallest cell.
      const drop = (lineHeight - cell.text.lineHeight) / 2
      flow.drawLine(cell.text, line, cell.strip, flow.y + drop, cell.align)
    }
    flow.space(lineHeight)
  }
}

/** Draws a table; its head is repeated on each new page. */
export function drawTable(flow: Flow, { columns, rows, total }: Extract<Block, { kind: 'table' }>): void {
  const gap = 10
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  let start = 0
  const strips = columns.map((column): Strip => {
    const width = (contentWidth * column.share) / shares
    const strip = { start: start === 0 ? 0 : start + gap, width: start === 0 ? width : width - gap }
    start += width
    return strip
  })
  const cells = (phrases: readonly Phrase[], style: Parameters<Flow['layOut']>[1]) =>
    columns.map((column, index): Cell => {
      const strip = strips[index] ?? fullWidth
      return {
        text: flow.layOut(phrases[index] ?? '', style, strip.width),
        strip,
        align: column.content === 'figures' ? 'right' : 'start',
      }
    })
  const titles = columns.map((column) => column.title)
  const head = cells(titles, {
    size: sizes.small,
    weight: 'bold',
    colour: colours.quiet,
    direction: 'document',
  })
  const drawHead = () => {
    drawRow(flow, head)
    flow.space(3)
    flow.page.rectangle(margins.side, flow.y, contentWidth, 0.9, colours.brand)
    flow.space(4)
  }
  drawHead()
  for (const row of rows) {
    drawRow(flow, cells(row, { size: sizes.body }), drawHead)
    flow.space(3)
    flow.page.rectangle(margins.side, flow.y, contentWidth, 0.4, colours.rule)
    flow.space(4)
  }
  if (total)
    drawRow(flow, cells(total, { size: sizes.body, weight: 'bold', colour: colours.brand }), drawHead)
  flow.space(8)
}
