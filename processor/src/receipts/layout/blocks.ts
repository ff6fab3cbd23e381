/** Draws each kind of block of a document at the current place of the flow. */
import { colours, contentWidth, margins, sizes } from './design.ts'
import type { Block, ListedDocument } from '../document.ts'
import { fullWidth, heightOf, type Flow } from './flow.ts'
import type { PreparedImage } from '../pdf/images.ts'
import type { Phrase } from '../text/paragraph.ts'
import { drawFacts, drawRow, drawTable, keepTogether } from './rows.ts'
import { drawVerification } from './verification-panel.ts'

/** Images by block: name in the page's resources, and pixels; none where the bytes could not be read. */
export type ImageBook = ReadonlyMap<Block, { name: string; image: PreparedImage }>

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** Draws one block; the caller goes through the document in order. */
export function drawBlock(flow: Flow, block: Block, images: ImageBook): void {
  switch (block.kind) {
    case 'summary':
      drawSummary(flow, block)
      break
    case 'section':
      drawSection(flow, block)
      break
    case 'facts':
      drawFacts(flow, block.rows)
      break
    case 'table':
      drawTable(flow, block)
      break
    case 'paragraph':
      drawParagraph(flow, block)
      break
    case 'image':
      drawImage(flow, block, images.get(block))
      break
    case 'documents':
      drawDocuments(flow, block)
      break
    case 'verification':
      drawVerification(flow, block)
      break
  }
}

function drawSummary(flow: Flow, { items }: Of<'summary'>): void {
  const width = contentWidth / items.length
  const padding = 12
  const inner = width - 2 * padding
  const columns = items.map((item) => [
    flow.layOut(item.label, { size: sizes.label, colour: colours.quiet, direction: 'document' }, inner),
    flow.layOut(item.value, { size: sizes.summary, weight: 'bold', colour: colours.brand }, inner),
    ...(item.note ? [flow.layOut(item.note, { size: sizes.small, colour: colours.quiet }, inner)] : []),
  ])
  const height =
    Math.max(...columns.map((column) => column.reduce((sum, text) => sum + heightOf(text), 0))) + 22
  flow.need(height)
  flow.page.rectangle(margins.side, flow.y, contentWidth, height, colours.panel)
  flow.page.rectangle(margins.side, flow.y, contentWidth, 1.2, colours.gilt)
  for (const [index, column] of columns.entries()) {
    let y = flow.y + 11
    if (index > 0) {
      const divider = flow.left({ start: index * width, width: 0.6 })
      flow.page.rectangle(divider, flow.y + 12, 0.6, height - 24, colours.rule)
    }
    for (const text of column) {
      for (const line of text.lines.keys()) {
        flow.drawLine(text, line, { start: index * width + padding, width: inner }, y)
        y += text.lineHeight
      }
    }
  }
  flow.space(height + 14)
}

function drawSection(flow: Flow, { title, roomFor = 48 }: Of<'section'>): void {
  const style = { size: sizes.section, weight: 'bold', colour: colours.brand, direction: 'document' } as const
  const text = flow.layOut(title, style, contentWidth)
  if (!flow.need(heightOf(text) + 14 + roomFor)) flow.space(9)
  flow.drawBlock(text, fullWidth)
  flow.space(2)
  flow.page.rectangle(margins.side, flow.y, contentWidth, 0.6, colours.rule)
  flow.page.rectangle(flow.left({ start: 0, width: 34 }), flow.y - 0.4, 34, 1.4, colours.gilt)
  flow.space(7)
}

function drawParagraph(flow: Flow, { text, tone }: Of<'paragraph'>): void {
  if (tone === 'display') {
    drawDisplay(flow, text)
    return
  }
  const style =
    tone === 'body'
      ? ({ size: sizes.body } as const)
      : ({ size: sizes.label, colour: colours.quiet, direction: 'document' } as const)
  flow.drawBlock(flow.layOut(text, style, contentWidth), fullWidth)
  flow.space(8)
}

