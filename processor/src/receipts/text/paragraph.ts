/**
 * Turns a phrase of any script into lines of glyphs: Unicode bidirectional algorithm (UAX #9), line breaks in logical
 * order, and only then each line put into the order in which it is seen.
 */
import * as bidiModule from 'bidi-js'
import type { Bidi } from 'bidi-js'
import { z } from 'zod'
import { shapeText, type GlyphRun, type ShapedText, type Weight } from './typefaces.ts'

/**
 * What a document says: plain text, or a list in which `isolate` marks a name, number or other foreign matter whose
 * direction must not disturb the words around it (what `<bdi>` does in HTML).
 */
export type Phrase = string | readonly (string | { isolate: string })[]

export interface Line {
  runs: GlyphRun[]
  /** In points. */
  width: number
}

export interface ParagraphOptions {
  /** Font size and available width in points. */
  size: number
  width: number
  weight: Weight
  /** `auto`: the direction of the first letter, as HTML's dir="auto". */
  direction: 'ltr' | 'rtl' | 'auto'
  language: string
  /** Called with characters that could not be drawn as they should be. */
  onProblem: (kind: 'missing' | 'approximate' | 'control', text: string) => void
}

/** The package's types describe an ES module, Node loads its CommonJS file: the factory is the default export itself. */
const makeBidi = z.custom<() => Bidi>((value) => typeof value === 'function')
const bidi = makeBidi.parse(bidiModule.default)()
const firstStrongIsolate = '\u2068'
const popIsolate = '\u2069'

/** Embeddings, overrides and isolates of UAX #9 let text pretend to be other text; C0 and C1 controls mean nothing here. */
const forbidden =
  /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\ufeff\ufff9-\ufffb]/g
const hasRightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** Returns a sentence of ours as a phrase: what its isolates (U+2068 to U+2069) enclose is isolated. For our own words only. */
export const phraseOf = (sentence: string): Phrase =>
  sentence
    .split(/(\u2068[^\u2068\u2069]*\u2069)/)
    .map((part) => (part.startsWith(firstStrongIsolate) ? { isolate: part.slice(1, -1) } : part))

function plainText(phrase: Phrase, onProblem: ParagraphOptions['onProblem']): string {
  const clean = (text: string) => {
    const kept = text.replace(/\r\n?/g, '\n').toWellFormed().replace(forbidden, '')
    if (kept.length < text.replace(/\r\n/g, '\n').length) onProblem('control', kept)
    return kept
  }
  if (typeof phrase === 'string') return clean(phrase)
  return phrase
    .map((part) =>
      typeof part === 'string' ? clean(part) : firstStrongIsolate + clean(part.isolate) + popIsolate,
    )
    .join('')
}

interface Piece {
  text: string
  level: number
  shaped: ShapedText
}

/** Pieces that stay together on a line, and the white space that may follow them. */
interface Word {
  pieces: Piece[]
  isSpace: boolean
}

/** Breaks after white space, hyphens, slashes and zero-width spaces, and around ideographs (a subset of UAX #14). */
const wordPattern =
  /[ \t\u1680\u2000-\u2006\u2008-\u200a\u3000]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][\p{M}\p{Pe}\p{Pf}\u3001\u3002\uff0c\uff0e]*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[^ \t\u1680\u2000-\u2006\u2008-\u200a\u3000])+?(?:[\u200b\u2010/\u2013\u2014]|-(?=\p{L})|(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana} \t\u1680\u2000-\u2006\u2008-\u200a\u3000])|$)/gu
const isolateMarks = /[\u2066-\u2069]/g
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Lays a phrase out; at least one line comes back for every line break in the text. */
export function layOutParagraph(phrase: Phrase, options: ParagraphOptions): Line[] {
  return plainText(phrase, options.onProblem)
    .split(/[\n\u0085\u2028\u2029]/)
    .flatMap((text) => layOutOneParagraph(text, options))
}

function layOutOneParagraph(text: string, options: ParagraphOptions): Line[] {
  const levels = embeddingLevels(text, options.direction)
  const words: Word[] = []
  for (const match of text.matchAll(wordPattern)) {
    words.push({
      isSpace: /^[ \t\u1680\u2000-\u200a\u3000]/.test(match[0]),
      pieces: splitByLevel(match, levels, options),
    })
  }
  return fillLines(words, options).map((pieces) => drawingOrder(pieces, options.size))
}

