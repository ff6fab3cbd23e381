/** Puts lines on pages from top to bottom, in the document's direction, and starts a new page where one is full. */
import { colours, contentBottom, contentWidth, leading, margins } from './design.ts'
import type { DocumentModel, DrawingWarning } from '../document.ts'
import { pageSize, type Colour, type PageCanvas } from '../pdf/page-canvas.ts'
import { layOutParagraph, type Line, type Phrase } from '../text/paragraph.ts'
import type { Weight } from '../text/typefaces.ts'

export interface TextStyle {
  size: number
  weight?: Weight
  colour?: Colour
  /**
   * `document`: words of the document's own language; `auto`: names and other values of any script.
   * Where not said, a composed phrase is the document's words and a plain string is a value.
   */
  direction?: 'document' | 'auto'
}

/** A horizontal strip of the page, measured from the side where reading starts. */
export interface Strip {
  start: number
  width: number
}

/** `right` whatever the direction: figures line up by their last digit in every script. */
export type Align = 'start' | 'end' | 'right'

/** Lines ready to be drawn, with the style they were laid out in. */
export interface TextBlock {
  lines: Line[]
  style: Required<TextStyle>
  lineHeight: number
}

export interface Flow {
  readonly page: PageCanvas
  readonly pages: readonly PageCanvas[]
  readonly rightToLeft: boolean
  /** Where the next thing goes, in points from the top of the page. */
  y: number
  layOut: (phrase: Phrase, style: TextStyle, width: number) => TextBlock
  /** Draws one line with its top at `y`; says nothing about where the next one goes. */
  drawLine: (block: TextBlock, index: number, strip: Strip, y: number, align?: Align) => void
  /** Draws all lines at the current place, page after page, and moves on. */
  drawBlock: (block: TextBlock, strip: Strip, align?: Align) => void
  /** Left edge of a strip, whichever way the document reads. */
  left: (strip: Strip) => number
  /** Starts a new page unless this height still fits; heights beyond a page are let be. */
  need: (height: number) => boolean
  space: (height: number) => void
  warn: (kind: DrawingWarning['kind'], text: string) => void
}

export const fullWidth: Strip = { start: 0, width: contentWidth }
const warningKinds = {
  missing: 'missing-character',
  approximate: 'fallback-shaping',
  control: 'control-character-dropped',
} as const

/** Starts a flow on a first page. `addPage` adds an empty page; `onNewPage` draws what stands at the top of later ones. */
export function startFlow(
  model: Pick<DocumentModel, 'direction' | 'language'>,
  addPage: () => PageCanvas,
  warnings: DrawingWarning[],
  onNewPage: (flow: Flow) => void,
): Flow {
  const rightToLeft = model.direction === 'rtl'
  const pages = [addPage()]
  const warned = new Set<string>()
  const left = (strip: Strip) =>
    rightToLeft ? pageSize.width - margins.side - strip.start - strip.width : margins.side + strip.start

  const flow: Flow = {
    get page() {
      const page = pages.at(-1)
      if (!page) throw new Error('A document has at least one page.')
      return page
    },
    pages,
    rightToLeft,
    y: margins.top,
    left,
    layOut(phrase, { size, weight = 'regular', colour = colours.ink, direction: wanted }, width) {
      const direction = wanted ?? (typeof phrase === 'string' ? 'auto' : 'document')
      const lines = layOutParagraph(phrase, {
        size,
        width,
        weight,
        direction: direction === 'document' ? model.direction : 'auto',
        language: model.language,
        onProblem: (kind, text) => flow.warn(warningKinds[kind], text),
      })
      return {
        lines,
        style: { size, weight, colour, direction },
        lineHeight: size * leading[model.direction],
      }
    },
    drawLine(block, index, strip, y, align = 'start') {
      const line = block.lines[index]
      if (!line) return
      const atRight = align === 'right' || (align === 'end') !== rightToLeft
      const x = left(strip) + (atRight ? strip.width - line.width : 0)
      flow.page.text(line, x, y + baseline(block), block.style.size, block.style.colour)
    },
    drawBlock(block, strip, align = 'start') {
      for (const index of block.lines.keys()) {
        flow.need(block.lineHeight)
        flow.drawLine(block, index, strip, flow.y, align)
        flow.y += block.lineHeight
      }
    },
    need(height) {
      if (flow.y + height <= contentBottom) return false
      pages.push(addPage())
      flow.y = margins.top
      onNewPage(flow)
      return true
    },
    space(height) {
      flow.y += height
    },
    warn(kind, text) {
      const key = `${kind}|${text}`
      if (warned.has(key)) return
      warned.add(key)
      warnings.push({ kind, text })
    },
  }
  return flow
}

/** Distance from the top of a line to its baseline. */
function baseline(block: TextBlock): number {
  return block.lineHeight / 2 + block.style.size * 0.34
}

/** Height of all lines of a block. */
export function heightOf(block: TextBlock): number {
  return block.lines.length * block.lineHeight
}
