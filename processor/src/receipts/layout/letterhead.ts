/** The frame around the content: the office's head on the first page, a short one on later pages, and the foot. */
import { colours, contentWidth, margins, sizes } from './design.ts'
import type { DocumentModel } from '../document.ts'
import { fullWidth, heightOf, type Flow } from './flow.ts'
import { fillLabel } from '../labels.ts'
import { pageSize, type PageCanvas } from '../pdf/page-canvas.ts'

const crestRadius = 23

/** Band, crest, office, title: the head of the first page. */
export function drawFirstHead(flow: Flow, model: DocumentModel): void {
  drawBand(flow.page, 7, 1.6)
  const crestStrip = { start: 0, width: 2 * crestRadius }
  drawCrest(flow.page, flow.left(crestStrip) + crestRadius, margins.top + crestRadius)
  const text = { start: 2 * crestRadius + 14, width: contentWidth - 2 * crestRadius - 14 }
  const name = flow.layOut(
    model.office.name,
    { size: sizes.office, weight: 'bold', colour: colours.brand },
    text.width,
  )
  const lines = model.office.lines.map((line) =>
    flow.layOut(line, { size: sizes.label, colour: colours.quiet }, text.width),
  )
  const height = lines.reduce((sum, line) => sum + heightOf(line), heightOf(name))
  flow.y = margins.top + Math.max(0, crestRadius - height / 2)
  for (const block of [name, ...lines]) flow.drawBlock(block, text)
  flow.y = Math.max(flow.y, margins.top + 2 * crestRadius) + 14
  flow.page.rectangle(margins.side, flow.y, contentWidth, 0.6, colours.rule)
  flow.space(20)

  const title = { size: sizes.title, weight: 'bold', colour: colours.brand, direction: 'document' } as const
  flow.drawBlock(flow.layOut(model.title, title, contentWidth), fullWidth)
  flow.drawBlock(
    flow.layOut(
      model.subtitle,
      { size: sizes.subtitle, colour: colours.quiet, direction: 'document' },
      contentWidth,
    ),
    fullWidth,
  )
  flow.space(14)
}

/** A thin head for the second and later pages. */
export function drawLaterHead(flow: Flow, model: DocumentModel): void {
  drawBand(flow.page, 3, 0.8)
  const half = (contentWidth - 20) / 2
  const style = { size: sizes.small, colour: colours.quiet } as const
  const office = flow.layOut(model.office.name, { ...style, weight: 'bold' }, half)
  const title = flow.layOut(model.title, { ...style, direction: 'document' }, half)
  const y = margins.top - 16
  flow.drawLine(office, 0, { start: 0, width: half }, y)
  flow.drawLine(title, 0, { start: contentWidth - half, width: half }, y, 'end')
  flow.page.rectangle(margins.side, y + 15, contentWidth, 0.5, colours.rule)
  flow.y = margins.top + 14
}

/** What the document is, and page x of y, at the foot of every page; called once when the last page is known. */
export function drawFeet(flow: Flow, model: DocumentModel): void {
  const y = pageSize.height - margins.bottom + 20
  const style = { size: sizes.small, colour: colours.quiet, direction: 'document' } as const
  const pageStrip = { start: contentWidth - 110, width: 110 }
  const textStrip = { start: 0, width: contentWidth - 120 }
  const text = flow.layOut(model.footer.text, style, textStrip.width)
  for (const [index, page] of flow.pages.entries()) {
    const numbers = { page: String(index + 1), pages: String(flow.pages.length) }
    const count = flow.layOut(fillLabel(model.footer.page, numbers), style, pageStrip.width)
    page.rectangle(margins.side, y - 7, contentWidth, 0.5, colours.rule)
    const baseline = y + text.lineHeight / 2 + sizes.small * 0.34
    const draw = (block: typeof text, strip: typeof textStrip, atEnd: boolean) => {
      const line = block.lines[0]
      if (!line) return
      const x = flow.left(strip) + (atEnd !== flow.rightToLeft ? strip.width - line.width : 0)
      page.text(line, x, baseline, sizes.small, colours.quiet)
    }
    draw(text, textStrip, false)
    draw(count, pageStrip, true)
  }
}

/** Sets what the document is not across every page; called once, when all else is drawn: it tints what it lies on. */
export function drawStamps({ layOut, pages }: Flow, { stamp }: DocumentModel): void {
  if (stamp === undefined) return
  const style = { size: sizes.stamp, weight: 'bold', colour: colours.stamp, direction: 'document' } as const
  const line = layOut(stamp, style, pageSize.height).lines[0]
  if (!line) return
  for (const page of pages)
    page.tinted(pageSize.width / 2, pageSize.height / 2, Math.PI / 4, () => {
      page.text(line, -line.width / 2, sizes.stamp / 3, sizes.stamp, colours.stamp)
    })
}

function drawBand(page: PageCanvas, height: number, giltHeight: number): void {
  page.rectangle(0, 0, pageSize.width, height, colours.brand)
  page.rectangle(0, height, pageSize.width, giltHeight, colours.gilt)
}

/** A guilloche rosette, as on banknotes: curves of the family r = a + b·cos(kφ), shifted against each other. */
function drawCrest(page: PageCanvas, x: number, y: number): void {
  const ring = (radius: (angle: number) => number, turns = 1) =>
    Array.from({ length: 121 * turns }, (_, index): [number, number] => {
      const angle = (index / 120) * 2 * Math.PI
      return [x + radius(angle) * Math.cos(angle), y + radius(angle) * Math.sin(angle)]
    })
  page.curve(
    ring(() => crestRadius),
    colours.brand,
    1.1,
  )
  page.curve(
    ring(() => crestRadius - 2),
    colours.gilt,
    0.5,
  )
  for (let shift = 0; shift < 4; shift++) {
    const phase = (shift / 4) * 2 * Math.PI
    page.curve(
      ring((angle) => 15.5 + 4.2 * Math.cos(8 * angle + phase)),
      colours.brand,
      0.32,
    )
    page.curve(
      ring((angle) => 8 + 3.4 * Math.cos(6 * angle + phase)),
      shift % 2 ? colours.gilt : colours.brand,
      0.32,
    )
  }
  page.curve(
    ring(() => 3.2),
    colours.gilt,
    0.6,
  )
}