function embeddingLevels(text: string, direction: ParagraphOptions['direction']): Uint8Array | undefined {
  if (direction !== 'rtl' && !hasRightToLeft.test(text)) return undefined
  return bidi.getEmbeddingLevels(text, direction).levels
}

function splitByLevel(
  match: RegExpExecArray,
  levels: Uint8Array | undefined,
  options: ParagraphOptions,
): Piece[] {
  const word = match[0]
  if (!levels) return [piece(word, 0, options)].filter(hasText)
  const pieces: Piece[] = []
  let start = 0
  for (let end = 1; end <= word.length; end++) {
    const level = levels[match.index + start] ?? 0
    if (end < word.length && levels[match.index + end] === level) continue
    pieces.push(piece(word.slice(start, end), level, options))
    start = end
  }
  return pieces.filter(hasText)
}

function hasText(piece: Piece): boolean {
  return piece.text !== ''
}

function piece(source: string, level: number, options: ParagraphOptions): Piece {
  const text = source.replace(isolateMarks, '').replaceAll('\t', ' ')
  const shaped = shapeText(text, {
    weight: options.weight,
    rightToLeft: level % 2 === 1,
    language: options.language,
  })
  if (shaped.missing.length > 0) options.onProblem('missing', text)
  if (shaped.approximate.length > 0) options.onProblem('approximate', text)
  return { text, level, shaped }
}

function fillLines(words: Word[], options: ParagraphOptions): Piece[][] {
  const limit = (options.width / options.size) * 1000
  const lines: Piece[][] = []
  let line: Piece[] = []
  let lineWidth = 0
  let spaces: Piece[] = []
  const nextLine = () => {
    lines.push(line)
    line = []
    lineWidth = 0
  }
  for (const word of words) {
    if (word.isSpace) {
      spaces = line.length > 0 ? word.pieces : []
      continue
    }
    const gap = widthOf(spaces)
    const width = widthOf(word.pieces)
    if (line.length > 0 && lineWidth + gap + width > limit) nextLine()
    else {
      line.push(...spaces)
      lineWidth += gap
    }
    spaces = []
    const fitting =
      width <= limit ? word.pieces : word.pieces.flatMap((part) => cutToFit(part, limit, options))
    for (const part of fitting) {
      if (line.length > 0 && lineWidth + part.shaped.width > limit) nextLine()
      line.push(part)
      lineWidth += part.shaped.width
    }
  }
  lines.push(line)
  return lines
}

function widthOf(pieces: Piece[]): number {
  return pieces.reduce((sum, part) => sum + part.shaped.width, 0)
}

/** More graphemes than any line of a page can hold; keeps the search for the cut short. */
const longestUnbrokenPart = 300

/** Cuts a piece without any break opportunity between graphemes, each part as long as a line can hold. */
function cutToFit(whole: Piece, limit: number, options: ParagraphOptions): Piece[] {
  if (whole.shaped.width <= limit) return [whole]
  const clusters = Array.from(graphemes.segment(whole.text), ({ segment }) => segment)
  const parts: Piece[] = []
  let start = 0
  while (start < clusters.length) {
    let low = 1
    let high = Math.min(clusters.length - start, longestUnbrokenPart)
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      const tried = piece(clusters.slice(start, start + middle).join(''), whole.level, options)
      if (tried.shaped.width <= limit) low = middle
      else high = middle - 1
    }
    parts.push(piece(clusters.slice(start, start + low).join(''), whole.level, options))
    start += low
  }
  return parts
}

/** UAX #9 rule L2: from the highest level down to the lowest odd one, reverse every run at that level or above. */
function drawingOrder(pieces: Piece[], size: number): Line {
  const ordered = [...pieces]
  const highest = ordered.reduce((most, part) => Math.max(most, part.level), 0)
  for (let level = highest; level >= 1; level--) {
    let start = 0
    while (start < ordered.length) {
      let end = start
      while (end < ordered.length && (ordered[end]?.level ?? 0) >= level) end++
      if (end > start) ordered.splice(start, end - start, ...ordered.slice(start, end).reverse())
      start = end + 1
    }
  }
  return { runs: ordered.flatMap((part) => part.shaped.runs), width: (widthOf(ordered) * size) / 1000 }
}
