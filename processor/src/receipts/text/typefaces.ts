/** The fonts of the office's documents, and the shaping of one piece of text into glyphs (HarfBuzz). */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as hb from 'harfbuzzjs'
import { fontSubsetter } from './font-subset.ts'
import { unpackWoff } from './woff.ts'

/** Noto Sans holds Latin, Cyrillic, Greek; Unifont, plain but nearly complete for the BMP, is the last resort. */
const fontFiles = {
  sans: '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf',
  arabic: '@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'arabic-bold': '@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf',
  fallback: '@fontsource/unifont/files/unifont-latin-400-normal.woff',
} as const

export type TypefaceId = keyof typeof fontFiles

/** A character is drawn by the first of these that has it. */
const preference = {
  regular: ['sans', 'arabic', 'fallback'],
  bold: ['sans-bold', 'arabic-bold', 'fallback'],
} as const satisfies Record<string, readonly TypefaceId[]>

export type Weight = keyof typeof preference

export interface Typeface {
  id: TypefaceId
  bytes: Uint8Array
  font: hb.Font
  unitsPerEm: number
  covers: (codePoint: number) => boolean
  subset: (glyphs: Iterable<number>) => Uint8Array
}

/** One glyph in drawing order; lengths in thousandths of the font size. `text` is '' where a neighbour carries it. */
export interface Glyph {
  glyph: number
  text: string
  advance: number
  dx: number
  dy: number
}

/** Glyphs of one typeface, left to right as they are seen. */
export interface GlyphRun {
  typeface: TypefaceId
  glyphs: Glyph[]
  /** In thousandths of the font size. */
  width: number
}

export interface ShapedText {
  runs: GlyphRun[]
  /** In thousandths of the font size. */
  width: number
  /** Characters that no typeface has: drawn as an empty box. */
  missing: string[]
  /** Characters drawn by the last-resort font though their script needs shaping that it does not offer. */
  approximate: string[]
}

const typefaces = new Map<TypefaceId, Typeface>()

/** Loads a typeface once per process (or worker thread). */
export function typeface(id: TypefaceId): Typeface {
  const known = typefaces.get(id)
  if (known) return known
  const file = readFileSync(createRequire(import.meta.url).resolve(fontFiles[id]))
  const bytes = fontFiles[id].endsWith('.woff') ? unpackWoff(file) : new Uint8Array(file)
  const face = new hb.Face(new hb.Blob(bytes))
  const covered = new Set(face.collectUnicodes())
  let subsetter: Typeface['subset'] | undefined
  const made: Typeface = {
    id,
    bytes,
    font: new hb.Font(face),
    unitsPerEm: face.upem,
    covers: (codePoint) => covered.has(codePoint),
    subset: (glyphs) => (subsetter ??= fontSubsetter(bytes))(glyphs),
  }
  typefaces.set(id, made)
  return made
}

/** Joiners, variation selectors and marks belong to the character before them and must not change the font. */
const clings = /^[\p{M}\p{Default_Ignorable_Code_Point}]$/u
/** Scripts whose isolated letters are right as they stand. */
const needsNoShaping =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}\p{Script=Georgian}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u
/** Invisible characters that shaping understands and that never need a glyph. */
const invisible = /\p{Default_Ignorable_Code_Point}/u

interface FontSpan {
  typeface: TypefaceId
  text: string
}

function splitByTypeface(text: string, weight: Weight, result: ShapedText): FontSpan[] {
  const spans: FontSpan[] = []
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0
    const last = spans.at(-1)
    if (
      last &&
      clings.test(character) &&
      (invisible.test(character) || typeface(last.typeface).covers(codePoint))
    ) {
      last.text += character
      continue
    }
    const found = preference[weight].find((id) => typeface(id).covers(codePoint))
    if (!found && !invisible.test(character)) result.missing.push(character)
    if (found === 'fallback' && !needsNoShaping.test(character)) result.approximate.push(character)
    const id = found ?? preference[weight][0]
    if (last?.typeface === id) last.text += character
    else spans.push({ typeface: id, text: character })
  }
  return spans
}

const shapingBuffer = new hb.Buffer()

function shapeSpan(span: FontSpan, rightToLeft: boolean, language: string): GlyphRun {
  const { font, unitsPerEm } = typeface(span.typeface)
  const scale = 1000 / unitsPerEm
  shapingBuffer.clearContents()
  shapingBuffer.addText(span.text)
  shapingBuffer.setDirection(rightToLeft ? hb.Direction.RTL : hb.Direction.LTR)
  shapingBuffer.setLanguage(language)
  shapingBuffer.guessSegmentProperties()
  hb.shape(font, shapingBuffer)
  const infos = shapingBuffer.getGlyphInfos()
  const positions = shapingBuffer.getGlyphPositions()
  const glyphs = infos.map((info, index): Glyph & { cluster: number } => {
    const position = positions[index]
    return {
      glyph: info.codepoint,
      cluster: info.cluster,
      text: '',
      advance: (position?.xAdvance ?? 0) * scale,
      dx: (position?.xOffset ?? 0) * scale,
      dy: (position?.yOffset ?? 0) * scale,
    }
  })
  giveTextToBases(glyphs, span.text)
  return { typeface: span.typeface, glyphs, width: glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) }
}

/** A cluster is the glyphs made from the same characters; its widest glyph stands for them when text is read back. */
function giveTextToBases(glyphs: (Glyph & { cluster: number })[], source: string): void {
  const bases = new Map<number, Glyph>()
  for (const glyph of glyphs) {
    const base = bases.get(glyph.cluster)
    if (!base || glyph.advance > base.advance) bases.set(glyph.cluster, glyph)
  }
  const starts = [...bases.keys()].sort((a, b) => a - b)
  for (const [index, start] of starts.entries()) {
    const base = bases.get(start)
    if (base) base.text = source.slice(start, starts[index + 1])
  }
}

const shapeCache = new Map<string, ShapedText>()
const shapeCacheLimit = 20_000

/**
 * Shapes text of one direction: joins Arabic letters, forms ligatures, places marks, mirrors brackets.
 * Out: runs in the order they are seen from left to right, ready to draw.
 */
export function shapeText(
  text: string,
  options: { weight: Weight; rightToLeft: boolean; language: string },
): ShapedText {
  const key = `${options.weight}|${options.rightToLeft ? 'r' : 'l'}|${options.language}|${text}`
  const cached = shapeCache.get(key)
  if (cached) return cached
  const result: ShapedText = { runs: [], width: 0, missing: [], approximate: [] }
  const spans = splitByTypeface(text, options.weight, result)
  result.runs = spans.map((span) => shapeSpan(span, options.rightToLeft, options.language))
  if (options.rightToLeft) result.runs.reverse()
  result.width = result.runs.reduce((sum, run) => sum + run.width, 0)
  if (shapeCache.size >= shapeCacheLimit) shapeCache.clear()
  shapeCache.set(key, result)
  return result
}
