/** Draws on one page: text lines, rules, panels, images and modules. Lengths in points, y counted from the top. */
import {
  beginText,
  concatTransformationMatrix,
  drawObject,
  endText,
  fill,
  lineTo,
  moveTo,
  PDFHexString,
  PDFOperator,
  PDFOperatorNames,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  setTextRise,
  showText,
  stroke,
  type PDFContext,
  type PDFPage,
} from '@cantoo/pdf-lib'
import type { Line } from '../text/paragraph.ts'
import type { FontBook } from './pdf-fonts.ts'

/** A4, ISO 216. */
export const pageSize = { width: 595.28, height: 841.89 } as const

/** The graphics state in which colours darken what they cover (ISO 32000-1, 11.3.5.2). */
export const multiply = { name: 'Multiply', state: { Type: 'ExtGState', BM: 'Multiply' } } as const

/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number]

export interface PageCanvas {
  /** Draws a line of text with its left edge at x and its baseline at y. */
  text: (line: Line, x: number, y: number, size: number, colour: Colour) => void
  rectangle: (x: number, y: number, width: number, height: number, colour: Colour) => void
  frame: (x: number, y: number, width: number, height: number, colour: Colour, lineWidth?: number) => void
  /** Fills many small rectangles at once: [x, y, width, height]. */
  modules: (rectangles: readonly (readonly [number, number, number, number])[], colour: Colour) => void
  /** Strokes an open or closed curve through points. */
  curve: (points: readonly (readonly [number, number])[], colour: Colour, lineWidth: number) => void
  /** Draws an image by its name in the page's resources. */
  image: (name: string, x: number, y: number, width: number, height: number) => void
  /**
   * Lets `draw` draw around the point (0, 0), which lies at x, y and is turned counter-clockwise by `angle` radians; its colours
   * darken what they cover, as ink does. The page's resources hold `multiply`.
   */
  tinted: (x: number, y: number, angle: number, draw: () => void) => void
  /** Makes an area lead to a web address. */
  link: (url: string, x: number, y: number, width: number, height: number) => void
}

/** Starts to draw on an empty page. */
export function pageCanvas(page: PDFPage, fonts: FontBook): PageCanvas {
  const { context } = page.doc
  const up = (y: number) => short(pageSize.height - y)
  const filling = ([red, green, blue]: Colour) => setFillingRgbColor(short(red), short(green), short(blue))
  const stroking = ([red, green, blue]: Colour) => setStrokingRgbColor(short(red), short(green), short(blue))
  const box = (x: number, y: number, width: number, height: number) =>
    rectangle(short(x), up(y + height), short(width), short(height))

  return {
    text(line, x, y, size, colour) {
      if (line.runs.length === 0) return
      const operators = [beginText(), filling(colour)]
      let pen = x
      for (const run of line.runs) {
        operators.push(setFontAndSize(fonts.resourceName(run.typeface), size))
        operators.push(...showRun(run, { fonts, context, x: pen, y: up(y), size }))
        pen += (run.width * size) / 1000
      }
      page.pushOperators(...operators, endText())
    },
    rectangle: (x, y, width, height, colour) =>
      page.pushOperators(filling(colour), box(x, y, width, height), fill()),
    frame: (x, y, width, height, colour, lineWidth = 0.6) =>
      page.pushOperators(stroking(colour), setLineWidth(lineWidth), box(x, y, width, height), stroke()),
    modules: (rectangles, colour) =>
      page.pushOperators(filling(colour), ...rectangles.map((part) => box(...part)), fill()),
    curve: (points, colour, lineWidth) =>
      page.pushOperators(
        stroking(colour),
        setLineWidth(lineWidth),
        ...points.map(([x, y], index) => (index === 0 ? moveTo : lineTo)(short(x), up(y))),
        stroke(),
      ),
    image: (name, x, y, width, height) =>
      page.pushOperators(
        pushGraphicsState(),
        concatTransformationMatrix(short(width), 0, 0, short(height), short(x), up(y + height)),
        drawObject(name),
        popGraphicsState(),
      ),
    tinted(x, y, angle, draw) {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
      const [right, above] = [x + pageSize.height * sin, pageSize.height * (1 - cos) - y]
      page.pushOperators(
        pushGraphicsState(),
        setGraphicsState(multiply.name),
        concatTransformationMatrix(
          short6(cos),
          short6(sin),
          short6(-sin),
          short6(cos),
          short(right),
          short(above),
        ),
      )
      draw()
      page.pushOperators(popGraphicsState())
    },
    link(url, x, y, width, height) {
      const address = PDFHexString.fromBytes(Buffer.from(new URL(url).href, 'latin1'))
      const link = context.obj({
        Type: 'Annot',
        Subtype: 'Link',
        Rect: [short(x), up(y + height), short(x + width), up(y)],
        Border: [0, 0, 0],
        F: 4,
        A: { S: 'URI', URI: address },
      })
      page.node.addAnnot(context.register(link))
    },
  }
}

/** Directions need more digits than lengths: they are multiplied by the length of a page. */
const short6 = (value: number): number => Math.round(value * 1e6) / 1e6

/** Three decimals of a point are finer than any printer, and keep the file small. */
function short(value: number): number {
  return Math.round(value * 1000) / 1000
}

/**
 * Shows a run in two passes: first the glyphs that stand for text, with `TJ` correcting each advance to the shaped one;
 * then dots and vowel signs that carry none, each at its own place. Mixed, they would look like word breaks to programs
 * that read the text back.
 */
function showRun(
  run: Line['runs'][number],
  place: { fonts: FontBook; context: PDFContext; x: number; y: number; size: number },
): PDFOperator[] {
  const { fonts, context, x, y, size } = place
  const scale = size / 1000
  const at = (dx: number, dy: number) =>
    setTextMatrix(1, 0, 0, 1, short(x + dx * scale), short(y + dy * scale))
  const operators = [at(0, 0)]
  const marks: PDFOperator[] = []
  let array: (PDFHexString | number)[] = []
  let codes = ''
  let pen = 0
  let shownPen = 0
  let rise = 0
  const endCodes = () => {
    if (codes !== '') array.push(PDFHexString.of(codes))
    codes = ''
  }
  const flush = () => {
    endCodes()
    if (array.length > 0)
      operators.push(PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [context.obj(array)]))
    array = []
  }
  for (const glyph of run.glyphs) {
    const { code, width } = fonts.encode(run.typeface, glyph)
    if (glyph.text === '') {
      marks.push(at(pen + glyph.dx, glyph.dy), showText(PDFHexString.of(code)))
    } else {
      if (glyph.dy !== rise) {
        flush()
        rise = glyph.dy
        operators.push(setTextRise(short(rise * scale)))
      }
      const gap = pen + glyph.dx - shownPen
      if (Math.abs(gap) >= 0.5) {
        endCodes()
        array.push(short(-gap))
        shownPen += gap
      }
      codes += code
      shownPen += width
    }
    pen += glyph.advance
  }
  flush()
  if (rise !== 0) operators.push(setTextRise(0))
  return [...operators, ...marks]
}
