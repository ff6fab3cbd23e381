/** Draws the panel with which anyone can check a document: a QR code of the address beside what it is good for. */
import qrcode from 'qrcode'
import { colours, contentWidth, margins, sizes } from './design.ts'
import type { Block } from '../document.ts'
import { heightOf, type Flow } from './flow.ts'

const qrSize = 92

/** Draws the panel on one page. */
export function drawVerification(
  flow: Flow,
  { title, url, paragraphs }: Extract<Block, { kind: 'verification' }>,
): void {
  const padding = 12
  const width = contentWidth - qrSize - 3 * padding
  const strip = { start: padding, width }
  const texts = [
    flow.layOut(
      title,
      { size: sizes.section, weight: 'bold', colour: colours.brand, direction: 'document' },
      width,
    ),
    ...paragraphs.map((text) => flow.layOut(text, { size: sizes.label, direction: 'document' }, width)),
    flow.layOut(url, { size: sizes.label, weight: 'bold', colour: colours.brand }, width),
  ]
  const textHeight = texts.reduce((sum, text) => sum + heightOf(text) + 3, 0)
  const height = Math.max(qrSize, textHeight) + 2 * padding
  if (!flow.need(height + 8)) flow.space(8)
  const top = flow.y
  flow.page.rectangle(margins.side, top, contentWidth, height, colours.panel)
  flow.page.rectangle(flow.left({ start: 0, width: 2.4 }), top, 2.4, height, colours.brand)
  let y = top + padding + Math.max(0, (height - 2 * padding - textHeight) / 2)
  for (const text of texts) {
    for (const index of text.lines.keys()) {
      flow.drawLine(text, index, strip, y)
      if (text === texts.at(-1)) flow.page.link(url, flow.left(strip), y, width, text.lineHeight)
      y += text.lineHeight
    }
    y += 3
  }
  const qrLeft = flow.left({ start: contentWidth - padding - qrSize, width: qrSize })
  drawQrCode(flow, url, qrLeft, top + (height - qrSize) / 2)
  flow.y = top + height + 10
}

/** Draws the modules as vector rectangles on white, with the quiet zone of four modules (ISO/IEC 18004). */
function drawQrCode(flow: Flow, text: string, x: number, y: number): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const side = qrSize / (modules.size + 2 * quiet)
  const dark: [number, number, number, number][] = []
  for (let row = 0; row < modules.size; row++) {
    let start = 0
    while (start < modules.size) {
      let end = start
      while (end < modules.size && modules.get(row, end)) end++
      if (end > start)
        dark.push([x + (quiet + start) * side, y + (quiet + row) * side, (end - start) * side, side])
      start = end + 1
    }
  }
  flow.page.rectangle(x, y, qrSize, qrSize, colours.paper)
  flow.page.modules(dark, colours.ink)
  flow.page.link(text, x, y, qrSize, qrSize)
}