/** A word mark, set large on a panel of its own. */
function drawDisplay(flow: Flow, text: Phrase): void {
  const padding = 16
  const strip = { start: padding, width: contentWidth - 2 * padding }
  const block = flow.layOut(text, { size: sizes.display, weight: 'bold' }, strip.width)
  const height = heightOf(block) + 2 * padding
  if (height > keepTogether) {
    drawLongDisplay(flow, text)
    return
  }
  flow.need(height)
  flow.page.frame(margins.side, flow.y, contentWidth, height, colours.rule)
  for (const [index, line] of block.lines.entries()) {
    const centred = { start: (contentWidth - line.width) / 2, width: line.width }
    flow.drawLine(block, index, centred, flow.y + padding + index * block.lineHeight)
  }
  flow.space(height + 10)
}

function drawLongDisplay(flow: Flow, text: Phrase): void {
  flow.drawBlock(flow.layOut(text, { size: sizes.summary, weight: 'bold' }, contentWidth), fullWidth)
  flow.space(10)
}

/** A mark is shown at most 8 cm wide, the size that offices ask for. */
const imageBox = { width: 227, height: 200 } as const

function drawImage(
  flow: Flow,
  block: Of<'image'>,
  entry: { name: string; image: PreparedImage } | undefined,
): void {
  if (!entry) {
    flow.warn('unreadable-image', block.description)
    drawParagraph(flow, { kind: 'paragraph', text: block.unreadable, tone: 'body' })
    return
  }
  const padding = 12
  const { name, image } = entry
  const scale = Math.min(imageBox.width / image.width, imageBox.height / image.height)
  const width = image.width * scale
  const height = image.height * scale
  flow.need(height + 2 * padding)
  flow.page.frame(margins.side, flow.y, contentWidth, height + 2 * padding, colours.rule)
  flow.page.image(
    name,
    flow.left({ start: (contentWidth - width) / 2, width }),
    flow.y + padding,
    width,
    height,
  )
  flow.space(height + 2 * padding + 10)
}

const digestGroup = { digits: 8, width: 45 } as const

function drawDocuments(flow: Flow, { items, sizeOf, digestLabel }: Of<'documents'>): void {
  const numberStrip = { start: 0, width: 22 }
  const nameStrip = { start: 24, width: contentWidth - 24 - 110 }
  const sizeStrip = { start: contentWidth - 100, width: 100 }
  for (const [index, item] of items.entries()) {
    const number = flow.layOut(
      String(index + 1),
      { size: sizes.body, weight: 'bold', colour: colours.gilt },
      22,
    )
    const quiet = { size: sizes.label, colour: colours.quiet } as const
    const role = flow.layOut(item.role, { size: sizes.body, weight: 'bold' }, nameStrip.width)
    const size = flow.layOut(sizeOf[index] ?? '', { ...quiet, direction: 'document' }, sizeStrip.width)
    const name = flow.layOut(item.name, quiet, nameStrip.width)
    const digestHeight = sizes.small * 1.6
    const height = heightOf(role) + heightOf(name) + digestHeight
    if (height < keepTogether) flow.need(height)
    drawRow(flow, [
      { text: number, strip: numberStrip, align: 'start' },
      { text: role, strip: nameStrip, align: 'start' },
      { text: size, strip: sizeStrip, align: 'end' },
    ])
    flow.drawBlock(name, nameStrip)
    drawDigest(flow, item, digestLabel, digestHeight)
    flow.space(4)
    flow.page.rectangle(margins.side, flow.y, contentWidth, 0.4, colours.rule)
    flow.space(5)
  }
  flow.space(4)
}

/** Eight groups of eight digits in fixed columns, always from left to right. */
function drawDigest(flow: Flow, { sha256 }: ListedDocument, label: string, height: number): void {
  flow.need(height)
  const groups = sha256.match(/.{1,8}/g) ?? []
  const labelStrip = { start: 24, width: 46 }
  const strip = { start: 72, width: digestGroup.width * groups.length }
  flow.drawLine(
    flow.layOut(label, { size: 6.5, weight: 'bold', colour: colours.quiet }, 46),
    0,
    labelStrip,
    flow.y + 1,
  )
  for (const [index, group] of groups.entries()) {
    const text = flow.layOut(group, { size: sizes.small }, digestGroup.width)
    const line = text.lines[0]
    const x = flow.left(strip) + index * digestGroup.width
    if (line) flow.page.text(line, x, flow.y + height / 2 + sizes.small * 0.34, sizes.small, colours.ink)
  }
  flow.space(height)
}
