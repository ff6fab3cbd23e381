/** Draws on one page: text lines, rules, panels, images and modules. Lengths in points, y counted from the top. */
import type { Line } from './paragraph.ts'
import type { FontBook } from './pdf-fonts.ts'
import { pdfNumber as n } from './pdf-writer.ts'

/** A4, ISO 216. */
export const pageSize = { width: 595.28, height: 841.89 } as const

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
  image: (name: string, x: number, y: number, width: number, height: number) => void
  /** Makes an area lead to a web address. */
  link: (url: string, x: number, y: number, width: number, height: number) => void
  /** Everything drawn, as a content stream. */
  content: () => string
  links: () => readonly { url: string; rectangle: string }[]
}

/** Starts an empty page. */
export function pageCanvas(fonts: FontBook): PageCanvas {
  const operators: string[] = []
  const links: { url: string; rectangle: string }[] = []
  const up = (y: number) => pageSize.height - y
  const rgb = (colour: Colour) => colour.map(n).join(' ')
  const box = (x: number, y: number, width: number, height: number) =>
    `${n(x)} ${n(up(y + height))} ${n(width)} ${n(height)} re`

  return {
    text(line, x, y, size, colour) {
      if (line.runs.length === 0) return
      operators.push(`BT ${rgb(colour)} rg`)
      let pen = x
      for (const run of line.runs) {
        operators.push(`/${fonts.resourceName(run.typeface)} ${n(size)} Tf`)
        operators.push(showRun(run, fonts, pen, up(y), size))
        pen += (run.width * size) / 1000
      }
      operators.push('ET')
    },
    rectangle: (x, y, width, height, colour) =>
      operators.push(`${rgb(colour)} rg ${box(x, y, width, height)} f`),
    frame: (x, y, width, height, colour, lineWidth = 0.6) =>
      operators.push(`${rgb(colour)} RG ${n(lineWidth)} w ${box(x, y, width, height)} S`),
    modules: (rectangles, colour) =>
      operators.push(`${rgb(colour)} rg ${rectangles.map((part) => box(...part)).join(' ')} f`),
    curve: (points, colour, lineWidth) =>
      operators.push(
        `${rgb(colour)} RG ${n(lineWidth)} w`,
        ...points.map(([x, y], index) => `${n(x)} ${n(up(y))} ${index === 0 ? 'm' : 'l'}`),
        'S',
      ),
    image: (name, x, y, width, height) =>
      operators.push(`q ${n(width)} 0 0 ${n(height)} ${n(x)} ${n(up(y + height))} cm /${name} Do Q`),
    link: (url, x, y, width, height) =>
      links.push({ url, rectangle: `[${n(x)} ${n(up(y + height))} ${n(x + width)} ${n(up(y))}]` }),
    content: () => operators.join('\n'),
    links: () => links,
  }
}

/**
 * Shows a run in two passes: first the glyphs that stand for text, with `TJ` correcting each advance to the shaped one;
 * then dots and vowel signs that carry none, each at its own place. Mixed, they would look like word breaks to programs
 * that read the text back.
 */
function showRun(run: Line['runs'][number], fonts: FontBook, x: number, y: number, size: number): string {
  const scale = size / 1000
  const operators = [`1 0 0 1 ${n(x)} ${n(y)} Tm`]
  const marks: string[] = []
  let array: string[] = []
  let codes = ''
  let pen = 0
  let shownPen = 0
  let rise = 0
  const flush = () => {
    if (codes !== '') array.push(`<${codes}>`)
    if (array.length > 0) operators.push(`[${array.join(' ')}] TJ`)
    codes = ''
    array = []
  }
  for (const glyph of run.glyphs) {
    const { code, width } = fonts.encode(run.typeface, glyph)
    if (glyph.text === '') {
      marks.push(`1 0 0 1 ${n(x + (pen + glyph.dx) * scale)} ${n(y + glyph.dy * scale)} Tm <${code}> Tj`)
    } else {
      if (glyph.dy !== rise) {
        flush()
        rise = glyph.dy
        operators.push(`${n(rise * scale)} Ts`)
      }
      const gap = pen + glyph.dx - shownPen
      if (Math.abs(gap) >= 0.5) {
        if (codes !== '') array.push(`<${codes}>`)
        codes = ''
        array.push(n(-gap))
        shownPen += gap
      }
      codes += code
      shownPen += width
    }
    pen += glyph.advance
  }
  flush()
  if (rise !== 0) operators.push('0 Ts')
  return [...operators, ...marks].join(' ')
}
